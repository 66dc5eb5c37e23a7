"""The tablet's files: resumed after a cut, checked before they are used, gone when they are no longer named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.media import Shelf
from sync.errors import UnreachableError
from sync.protocol import MediaFile
from sync.service import media
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

SOUND = b"OggS" + bytes(range(256)) * 40
NAMED = MediaFile("voice/en/name.aa.ogg", hashlib.sha256(SOUND).digest(), len(SOUND))


class Line:
    """A line to the service that breaks after some bytes, each time it is asked."""

    def __init__(self, content: bytes = SOUND, lasts: int = 10**6) -> None:
        self.content, self.lasts, self.asked = content, lasts, list[int]()

    def __call__(self, _sha256: bytes, offset: int, take: Callable[[bytes], object]) -> None:
        self.asked.append(offset)
        take(self.content[offset : offset + self.lasts])
        if offset + self.lasts < len(self.content):
            raise UnreachableError("cut")


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.ogg"))


def test_a_file_is_fetched_once(tmp_path: Path) -> None:
    """And then it is there, also after a restart."""
    line = Line()

    assert Shelf(tmp_path).fill([NAMED], line)
    assert Shelf(tmp_path).fill([NAMED], line)
    assert line.asked == [0]
    assert (tmp_path / NAMED.path).read_bytes() == SOUND


def test_a_cut_file_goes_on_where_it_was_cut(tmp_path: Path) -> None:
    """A weak line brings it in the end."""
    line = Line(lasts=4000)
    shelf = Shelf(tmp_path)
    done = [shelf.fill([NAMED], line) for _ in range(3)]

    assert done == [False, False, True]
    assert line.asked == [0, 4000, 8000]
    assert (tmp_path / NAMED.path).read_bytes() == SOUND


def test_wrong_bytes_are_never_played(tmp_path: Path) -> None:
    """They are thrown away and fetched anew."""
    shelf = Shelf(tmp_path)

    assert not shelf.fill([NAMED], Line(b"x" * len(SOUND)))
    assert files(tmp_path) == []
    assert shelf.fill([NAMED], Line())


def test_a_file_that_is_no_longer_named_goes_and_one_laid_there_by_hand_stays(tmp_path: Path) -> None:
    """Staff recordings made at the tablet are theirs."""
    own = tmp_path / "voice/en/name.bb.ogg"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"OggS")
    Shelf(tmp_path).fill([NAMED], Line())
    before = files(tmp_path)
    Shelf(tmp_path).fill([], Line())

    assert before == ["voice/en/name.aa.ogg", "voice/en/name.bb.ogg"]
    assert files(tmp_path) == ["voice/en/name.bb.ogg"]


def test_a_part_of_a_file_that_is_no_longer_named_goes_too(tmp_path: Path) -> None:
    """A child who left while their photo was on its way leaves none of it behind."""
    Shelf(tmp_path).fill([NAMED], Line(lasts=4000))
    before = [each.name for each in tmp_path.rglob("*.part")]
    Shelf(tmp_path).fill([], Line())

    assert len(before) == 1
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    "path", ["../identity.json", "/etc/passwd", "tablet.db", "voice/en/../../x.ogg", "voice/x.ogg"]
)
def test_a_place_that_is_not_for_media_is_passed_over(tmp_path: Path, path: str) -> None:
    """Whatever the service, or somebody in its place, says."""
    assert Shelf(tmp_path / "tablet").fill([MediaFile(path, NAMED.sha256, NAMED.size)], Line())
    assert list(tmp_path.rglob("*")) == []


def test_a_damaged_memory_costs_one_fetch(tmp_path: Path) -> None:
    """It is no reason to stop."""
    Shelf(tmp_path).fill([NAMED], Line())
    (tmp_path / "media.json").write_text("{")
    line = Line()

    assert Shelf(tmp_path).fill([NAMED], line)
    assert line.asked == [0]


def test_what_is_remembered_is_for_the_tablet_alone(tmp_path: Path) -> None:
    """Whole or not there, and nothing unfinished lies beside it."""
    Shelf(tmp_path).fill([NAMED], Line())

    assert (tmp_path / "media.json").stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["media.json", "voice"]


def test_a_recorded_name_arrives_on_a_real_tablet(tmp_path: Path) -> None:
    """Kept on the service, heard at the tablet, gone when it is dropped."""
    with RunningService(tmp_path / "school", clock=Hands()) as running:
        amina = running.pupils["2W"][0]
        path = media.recorded_name(amina.id)
        with running.service.db.write() as session:
            media.keep(session, running.service, path, SOUND, running.classes["2W"], None)
        settings = enrol(running, tmp_path / "tablet")
        with opened(settings) as watched:
            watched.until(lambda: (settings.data_dir / path).is_file())
            content = (settings.data_dir / path).read_bytes()
            with running.service.db.write() as session:
                media.drop(session, running.service, path, running.classes["2W"])
            watched.until(lambda: (c := watched.tablet.classroom()) is not None and not c.media)
            watched.tablet._worker.look()
        with opened(settings) as watched:
            watched.until(lambda: watched.tablet.classroom() is not None)
            watched.tablet.fetch_media(watched.tablet._client)

    assert content == SOUND
    assert not (settings.data_dir / path).exists()
