"""The whole life of a flag: who may do what with it, and what a queue shows."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service.access import Viewer, viewer_of
from sync.service.context import Service, open_service
from sync.service.db.models import FlagNote, FlagRow
from sync.service.pages.queries import filters, work
from sync.service.pages.queries.flags import count_new, read_flag, read_owners, read_queue
from sync.service.pages.queries.history import read_looks
from tests.pages import school
from tests.pages.walk import KASIAS_FLAG

FINN = school.an_id("flag", "Finn", "R3", school.TODAY - timedelta(5))
ISLA = school.an_id("flag", "Isla", "R1", school.TODAY)
TOMORROW = (school.TODAY + timedelta(1)).isoformat()


@pytest.fixture
def service(built: Path, tmp_path: Path) -> Iterator[Service]:
    """The school of this test's own, open and not served."""
    shutil.copytree(built, tmp_path / "school")
    opened = open_service(school.Folder(tmp_path / "school").settings(), clock=school.StillClock(), environ={})
    yield opened
    opened.close()


def viewer(session: Session, service: Service, who: str) -> Viewer:
    found = viewer_of(session, service.school_id, school.an_id("staff", who))
    assert found is not None
    return found


def names(session: Session, service: Service, who: str, **asked: str) -> list[str]:
    """Who stands in the queue, in order."""
    wanted = filters.read(asked)
    assert wanted is not None
    return [flag.name for flag in read_queue(session, viewer(session, service, who), wanted, service.today())]


def story(session: Session, flag_id: uuid.UUID) -> list[str]:
    notes = session.scalars(select(FlagNote).where(FlagNote.flag_id == flag_id).order_by(FlagNote.at))
    return [note.action for note in notes]


def test_a_flag_goes_from_new_to_closed_and_is_opened_again(service: Service) -> None:
    """Seen, watched with a day, closed by a human who is named, opened again; the story keeps each step."""
    with service.db.write() as session:
        me = viewer(session, service, "practitioner")
        seen = work.see(session, service, me, KASIAS_FLAG)
        assert seen is not None
        assert (seen.state, seen.owner_id) == ("seen", me.staff_id)
        work.watch(session, service, me, KASIAS_FLAG, TOMORROW, "Is she alone at break?")
        assert (seen.state, str(seen.due_on)) == ("watching", TOMORROW)
        work.close(session, service, me, KASIAS_FLAG, "spoke", "")
        assert (seen.state, seen.closed_reason, seen.decided_by, seen.due_on) == ("closed", "spoke", me.staff_id, None)
        work.reopen(session, service, me, KASIAS_FLAG, "It came back.")
        assert (seen.state, seen.closed_reason, seen.decided_by) == ("reopened", None, None)
        assert set(story(session, KASIAS_FLAG)) >= {"raised", "seen", "watching", "closed", "opened"}


def test_what_is_passed_to_the_dsl_stays_open_until_they_accept_it(service: Service) -> None:
    """Nobody else can accept or close it; it stands in the DSL's queue and number until then."""
    with service.db.write() as session:
        mine, dsl = viewer(session, service, "practitioner"), viewer(session, service, "dsl")
        before = count_new(session, dsl)
        flag = work.close(session, service, mine, FINN, "dsl", "Please look")
        assert flag is not None
        assert (flag.state, flag.closed_reason) == ("passed", None)
        assert count_new(session, dsl) == before + 1
        assert names(session, service, "dsl", state="passed") == ["Finn R."]
        with pytest.raises(work.WorkError, match="safeguarding lead"):
            work.accept(session, service, mine, FINN, "")
        with pytest.raises(work.WorkError, match="safeguarding lead"):
            work.close(session, service, mine, FINN, "no_concern", "")
        with pytest.raises(work.WorkError, match="safeguarding lead"):
            work.watch(session, service, mine, FINN, TOMORROW, "x")
        work.accept(session, service, dsl, FINN, "")
        assert (flag.state, flag.closed_reason) == ("closed", "dsl")
        assert {flag.accepted_by, flag.decided_by, flag.owner_id} == {dsl.staff_id}


def test_a_dsl_who_passes_to_the_dsl_has_accepted(service: Service) -> None:
    """Nothing waits for the one who is already there."""
    with service.db.write() as session:
        dsl = viewer(session, service, "dsl")
        flag = work.close(session, service, dsl, FINN, "dsl", "")
        assert flag is not None
        assert (flag.state, flag.accepted_by) == ("closed", dsl.staff_id)


