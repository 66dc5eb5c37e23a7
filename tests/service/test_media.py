"""Files for tablets reach the tablets of their class and nobody else, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sync.service import media
from sync.service.media import MediaError
from tests.service.running import RunningService
from tests.service.tablets import Tablet
from tests.service.test_stills import drawn

OGG = b"OggS" + os.urandom(20_000)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningService]:
    """A school of each test's own."""
    with RunningService(tmp_path / "school") as service:
        yield service


def keep(running: RunningService, path: str, content: bytes = OGG, classroom: str | None = "2W") -> str:
    """Keep a file and return its hash in hex."""
    class_id = running.classes[classroom] if classroom else None
    with running.service.db.write() as session:
        return media.keep(session, running.service, path, content, class_id, None).sha256.hex()


def fetch(tablet: Tablet, sha256: str, **headers: str) -> httpx.Response:
    return tablet.http.get(f"{tablet.running.url}/v1/media/{sha256}", headers={**tablet.headers, **headers})


def test_a_recorded_name_is_named_in_the_class_and_fetched_by_its_hash(running: RunningService) -> None:
    """The class says where it lies on the tablet; its bytes come whole."""
    amina = running.pupils["2W"][0]
    path = media.recorded_name(amina.id)
    sha256 = keep(running, path)
    tablet = Tablet(running)
    (named,) = tablet.classroom().media
    answer = fetch(tablet, sha256)

    assert (named.path, named.sha256.hex(), named.size) == (path, sha256, len(OGG))
    assert path == f"voice/en/name.{amina.id.hex}.ogg"
    assert answer.status_code == 200
    assert hashlib.sha256(answer.content).hexdigest() == sha256


def test_the_rest_of_a_file_is_fetched_from_where_it_was_cut(running: RunningService) -> None:
    """And what can't be is refused."""
    tablet, sha256 = Tablet(running), keep(running, "voice/en/name.aa.ogg")
    rest = fetch(tablet, sha256, range="bytes=19000-")

    assert rest.status_code == 206
    assert rest.content == OGG[19000:]
    assert rest.headers["content-range"] == f"bytes 19000-{len(OGG) - 1}/{len(OGG)}"
    assert fetch(tablet, sha256, range=f"bytes={len(OGG)}-").status_code == 416


def test_another_class_and_a_stranger_get_nothing(running: RunningService) -> None:
    """A recorded name is a child's voice or a parent's."""
    sha256 = keep(running, "voice/en/name.aa.ogg")

    assert fetch(Tablet(running, "RK"), sha256).status_code == 404
    assert httpx.get(f"{running.url}/v1/media/{sha256}", verify=False).status_code == 401
    assert fetch(Tablet(running), "../school.key").status_code == 404
    assert fetch(Tablet(running), "0" * 64).status_code == 404


def test_a_file_for_all_classes_reaches_each(running: RunningService) -> None:
    """An adult's picture, for instance."""
    sha256 = keep(running, "pictures/oak.png", drawn("PNG"), None)

    assert [fetch(Tablet(running, name), sha256).status_code for name in ("2W", "RK")] == [200, 200]


def test_a_kept_file_is_for_the_service_alone(running: RunningService) -> None:
    """Whole under its hash, and nothing unfinished lies beside it."""
    sha256 = keep(running, "voice/en/name.aa.ogg")
    (kept,) = (running.service.settings.folder / media.FOLDER).iterdir()

    assert kept.name == sha256
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_picture_leaves_without_the_place_where_it_was_taken(running: RunningService) -> None:
    """No tablet and no backup ever holds it."""
    sha256 = keep(running, "pictures/oak.jpg", drawn("JPEG"), None)
    answer = fetch(Tablet(running), sha256)

    assert hashlib.sha256(answer.content).hexdigest() == sha256
    assert b"51.5N" not in answer.content


def test_a_newer_file_takes_the_place_of_the_older(running: RunningService) -> None:
    """The tablet hears of one file of a name."""
    keep(running, "voice/en/name.aa.ogg")
    newer = keep(running, "voice/en/name.aa.ogg", b"OggS" + os.urandom(10))

    assert [each.sha256.hex() for each in Tablet(running).classroom().media] == [newer]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("voice/en/a.ogg", b"MZ not a sound"),
        ("pictures/a.png", OGG),
        ("pictures/a.svg", b"<svg/>"),
        ("voice/en/a.ogg", b""),
        ("voice/en/a.ogg", b"OggS" + bytes(media.LIMIT)),
    ],
)
def test_what_is_no_recording_and_no_picture_is_refused(running: RunningService, path: str, content: bytes) -> None:
    """With what would do instead."""
    with pytest.raises(MediaError, match="Give a"):
        keep(running, path, content)

    assert Tablet(running).classroom().media == []
