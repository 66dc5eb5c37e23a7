"""A plan changes what the tablet offers first, from its first day to its last, and shows to nobody."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sync.protocol import Tile
from sync.service import access, plans
from sync.service.access import Viewer
from sync.service.db.models import Plan, Pupil, Role, Staff
from tests.service.running import RunningService
from tests.service.tablets import Tablet


class Clock:
    """Stands until it is set."""

    at = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


DRAFT = plans.Draft(
    "Feels safe in the mornings", ("Settling in",), ("hum", "push"), None,
    date(2026, 11, 24), date(2027, 1, 5), date(2027, 2, 12),
)  # fmt: skip


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningService]:
    """A school on a Monday afternoon."""
    with RunningService(tmp_path / "school", clock=Clock()) as service:
        yield service


def viewer(running: RunningService, role: Role = Role.PRACTITIONER) -> Viewer:
    with running.service.db.read() as session:
        found = access.viewer_of(session, running.service.school_id, running.staff[role].id)
    assert found is not None
    return found


def make(running: RunningService, pupil_id: uuid.UUID, draft: plans.Draft = DRAFT) -> uuid.UUID:
    with running.service.db.write() as session:
        pupil = session.get_one(Pupil, (running.service.school_id, pupil_id))
        return plans.make(session, running.service, viewer(running), pupil, draft).id


def tile(tablet: Tablet, pupil_id: uuid.UUID) -> Tile:
    return next(each for each in tablet.classroom().pupils if each.pupil == pupil_id.bytes)


def test_what_a_plan_puts_first_stands_first_from_its_first_day(running: RunningService) -> None:
    """Not before, and no longer once it is closed; nobody else's order changes."""
    amina, bruno = running.pupils["2W"][:2]
    with running.service.db.write() as session:
        for each in (Role.CLASS_ADULT, Role.PRACTITIONER):
            session.get_one(Staff, (running.service.school_id, running.staff[each].id)).trusted = True
    tablet = Tablet(running)
    room = tablet.classroom()
    last = max(range(len(room.adults)), key=tile(tablet, amina.id).adults.index)
    adult = uuid.UUID(bytes=room.adults[last].adult)
    before, others = tile(tablet, amina.id), tile(tablet, bruno.id)
    plan_id = make(running, amina.id, replace(DRAFT, adult_id=adult))
    assert tile(tablet, amina.id) == before

    Clock.at = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    during = tile(tablet, amina.id)
    assert during.activities[:2] == ("hum", "push")
    assert sorted(during.activities) == sorted(before.activities)
    assert during.adults[0] == last
    assert tile(tablet, bruno.id) == others

    with running.service.db.write() as session:
        plan = session.get_one(Plan, (running.service.school_id, plan_id))
        plans.close(session, running.service, viewer(running), plan, "Settled.")
    assert tile(tablet, amina.id) == before
    Clock.at = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def test_a_child_without_a_plan_has_an_order_of_adults_too(running: RunningService) -> None:
    """So that an order of one's own gives nothing away."""
    room = Tablet(running).classroom()

    assert all(sorted(each.adults) == list(range(len(room.adults))) for each in room.pupils)


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, goal="  "),
        replace(DRAFT, goal="x" * 1001),
        replace(DRAFT, activities=("hum", "push", "draw", "mix")),
        replace(DRAFT, activities=("nothing like it",)),
        replace(DRAFT, adult_id=uuid.uuid4()),
        replace(DRAFT, review_on=DRAFT.starts_on),
        replace(DRAFT, ends_on=DRAFT.starts_on),
        replace(DRAFT, tags=("x" * 41,)),
    ],
)
def test_what_cannot_be_a_plan_is_refused_with_a_cure(running: RunningService, draft: plans.Draft) -> None:
    """A sentence, and nothing is kept."""
    amina = running.pupils["2W"][0]
    with pytest.raises(plans.PlanError, match=r"[A-Z].*\."):
        make(running, amina.id, draft)

    with running.service.db.read() as session:
        assert plans.open_plan(session, running.service.school_id, amina.id) is None


def test_a_child_has_one_plan_at_a_time(running: RunningService) -> None:
    """A second needs the first to be closed."""
    amina = running.pupils["2W"][0]
    make(running, amina.id)

    with pytest.raises(plans.PlanError, match="already"):
        make(running, amina.id)
