"""A stolen tablet: what its card tells, after a day and after a month (FAULTS 35)."""

from __future__ import annotations

import itertools
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from assets import catalogue
from kiosk.checkin import AddToRequest, AskAdult, CheckIn, Did, SayHowNow, TakeBack, TellMore
from kiosk.store import FILE
from sync import logs
from sync.protocol import HOW_NOWS, HOWS
from sync.service.db.models import Pupil
from tests.bench.rows import Row, at_least, at_most
from tests.faults import lives
from tests.faults.machine import lacking, skipped
from tests.faults.struck import Struck
from tests.faults.taps import Taps, waiting
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

NAME = "fault.35.stolen_card"
SURNAME = "Featherstonehaugh"
MONTH_DAYS = 31


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from row_35_after_a_day(folder / "day")
    yield from row_35_after_a_month(folder / "month")
    if why := lacking("strace"):
        yield skipped(f"{NAME}.killed_while_forgetting", why)
        return
    calls = ("fdatasync",) if quick else ("pwrite64", "fdatasync", "unlink", "ftruncate")
    yield from row_35_killed(folder / "killed", calls, step=9 if quick else 1)


def row_35_after_a_day(folder: Path) -> Iterator[Row]:
    """Every child has given every answer; the open tablet's whole folder and its log are looked through."""
    with RunningService(folder / "service", clock=Hands()) as running:
        with running.service.db.write() as session:
            for pupil in running.pupils["2W"]:
                session.get_one(Pupil, (pupil.school_id, pupil.id)).family_name = SURNAME
        settings = enrol(running, folder / "tablet")
        children = itertools.cycle(running.pupils["2W"])
        root = logging.getLogger()
        handlers, level = root.handlers[:], root.level
        root.handlers.clear()
        logs.begin(str(settings.data_dir / "daybreak.log"), level=logging.DEBUG)
        try:
            with opened(settings) as watched:
                watched.until(lambda: watched.tablet.classroom() is not None)
                feelings = [*catalogue.load().feelings, *catalogue.EXIT_ANSWERS]
                for number, answer in enumerate(feelings):
                    child = next(children).id
                    watched.carries_out(CheckIn(child.hex, (answer,), 2, number % 9))
                    watched.carries_out(TellMore(size=1 + number % 3), TellMore(about=_turn(ABOUTS, number)))
                    watched.carries_out(Did("hum", 42, True), SayHowNow("hum", _turn(HOW_NOWS, number)))
                    watched.carries_out(AskAdult(child.hex), AddToRequest(how=_turn(HOWS, number)))
                    watched.carries_out(TakeBack())
                watched.all_delivered()
                files = {each: each.read_bytes() for each in settings.data_dir.rglob("*") if each.is_file()}
        finally:
            for each in root.handlers[:]:
                root.removeHandler(each)
                each.close()
            root.handlers[:] = handlers
            root.setLevel(level)
        with closing(sqlite3.connect(settings.data_dir / FILE)) as database:
            lengths = database.execute("SELECT count(DISTINCT length(box)), count(*) FROM event").fetchone()
    words = {*feelings, *ABOUTS, *HOW_NOWS, *HOWS, SURNAME} - {"hum"}
    found = sorted({word for word in words for content in files.values() if _says(content, word)})
    clear = sum(_says(content, "Amina") for content in files.values())
    yield at_least(f"{NAME}.files", len(files), "files", 5)
    yield at_least(f"{NAME}.first_names_found", clear, "files", 1)
    yield at_most(f"{NAME}.answers_and_surnames_found", len(found), "words", 0)
    yield at_least(f"{NAME}.events", lengths[1], "events", 100)
    yield at_most(f"{NAME}.lengths", lengths[0], "lengths", 1)


ABOUTS = tuple(catalogue.load().abouts)


def _turn(words: Sequence[str], number: int) -> str:
    return words[number % len(words)]


def _says(content: bytes, word: str) -> bool:
    """Whether a file holds a word: a short one as text or MessagePack would hold it, since noise spells `sad` too."""
    raw = word.encode()
    if len(raw) > 5:
        return raw in content
    return any(form in content for form in (bytes([0xA0 | len(raw)]) + raw, b'"%b"' % raw, b"'%b'" % raw))


def row_35_after_a_month(folder: Path) -> Iterator[Row]:
    """What was confirmed a month ago is in no file, sealed or not; what waits and what is new is there still."""
    hands = Hands()
    with RunningService(folder / "service", clock=hands) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings, hands) as watched:
            made.make(watched, 40)
            watched.all_delivered()
            before = _boxes(settings.data_dir / FILE)
            hands.move(days=MONTH_DAYS)
            made.make(watched, 3)
            watched.all_delivered()
            left = _left(settings.data_dir, before)
            now = len(_boxes(settings.data_dir / FILE))
        made.look(running)
    yield at_least(f"{NAME}.forgotten", len(before), "events", 40)
    yield at_most(f"{NAME}.left_in_a_file", left, "events", 0)
    yield at_least(f"{NAME}.kept", now, "events", 3)
    yield from made.rows(NAME)


def row_35_killed(folder: Path, calls: Sequence[str], *, step: int) -> Iterator[Row]:
    """Killed at each call of the morning on which a month is forgotten: nothing comes back, nothing waits again."""
    name = f"{NAME}.killed_while_forgetting"
    kills = left = again = 0
    hands = Hands()
    with RunningService(folder / "service", clock=hands) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings, hands) as watched:
            made.make(watched, 12)
            watched.all_delivered()
        running.stop()
        before = _boxes(settings.data_dir / FILE)
        kept = {path: path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file()}
        hands.move(days=MONTH_DAYS)
        for call in calls:
            for when in itertools.count(1, step):
                for path in settings.data_dir.rglob("*"):
                    if path.is_file():
                        path.unlink()
                for path, content in kept.items():
                    path.write_bytes(content)
                what = (settings.data, made.pupils, made.give(1), MONTH_DAYS)
                with Struck(lives.tablet_a_month_on, *what, inject=f"{call}:signal=KILL:when={when}") as tablet:
                    killed = tablet.wait()
                with opened(settings, hands) as watched:
                    made.make(watched)
                    again += waiting(settings) > 2
                    left += _left(settings.data_dir, before)
                if not killed:
                    break
                kills += 1
    yield at_least(f"{name}.kills", kills, "kills", 1)
    yield at_most(f"{name}.left_in_a_file", left, "events", 0)
    yield at_most(f"{name}.waiting_again", again, "times", 0)


def _boxes(path: Path) -> list[bytes]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return [row[0] for row in database.execute("SELECT box FROM event")]


def _left(folder: Path, boxes: list[bytes]) -> int:
    """How many of these events some file of a folder still holds, by a part of each that no page would split."""
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return sum(box[:24] in everything or box[-24:] in everything for box in boxes)
