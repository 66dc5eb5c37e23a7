"""Pages cost what they show: no query of theirs goes through all that a school has kept."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from sync.service.db.models import Role
from tests.service.running import RunningService

pytestmark = pytest.mark.of_a_file

GROWING = (
    "activity_done|adult_request|attendance|audit|check_in|day_summary|event|flag|flag_note|plan_note|pupil_note"
    "|request_step"
)
"""Tables that a school adds to every day."""
PAGES = (
    (Role.PRACTITIONER, "/"),
    (Role.PRACTITIONER, "/?class=school"),
    (Role.PRACTITIONER, "/today/part?class=school"),
    (Role.PRACTITIONER, "/flags"),
    (Role.PRACTITIONER, "/flags?state=closed"),
    (Role.PRACTITIONER, "/pupils/{pupil}"),
    (Role.PRACTITIONER, "/plans"),
    (Role.PRACTITIONER, "/plans?which=closed"),
    (Role.PRACTITIONER, "/patterns"),
    (Role.CLASS_ADULT, "/"),
    (Role.CLASS_ADULT, "/flags"),
    (Role.CLASS_ADULT, "/pupils/{pupil}"),
    (Role.DSL, "/audit"),
    (Role.DSL, "/audit?pupil={pupil}"),
    (Role.HEAD, "/patterns"),
)
_WHOLE = re.compile(rf"SCAN ({GROWING})\b|SEARCH ({GROWING}) USING .*\(school_id=\?\)")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A small school: how its database goes about a question does not depend on how much it holds."""
    with RunningService(tmp_path_factory.mktemp("growth")) as running:
        yield running


def asked(running: RunningService, role: Role, address: str) -> list[str]:
    """All that a revealed page asks of the database, with what it asks for."""
    said: list[str] = []

    def traced(connection: Any, *_: Any) -> None:
        connection.set_trace_callback(said.append)

    def untraced(connection: Any, *_: Any) -> None:
        connection.set_trace_callback(None)

    reader = running.service.db._reader
    event.listen(reader, "checkout", traced)
    event.listen(reader, "checkin", untraced)
    name, cookie = running.session_of(running.staff[role].id)
    shown = f"{'&' if '?' in address else '?'}shown={int(time.time()) + 50}"
    try:
        answer = httpx.get(running.url + address + shown, cookies={name: cookie})
    finally:
        event.remove(reader, "checkout", traced)
        event.remove(reader, "checkin", untraced)
    assert answer.status_code == 200, answer.status_code
    return [each for each in said if each.lstrip().upper().startswith("SELECT")]


def through_all(folder: Path, statements: list[str]) -> list[str]:
    """Steps of those statements that look at every row of a growing table, each with its statement."""
    found = []
    with closing(sqlite3.connect(folder / "service.db")) as database:
        for statement in statements:
            for *_, step in database.execute(f"explain query plan {statement}"):
                if _WHOLE.search(step) and not _ends_early(statement):
                    found.append(f"{step}: {' '.join(statement.split())[:300]}")
    return found


def _ends_early(statement: str) -> bool:
    """The newest entries of the audit, in its own order: it is read from its end, and no further than is wanted."""
    return bool(re.search(r"FROM audit\s+WHERE audit.school_id = '\w+'\s+ORDER BY audit.seq DESC", statement))


@pytest.mark.parametrize(("role", "address"), PAGES)
def test_a_page_looks_up_what_it_shows(running: RunningService, role: Role, address: str) -> None:
    """Neither five years of the register nor a long audit is gone through for one morning or one child."""
    pupil = running.pupils["2W"][0].id

    said = asked(running, role, address.format(pupil=pupil))

    assert said
    assert through_all(running.settings.folder, said) == []


def test_going_through_everything_is_noticed(running: RunningService) -> None:
    """The check above can fail."""
    whole = "SELECT attendance.code FROM attendance WHERE attendance.school_id = 'x' AND attendance.school_day = 'y'"

    assert len(through_all(running.settings.folder, [whole])) == 1
