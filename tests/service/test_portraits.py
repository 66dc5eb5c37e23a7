"""Photographs and recorded names go where their child or adult goes, and go for good when they leave."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.protocol import Classroom, Tile
from sync.service import children, erasure, media, portraits, roster, trusted
from sync.service.access import Viewer, viewer_of
from sync.service.accounts import requests
from sync.service.db.models import AuditEntry, Pupil, Role, Staff
from sync.service.errors import ServiceError
from sync.service.roster import Roster, RosterClass, RosterPupil
from tests.service.running import RunningService
from tests.service.tablets import Tablet
from tests.service.test_stills import drawn

OGG = b"OggS" + os.urandom(500)
PHOTO = drawn("JPEG")


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[RunningService]:
    """A school of a test's own, for what can't be undone."""
    with RunningService(tmp_path / "school") as service:
        yield service


@pytest.fixture(autouse=True)
def as_before(running: RunningService) -> Iterator[None]:
    """Each test finds the shared school without a file, and its adult offered where they work."""
    yield
    with running.service.db.write() as session:
        media.let_go(session, running.service)
        amina(session, running).photo_on_wall = True
        trusted.offer(
            session, running.service, viewer(session, running), wren(session, running),
            trusted=True, where="own", class_ids=[],
        )  # fmt: skip


def viewer(session: Session, running: RunningService) -> Viewer:
    found = viewer_of(session, running.service.school_id, running.staff[Role.PRACTITIONER].id)
    assert found is not None
    return found


def amina(session: Session, running: RunningService) -> Pupil:
    return session.get_one(Pupil, (running.service.school_id, running.pupils["2W"][0].id))


def wren(session: Session, running: RunningService) -> Staff:
    return session.get_one(Staff, (running.service.school_id, running.staff[Role.CLASS_ADULT].id))


def keep(running: RunningService, photo: bytes = PHOTO) -> None:
    """Amina and her class adult have a photograph and a recorded name each."""
    with running.service.db.write() as session:
        for whose in (amina(session, running), wren(session, running)):
            portraits.keep_photo(session, running.service, whose, photo, viewer(session, running))
            portraits.keep_name(session, running.service, whose, "en", OGG, viewer(session, running))


def _remove_and_fail(session: Session, running: RunningService) -> None:
    for whose in (amina(session, running), wren(session, running)):
        portraits.remove_photo(session, running.service, whose, viewer(session, running))
    raise ZeroDivisionError


def files(running: RunningService) -> int:
    return sum(1 for _ in (running.service.settings.folder / media.FOLDER).glob("*"))


def latest(running: RunningService) -> int:
    with running.service.db.read() as session:
        return session.scalar(select(func.max(AuditEntry.seq))) or 0


def shown(classroom: Classroom) -> tuple[str, str]:
    """The photographs of Amina's tile and of her adult's picture."""
    tile = next(each for each in classroom.pupils if each.name == "Amina")
    adult = next(each for each in classroom.adults if each.name == "Miss Wren")
    return tile.photo, adult.photo


def test_a_class_hears_which_photo_stands_for_whom(running: RunningService) -> None:
    """By its path among the files, which names its owner and its own bytes; the animal is still named too."""
    keep(running)
    classroom = Tablet(running).classroom()
    child, adult = shown(classroom)

    assert {child, adult} <= {each.path for each in classroom.media}
    assert child.startswith(f"pictures/{running.pupils['2W'][0].id.hex}_")
    assert next(each for each in classroom.pupils if each.photo).picture != ""


class TileOfBefore(msgspec.Struct):
    """What an older tablet reads of a tile."""

    pupil: bytes
    name: str
    picture: str
    step: int


def test_a_tablet_of_before_passes_over_photos_and_a_service_of_before_names_none(running: RunningService) -> None:
    """Either end may be the newer one."""
    keep(running)
    tile = next(each for each in Tablet(running).classroom().pupils if each.photo)
    before = msgspec.msgpack.decode(msgspec.msgpack.encode(tile), type=TileOfBefore)
    now = msgspec.msgpack.decode(msgspec.msgpack.encode(before), type=Tile)

    assert (before.name, before.picture) == (tile.name, tile.picture)
    assert (now.picture, now.photo) == (tile.picture, "")


def test_another_photo_has_another_path_and_the_old_bytes_are_gone(running: RunningService) -> None:
    """A tablet never takes the old one for the new one, and the service keeps no older face."""
    keep(running)
    before = shown(Tablet(running).classroom())
    keep(running, drawn("PNG"))
    after = shown(Tablet(running).classroom())

    assert not set(before) & set(after)
    assert files(running) == 2


def test_bytes_that_somebody_else_still_needs_stay(running: RunningService) -> None:
    """Two rows may name one file."""
    keep(running)
    with running.service.db.write() as session:
        portraits.remove_photo(session, running.service, amina(session, running), viewer(session, running))
    child, adult = shown(Tablet(running).classroom())

    assert (child, files(running)) == ("", 2)
    assert adult


def test_what_is_undone_keeps_its_bytes(running: RunningService) -> None:
    """A transaction that fails half-way takes no file with it."""
    keep(running)
    with pytest.raises(ZeroDivisionError), running.service.db.write() as session:
        _remove_and_fail(session, running)

    assert all(shown(Tablet(running).classroom()))
    assert files(running) == 2


def test_a_photo_that_is_not_for_the_wall_is_not_sent(running: RunningService) -> None:
    """The recorded name still is."""
    keep(running)
    with running.service.db.write() as session:
        amina(session, running).photo_on_wall = False
    classroom = Tablet(running).classroom()

    assert shown(classroom)[0] == ""
    assert [each.path for each in classroom.media if running.pupils["2W"][0].id.hex in each.path] == [
        media.recorded_name(running.pupils["2W"][0].id)
    ]


def test_files_follow_a_child_to_another_class_and_leave_the_first(alone: RunningService) -> None:
    """No class's tablet keeps the face of a child who is not in it."""
    keep(alone)
    with alone.service.db.write() as session:
        amina(session, alone).class_id = alone.classes["RK"]
    before, after = Tablet(alone).classroom(), Tablet(alone, "RK").classroom()

    assert not [each for each in before.media if alone.pupils["2W"][0].id.hex in each.path]
    assert [each.photo for each in after.pupils if each.name == "Amina"] != [""]