def test_an_overdue_flag_rises_above_new_ones(service: Service) -> None:
    """On its day, not before."""
    with service.db.write() as session:
        work.watch(session, service, viewer(session, service, "practitioner"), FINN, TOMORROW, "x")
        assert names(session, service, "practitioner")[-1] == "Finn R."
        session.get_one(FlagRow, (service.school_id, FINN)).due_on = service.today()
        assert names(session, service, "practitioner")[0] == "Finn R."


def test_filters_narrow_the_queue(service: Service) -> None:
    """By state, class, rule and owner; what does not exist is not guessed at."""
    with service.db.read() as session:
        assert names(session, service, "practitioner", state="new") == ["Isla B.", "Kasia N."]
        assert names(session, service, "practitioner", owner="me") == ["Finn R."]
        assert names(session, service, "practitioner", owner="none", rule="R4") == ["Kasia N."]
        assert names(session, service, "practitioner", **{"class": str(school.class_id("2B"))}) == []
        assert names(session, service, "other_adult", **{"class": str(school.class_id("4W"))}) == []
    for wrong in ({"state": "x"}, {"rule": "R99"}, {"owner": "x"}, {"class": "1"}):
        assert filters.read(wrong) is None


def test_a_flag_is_taken_and_given_to_those_who_may_see_it(service: Service) -> None:
    """Nobody else is offered, and nobody else is accepted."""
    with service.db.write() as session:
        me, bell = viewer(session, service, "practitioner"), school.an_id("staff", "adult")
        flag = work.take(session, service, me, KASIAS_FLAG)
        assert flag is not None
        assert (flag.owner_id, flag.state) == (me.staff_id, "seen")
        assert [name for _, name in read_owners(session, service.school_id, flag)] == [
            "Mr Bell",
            "Mrs Ahmed",
            "Ms Okoro",
        ]
        work.give(session, service, me, KASIAS_FLAG, str(bell))
        assert flag.owner_id == bell
        for other in ("other_adult", "head", "it"):
            with pytest.raises(work.WorkError, match="colleague"):
                work.give(session, service, me, KASIAS_FLAG, str(school.an_id("staff", other)))


def test_marking_many_as_seen_marks_only_ones_own(service: Service) -> None:
    """Another class's flags that somebody names stay as they are."""
    with service.db.write() as session:
        assert work.see_all(session, service, viewer(session, service, "other_adult"), [KASIAS_FLAG, ISLA]) == 0
        assert work.see_all(session, service, viewer(session, service, "adult"), [KASIAS_FLAG, ISLA]) == 2
        assert count_new(session, viewer(session, service, "adult")) == 0


@pytest.mark.parametrize(
    ("due", "text"), [("", "x"), ("soon", "x"), (school.TODAY.isoformat(), "x"), ("2028-01-01", "x"), (TOMORROW, " ")]
)
def test_watching_needs_a_note_and_a_day_ahead(service: Service, due: str, text: str) -> None:
    """A flag that is watched for ever, or for nothing, is refused with the cure."""
    with service.db.write() as session, pytest.raises(work.WorkError):
        work.watch(session, service, viewer(session, service, "practitioner"), FINN, due, text)


def test_what_may_be_a_disclosure_is_hidden_from_class_adults_in_every_way(service: Service) -> None:
    """Queue, number, page, forms, owners, and who looked: only practitioner and DSL learn of it."""
    with service.db.write() as session:
        flag = school.flag(session, service, "Grace", "R9", school.TODAY, "{name} chose home.")
        adult, dsl = viewer(session, service, "adult"), viewer(session, service, "dsl")
        before = count_new(session, adult)
        work.see(session, service, dsl, flag.id)
        work.reopen(session, service, dsl, flag.id, "")
        flag.state = "new"
        assert count_new(session, adult) == before
        assert read_flag(session, adult, flag.id) is None
        assert "Grace L." not in names(session, service, "adult")
        assert "Grace L." in names(session, service, "dsl")
        assert work.see(session, service, adult, flag.id) is None
        assert work.add_note(session, service, adult, flag.id, "x") is None
        with pytest.raises(work.WorkError, match="colleague"):
            work.give(session, service, dsl, flag.id, str(adult.staff_id))
        pupil = school.pupil_id("Grace")
        assert [look.what for look in read_looks(session, service.school_id, pupil, restricted=True)] == ["flag seen"]
        assert read_looks(session, service.school_id, pupil, restricted=False) == []
