"""A look at Today stands in the audit once for each press on *Show*, however often the open page looks again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from sync.service.db.models import AuditEntry, Role
from sync.service.reveals import Reveals
from tests.service.running import RunningService

NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)
UNTIL = int(NOW.timestamp()) + 50


def test_an_open_page_that_looks_again_is_one_look(tmp_path: Path) -> None:
    """Another press, another class and another adult each stand there for themselves."""
    with RunningService(tmp_path, clock=_Still()) as running:
        cookies = {role: running.session_of(running.staff[role].id) for role in (Role.PRACTITIONER, Role.DSL)}
        for role, name, until in (
            (Role.PRACTITIONER, "2W", UNTIL),
            (Role.PRACTITIONER, "2W", UNTIL),
            (Role.PRACTITIONER, "2W", UNTIL + 1),
            (Role.PRACTITIONER, "RK", UNTIL),
            (Role.DSL, "2W", UNTIL),
            (Role.DSL, "2W", UNTIL),
        ):
            address = f"/today/part?class={running.classes[name]}&shown={until}"
            httpx.get(running.url + address, cookies=dict([cookies[role]])).raise_for_status()
        with running.service.db.read() as session:
            looked = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "looked at today")

            assert session.scalar(looked) == 4


def test_a_look_that_could_not_be_written_is_tried_again() -> None:
    """Nothing is taken for written before it is."""
    reveals, written = Reveals(), []
    with pytest.raises(ZeroDivisionError):
        reveals.once("2W", UNTIL, NOW, lambda: written.append(1 // 0))
    reveals.once("2W", UNTIL, NOW, lambda: written.append(1))
    reveals.once("2W", UNTIL, NOW, lambda: written.append(2))

    assert written == [1]


def test_what_is_covered_again_is_forgotten() -> None:
    """A long day leaves nothing behind in memory."""
    reveals = Reveals()
    for second in range(1000):
        reveals.once("2W", UNTIL + second, NOW + timedelta(seconds=second), lambda: None)

    assert len(reveals._until) <= 51


class _Still:
    def now(self) -> datetime:
        return NOW