def test_nothing_of_a_child_who_left_stays(alone: RunningService) -> None:
    """When a roster says so; the audit has it as part of that."""
    keep(alone)
    stays = tuple(RosterPupil(f"2W-{name}", name, name[0], "2W", "2") for name in ("Bruno", "Cai", "Dilan", "Ela"))
    said = Roster("csv", "new.csv", (RosterClass("2W", "2W", "2"),), stays, complete=False)
    roster.import_roster(alone.service, said, roll_over=True)
    held = {each.path for each in Tablet(alone).classroom().media}

    assert not [path for path in held if alone.pupils["2W"][0].id.hex in path]
    assert files(alone) == 2, "Miss Wren's photo and name"


def test_nothing_of_a_visitor_who_turned_out_to_be_a_child_who_left_stays(alone: RunningService) -> None:
    """What was kept under the visitor's name is the child's."""
    service = alone.service
    with service.db.write() as session:
        spare = session.scalars(select(Pupil).where(Pupil.class_id == alone.classes["2W"], children.spare())).first()
        assert spare is not None
        spare.given_name = "Hana"
        portraits.keep_photo(session, service, spare, PHOTO, viewer(session, alone))
        spare.merged_into = alone.pupils["2W"][0].id
    with service.db.write() as session:
        portraits.forget_children(session, service, [alone.pupils["2W"][0].id])

    assert files(alone) == 0


def test_nothing_of_a_child_who_was_erased_stays(alone: RunningService) -> None:
    """Neither the row, nor the bytes, nor a path on a tablet."""
    keep(alone)
    with alone.service.db.write() as session:
        portraits.remove_photo(session, alone.service, wren(session, alone), viewer(session, alone))
        portraits.remove_name(session, alone.service, wren(session, alone), "en", viewer(session, alone))
    with alone.service.db.write() as session:
        erasure.erase(session, alone.service, alone.pupils["2W"][0].id, None)

    assert files(alone) == 0
    assert Tablet(alone).classroom().media == []


