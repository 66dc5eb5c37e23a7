"""The school's private key: readable by nobody else, or the service does not start."""

from __future__ import annotations

import base64
import sqlite3
import stat
from pathlib import Path

import pytest

from sync.protocol import AskedForAdult, Moment
from sync.seal import seal
from sync.service import keys, schools
from sync.service.context import open_service
from sync.service.keys import KeyFileError
from sync.service.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A school's folder."""
    chosen = Settings(data=str(tmp_path / "data"))
    schools.create(chosen, "Sunnybank")
    return chosen


def test_a_new_key_is_only_its_owners(settings: Settings) -> None:
    """Mode 0600 in a folder of mode 0700."""
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o602, 0o604])
def test_the_service_refuses_to_start_with_a_key_that_others_can_reach(settings: Settings, mode: int) -> None:
    """And says how to mend it."""
    settings.key_file.chmod(mode)

    with pytest.raises(KeyFileError, match=f"mode {mode:04o}.*chmod 600"):
        open_service(settings, environ={})


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode(), "\0\0"])
def test_a_damaged_key_is_named(settings: Settings, text: str) -> None:
    """With the cure."""
    settings.key_file.write_text(text)

    with pytest.raises(KeyFileError, match="Restore it from your backup"):
        open_service(settings, environ={})


def test_a_missing_key_is_named(settings: Settings) -> None:
    """Never replaced by a new one: the old one opens what tablets have sealed."""
    settings.key_file.unlink()

    with pytest.raises(KeyFileError, match="There is no key at"):
        open_service(settings, environ={})


def test_a_key_is_never_overwritten(settings: Settings) -> None:
    """Whatever command is typed twice."""
    before = settings.key_file.read_bytes()

    with pytest.raises(KeyFileError, match="already holds a key"):
        keys.create(settings.key_file)

    assert settings.key_file.read_bytes() == before


def test_the_key_may_come_from_the_environment(settings: Settings) -> None:
    """For schools that keep secrets there; then no file is needed."""
    text = settings.key_file.read_text()
    settings.key_file.unlink()

    service = open_service(settings, environ={"DAYBREAK_SERVICE_KEY": text})
    service.close()

    assert len(service.public_key) == 32


def test_older_keys_in_the_file_still_open(settings: Settings, tmp_path: Path) -> None:
    """The first line is the current key; the others are honoured."""
    old = keys.read(settings.key_file)
    new = keys.create(tmp_path / "new.key")
    settings.key_file.write_text((tmp_path / "new.key").read_text() + settings.key_file.read_text())

    both = keys.read(settings.key_file)

    event = AskedForAdult(at=Moment(1, 1, b"boot", 1), catalogue=1, pupil=None)
    assert both.public_key == new.public_key
    assert both.opener().open(bytes.fromhex(old.name), seal(event, old.public_key)) == event
    assert both.opener().open(bytes.fromhex(new.name), seal(event, new.public_key)) == event


def test_the_private_key_is_not_in_the_database(settings: Settings) -> None:
    """Nor its base64, nor what is derived from it."""
    text = settings.key_file.read_bytes().strip()
    service = open_service(settings, environ={})
    service.close()  # the last to close writes everything into the one file

    content = (settings.folder / "service.db").read_bytes()
    assert base64.b64decode(text) not in content
    assert text not in content
    assert service.secret.encode() not in content
    assert service.public_key in content
    assert sqlite3.connect(settings.folder / "service.db").execute("pragma integrity_check").fetchone() == ("ok",)
