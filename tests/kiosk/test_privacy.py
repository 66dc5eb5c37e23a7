"""A stolen tablet shows first names and pictures, and no feeling."""

from __future__ import annotations

import itertools
import logging
import sqlite3
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from assets import catalogue
from kiosk.checkin import AddToRequest, AskAdult, Did, RememberLater, SayCame, SayHowNow, TakeBack, TellMore
from sync.protocol import CAMES, HOW_NOWS, HOWS, Classroom
from sync.service.db.models import Pupil
from tests.service.running import RunningService
from tests.sync.tablets import enrol, feeling, opened

SURNAME = "Featherstonehaugh"


@pytest.fixture
def folder_after_a_day(running: RunningService, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Path:
    """The tablet's folder after every child gave every answer, asked, chose and took back; not yet closed down."""
    caplog.set_level(logging.DEBUG)
    with running.service.db.write() as session:
        for pupil in running.pupils["2W"]:
            found = session.get_one(Pupil, (pupil.school_id, pupil.id))
            found.family_name = f"{SURNAME}{found.given_name}"
    settings = enrol(running, tmp_path / "tablet")
    children = itertools.cycle(running.pupils["2W"])
    with opened(settings) as watched:
        watched.until(lambda: watched.tablet.classroom() is not None)
        for answer in (*catalogue.load().feelings, *catalogue.EXIT_ANSWERS):
            watched.carries_out(feeling(next(children).id, answer))
        watched.carries_out(TakeBack())
        watched.carries_out(feeling(next(children).id))
        for about in catalogue.load().abouts:
            watched.carries_out(TellMore(size=3), TellMore(about=about))
        for how_now in HOW_NOWS:
            watched.carries_out(Did("find_adult", 42, True), SayHowNow("find_adult", how_now))
        for came in CAMES:
            watched.carries_out(SayCame("5e" * 16, came))
        watched.carries_out(*(RememberLater(pupil.id.hex) for pupil in running.pupils["2W"]))
        for how in HOWS:
            child = next(children).id.hex
            watched.carries_out(AskAdult(child))
            watched.carries_out(AddToRequest(adult=child))
            watched.carries_out(AddToRequest(how=how))
        watched.all_delivered()
        copy = tmp_path / "stolen"
        copy.mkdir()
        for file in (each for each in settings.data_dir.rglob("*") if each.is_file()):
            (copy / file.name).write_bytes(file.read_bytes())
    (copy / "log").write_text(caplog.text)
    return copy


def says(content: bytes, word: str) -> bool:
    """Whether a file holds a word: a short one as text or MessagePack would hold it, since noise spells `sad` too."""
    raw = word.encode()
    if len(raw) > 5:
        return raw in content
    return any(form in content for form in (bytes([0xA0 | len(raw)]) + raw, b'"%b"' % raw, b"'%b'" % raw))


def test_nothing_that_a_child_said_and_no_surname_lies_on_the_tablet(folder_after_a_day: Path) -> None:
    """No feeling, nothing about it, no *later today*: not in the database, its log, the journal or what was printed."""
    told = catalogue.load()
    words = {*told.feelings, *told.abouts, *catalogue.EXIT_ANSWERS, *HOW_NOWS, "watch", "not_now", "later", SURNAME}
    files = {file.name: file.read_bytes() for file in folder_after_a_day.iterdir()}
    found = Counter((name, word) for name, content in files.items() for word in words if says(content, word))

    assert {"tablet.db", "tablet.db-wal", "identity.json", "log"} <= set(files)
    assert not found
    assert says(files["tablet.db"] + files["tablet.db-wal"], "Amina"), "the search finds what is there in clear"


def test_every_box_has_one_length_whatever_was_said(folder_after_a_day: Path) -> None:
    """The length of a record tells nothing."""
    database = sqlite3.connect(folder_after_a_day / "tablet.db")
    lengths = database.execute("SELECT length(box), count(*) FROM event GROUP BY 1").fetchall()
    database.close()

    assert len(lengths) == 1
    assert lengths[0][1] > 30


def test_the_class_on_the_tablet_holds_no_replies(folder_after_a_day: Path) -> None:
    """Who was seen by whom lives in memory only."""
    database = sqlite3.connect(folder_after_a_day / "tablet.db")
    (body,) = database.execute("SELECT body FROM classroom").fetchone()
    database.close()

    assert msgspec.msgpack.decode(body, type=Classroom).replies == []


def test_the_log_holds_no_name_no_id_and_no_token(folder_after_a_day: Path, running: RunningService) -> None:
    """It may be sent to a helpline."""
    log = (folder_after_a_day / "log").read_text()
    token = msgspec.json.decode((folder_after_a_day / "identity.json").read_bytes())["token"]
    secrets = [token, *(pupil.given_name for pupil in running.pupils["2W"])]
    secrets += [pupil.id.hex for pupil in running.pupils["2W"]]

    assert not [secret for secret in secrets if secret in log]