def test_nothing_of_an_adult_whose_account_is_closed_stays(alone: RunningService) -> None:
    """Children can no longer choose them either."""
    keep(alone)
    with alone.service.db.write() as session:
        requests.close(session, alone.service, viewer(session, alone), wren(session, alone))
    classroom = Tablet(alone).classroom()

    assert "Miss Wren" not in {each.name for each in classroom.adults}
    assert not [each for each in classroom.media if alone.staff[Role.CLASS_ADULT].id.hex in each.path]


def test_what_a_crash_left_over_goes_in_the_morning(running: RunningService) -> None:
    """A file that no row names, once it is old enough that no row can be on its way."""
    keep(running)
    folder = running.service.settings.folder / media.FOLDER
    old, fresh = folder / ("ab" * 32), folder / ("cd" * 32)
    for path in (old, fresh):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))

    assert media.sweep(running.service) == 1
    assert (old.exists(), fresh.exists()) == (False, True)
    fresh.unlink()
    assert all(shown(Tablet(running).classroom()))


@pytest.mark.parametrize(
    ("where", "classes", "seen"),
    [("own", (), (True, False)), ("all", (), (True, True)), ("chosen", ("RK",), (False, True))],
)
def test_an_adult_is_offered_where_staff_said(
    running: RunningService, where: str, classes: tuple[str, ...], seen: tuple[bool, bool]
) -> None:
    """Their own class, every class, or those chosen, and their photo is sent there alone."""
    keep(running)
    with running.service.db.write() as session:
        ids = [running.classes[each] for each in classes]
        trusted.offer(
            session, running.service, viewer(session, running), wren(session, running),
            trusted=True, where=where, class_ids=ids,
        )  # fmt: skip
    found = [Tablet(running, name).classroom() for name in ("2W", "RK")]
    hexed = running.staff[Role.CLASS_ADULT].id.hex

    assert tuple("Miss Wren" in {each.name for each in one.adults} for one in found) == seen
    assert tuple(any(hexed in each.path for each in one.media) for one in found) == seen


def test_being_offered_gives_sight_of_nothing(running: RunningService) -> None:
    """A child of another class may choose this adult, who still opens no page of that class."""
    with running.service.db.write() as session:
        adult = wren(session, running)
        trusted.offer(
            session, running.service, viewer(session, running), adult, trusted=True, where="all", class_ids=[]
        )
        seen = viewer_of(session, running.service.school_id, adult.id)
    assert seen is not None

    assert [seen.may_see_class(running.classes[name]) for name in ("2W", "RK")] == [True, False]


@pytest.mark.parametrize("where", ["chosen", "elsewhere"])
def test_an_offer_without_a_class_is_answered_with_a_cure(running: RunningService, where: str) -> None:
    """And changes nothing."""
    with running.service.db.write() as session, pytest.raises(ServiceError, match=r"Tick|Choose"):
        trusted.offer(
            session, running.service, viewer(session, running), wren(session, running),
            trusted=True, where=where, class_ids=[],
        )  # fmt: skip


@pytest.mark.parametrize("content", [b"GIF89a", OGG, b"", b"\xff\xd8\xff", PHOTO[:200]])
def test_what_is_no_photo_is_refused_with_a_cure(running: RunningService, content: bytes) -> None:
    """And the photo before stays."""
    keep(running)
    with pytest.raises(ServiceError, match="Give"), running.service.db.write() as session:
        portraits.keep_photo(session, running.service, amina(session, running), content, viewer(session, running))

    assert shown(Tablet(running).classroom())[0]


def test_who_changed_what_is_written_down(running: RunningService) -> None:
    """With the child's id, and never a name or a file's content."""
    before = latest(running)
    keep(running)
    with running.service.db.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.seq > before)).all()

    assert {each.action for each in entries} == {
        "kept a photo", "kept a recorded name", "kept a photo of an adult", "kept a recorded name of an adult"
    }  # fmt: skip
    assert {each.pupil_id for each in entries} == {running.pupils["2W"][0].id, None}
    assert {each.staff_id for each in entries} == {running.staff[Role.PRACTITIONER].id}
