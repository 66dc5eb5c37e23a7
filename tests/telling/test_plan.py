"""What has to be told to whom, from where the requests stand."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sync.service.db.models import Role
from sync.service.escalation import Person, Request, with_whom
from sync.service.telling import digest, plan
from sync.service.telling.plan import Kind, Message, Waiting

TARGET = timedelta(minutes=15)
ASKED = datetime(2026, 7, 7, 7, 47, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
CLASS, REQUEST = uuid.uuid4(), uuid.uuid4()
BELL, LOWE, OKORO, AHMED = (uuid.UUID(int=i) for i in range(1, 5))
STAFF = (
    Person(BELL, Role.CLASS_ADULT, frozenset({CLASS})),
    Person(LOWE, Role.CLASS_ADULT, frozenset({CLASS})),
    Person(OKORO, Role.PRACTITIONER),
    Person(AHMED, Role.DSL),
)
MAILS = {BELL: "bell@school.example", OKORO: "okoro@school.example", AHMED: "ahmed@school.example"}
"""Miss Lowe wants no e-mails."""


def told(minutes: float, *ways: str, **request: object) -> list[Message]:
    now = ASKED + timedelta(minutes=minutes)
    standing = with_whom(Request(CLASS, ASKED, **request), STAFF, (), TARGET, now)  # type: ignore[arg-type]
    waiting = [Waiting(REQUEST, CLASS, "4W", ASKED, standing)] if standing else []
    return list(plan.of_requests(waiting, ways or ("mail",), MAILS, now, LONDON))


def test_the_class_is_told_at_once_and_the_next_ones_when_the_target_has_passed() -> None:
    """Each who wants it, by name of the class and the school's own clock."""
    first, second, third = told(0), told(15), told(30)

    assert [each.to for each in (*first, *second, *third)] == [MAILS[BELL], MAILS[OKORO], MAILS[AHMED]]
    assert [each.kind for each in (*first, *second, *third)] == [Kind.ASKED, Kind.OVERDUE, Kind.OVERDUE]
    assert first[0].title == "Someone in 4W is waiting"
    assert "at 8:47." in first[0].text
    assert "nobody has met them yet" in second[0].text


def test_the_same_is_called_the_same_however_often_it_is_worked_out() -> None:
    """So nobody is told twice within a stage; the next stage is something new."""
    assert told(1)[0].key == told(14)[0].key
    assert told(14)[0].key != told(16)[0].key


def test_other_ways_lead_to_one_place() -> None:
    """Two adults of the class are one ring."""
    assert [(each.way, each.to) for each in told(0, "hook", "ntfy")] == [("hook", ""), ("ntfy", "")]


def test_somebody_on_the_way_is_not_rung_and_nobody_after_it_ended() -> None:
    """Seen holds it for the target time; then it goes on. Met ends it."""
    seen = {"seen_at": ASKED + timedelta(minutes=2), "seen_by": BELL}

    assert told(10, **seen) == []
    assert [each.to for each in told(17, **seen)] == [MAILS[OKORO]]
    assert told(10, met_at=ASKED + timedelta(minutes=5)) == []


def test_a_child_for_whom_nobody_came_rings_again() -> None:
    """Even the adults who were told before."""
    before, after = told(31), told(41, nobody_came_at=ASKED + timedelta(minutes=40))

    assert after[0].key not in {each.key for each in before}
    assert after[0].kind is Kind.OVERDUE


def test_what_is_long_ago_is_no_news() -> None:
    """Switching a way on in the afternoon tells nothing of yesterday."""
    assert told(24 * 60) == []


def test_the_digest_counts_and_names_classes_only() -> None:
    """Who waits and where nobody has looked stand in it as numbers and classes."""
    lines = [digest.Line("2B", 5, 6, 0, True), digest.Line("4W", 22, 28, 1, False)]
    made = list(digest.messages(lines, 2, ("mail", "ntfy"), (OKORO, LOWE), MAILS, ASKED.date()))

    assert [each.to for each in made] == [MAILS[OKORO], ""]
    assert made[0].title == "This morning: 27 of 34 checked in"
    assert made[0].text.splitlines() == [
        "2B: 5 of 6 checked in.",
        "4W: 22 of 28 checked in. 1 waiting for a grown-up. Nobody has looked yet.",
        "Flags that nobody has looked at: 2.",
    ]
