"""The register, as a file."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from sync.service import attendance
from sync.service.db.models import Attendance
from sync.service.roster import RosterError
from tests.service.running import RunningService

HEADER = "date,pupil_id,session,code\n"


def marks(running: RunningService) -> dict[tuple[date, str], str]:
    with running.service.db.read() as session:
        found = session.scalars(select(Attendance)).all()
    return {(each.school_day, each.session): each.code for each in found}


def test_a_register_is_kept_and_a_later_one_takes_its_place(running: RunningService) -> None:
    """A late mark replaces the morning's; codes that nobody knows are kept and named."""
    first = HEADER + "2026-11-20,2W-Amina,AM,I\n2026-11-20,2W-Amina,pm,/\n"
    second = HEADER + "2026-11-20,2W-Amina,AM,L\n2026-11-19,2W-Amina,AM,?\n"

    done = attendance.import_register(running.service, first.encode(), "register.csv")
    again = attendance.import_register(running.service, second.encode(), "register.csv")

    assert done.summary() == "2 marks of the register"
    assert again.summary() == "2 marks of the register; codes that nobody knows here: ?"
    friday, thursday = date(2026, 11, 20), date(2026, 11, 19)
    assert marks(running) == {(friday, "AM"): "L", (friday, "PM"): "/", (thursday, "AM"): "?"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [("/", True), ("\\", True), ("L", True), ("I", False), ("C1", False), ("?", None)],
)
def test_codes_say_in_or_not_in_or_nothing(code: str, expected: bool | None) -> None:
    """An unknown code makes a child neither in nor away."""
    assert attendance.in_school(code) is expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("20/11/2026,2W-Amina,AM,/", "line 2: '20/11/2026' is no date"),
        ("2026-11-20,2W-Amina,noon,/", "line 2: 'NOON' is no session"),
        ("2026-11-20,stranger,AM,/", "line 2: there is no child stranger here"),
        ("2026-11-20,2W-Amina,AM,", "line 2: the column code is empty"),
        ("2026-11-20,2W-Amina,AM,ABCDE", "line 2: code has 5 characters"),
        ("2026-11-20,2W-Bruno,AM,/\n2026-11-20,2W-Bruno,AM,I", "line 3: this child's AM stands on line 2"),
    ],
)
def test_a_bad_register_is_named_and_none_of_it_is_kept(running: RunningService, line: str, reason: str) -> None:
    """File, line, cure."""
    before = marks(running)
    content = f"{HEADER}{line}\n2026-11-01,2W-Cai,AM,/\n"

    with pytest.raises(RosterError) as refused:
        attendance.import_register(running.service, content.encode(), "register.csv")

    assert reason in str(refused.value)
    assert marks(running) == before
