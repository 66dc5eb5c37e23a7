"""A new version comes to both ends while events wait, and dies while it changes their databases (FAULTS 31)."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from alembic import command
from alembic.config import Config

from kiosk.store import FILE, open_store
from kiosk.store.engine import connect
from kiosk.store.migrate import FOLDER
from sync.protocol import (
    ActivityDone,
    Adult,
    AdultCame,
    AskedForAdult,
    BatchAnswer,
    CheckedIn,
    ChildSettings,
    ChoseAdult,
    Classroom,
    Enrol,
    Enrolled,
    Envelope,
    EventBatch,
    HowNow,
    MediaFile,
    Moment,
    Problem,
    Reply,
    Report,
    Tile,
    ToldMore,
    Verdict,
    Withdrew,
)
from sync.service.context import open_service
from sync.service.db import migrations
from sync.service.db.engine import Database
from tests.bench.rows import Row, at_least, at_most, shown
from tests.faults import lives
from tests.faults.machine import lacking, skipped
from tests.faults.struck import CALLS, Struck
from tests.faults.taps import Taps, acked, held, waiting
from tests.service.running import RunningService
from tests.service.tablets import Tablet, checked_in
from tests.sync.tablets import MONDAY, Hands, enrol, opened

NAME = "fault.31.upgraded"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from row_31_messages(folder / "messages")
    yield from row_31_shapes(folder / "shapes", every=5 if quick else 1)
    if why := lacking("strace"):
        yield skipped(f"{NAME}.killed", why)
        return
    yield from row_31_killed(folder / "killed", CALLS[:1] if quick else CALLS, step=70 if quick else 1)


def row_31_killed(folder: Path, calls: Sequence[str], *, step: int) -> Iterator[Row]:
    """Both databases are of the first shape. The upgrade is killed at each call, and the next start completes it."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings) as watched:
            made.make(watched, 8)
            watched.all_delivered()
            running.stop()
            made.make(watched, 5)
    home, school = settings.data_dir, running.settings.folder
    _to_a_shape(home / FILE, partial(_tablet_at, "0001"))
    _to_a_shape(school / "service.db", partial(_service_at, "0001"))
    shutil.rmtree(home / "journal")  # the first tablets had none: the database is all there is
    before = (acked(settings), waiting(settings), held(school))
    kills = missing = 0
    ends: tuple[tuple[Path, Any, Callable[[], None]], ...] = (
        (home, lives.tablet_opened, lambda: open_store(home, MONDAY).close()),
        (school, lives.service_opened, lambda: open_service(running.settings, clock=Hands(), environ={}).close()),
    )
    for end, life, start in ends:
        shutil.copytree(end, first := folder / f"first-{end.name}")
        for call in calls:
            for when in itertools.count(1, step * (40 if call == "openat" else 1)):
                shutil.rmtree(end)
                shutil.copytree(first, end)
                with Struck(life, str(end), inject=f"{call}:signal=KILL:when={when}") as upgrading:
                    killed = upgrading.wait()
                start()
                missing += (acked(settings), waiting(settings), held(school)) != before
                missing += len(list(home.glob("*.damaged")))
                if not killed:
                    break
                kills += 1
    with running:
        made.begin_again(settings, running)
    yield at_least(f"{NAME}.kills", kills, "kills", 2 if step > 1 else 60)
    yield at_most(f"{NAME}.not_as_before", missing, "times", 0)
    yield from made.rows(NAME)


def row_31_shapes(folder: Path, *, every: int) -> Iterator[Row]:
    """Both ends stay at each shape that their databases ever had, while events wait, and come to today's from there."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings) as watched:
            made.make(watched, 4)
            watched.all_delivered()
            running.stop()
            made.make(watched, 3)
        home, school = settings.data_dir, running.settings.folder
        before = (acked(settings), waiting(settings), held(school))
        shapes = [(home / FILE, partial(_tablet_at, step)) for step in _steps(FOLDER)]
        shapes += [(school / "service.db", partial(_service_at, step)) for step in _steps(_SERVICE)[::every]]
        not_as_before = 0
        for path, make in shapes:
            _to_a_shape(path, make)
            shutil.rmtree(home / "journal", ignore_errors=True)  # the database is all there is
            open_store(home, MONDAY).close()
            open_service(running.settings, clock=Hands(), environ={}).close()
            not_as_before += (acked(settings), waiting(settings), held(school)) != before
        running.start()
        made.begin_again(settings, running)
    yield shown(f"{NAME}.shapes", len(shapes), "shapes")
    yield at_most(f"{NAME}.shapes_not_as_before", not_as_before, "shapes", 0)
    yield from made.rows(f"{NAME}.shapes")


_SERVICE = Path(migrations.__file__).parent


def _steps(folder: Path) -> list[str]:
    """The names of a database's shapes, the first one first."""
    return sorted(path.name.partition("_")[0] for path in (folder / "versions").glob("0*.py"))


def _to_a_shape(path: Path, make: Callable[[Path], None]) -> None:
    """Put what a database holds into one that only some of the migrations have made."""
    fresh = path.with_name("first.db")
    make(fresh)
    with closing(sqlite3.connect(fresh)) as database:
        database.execute("ATTACH ? AS now", (str(path),))
        for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            if table != "alembic_version":
                now = {row[1] for row in database.execute(f"PRAGMA now.table_info({table})")}
                then = [row[1] for row in database.execute(f"PRAGMA main.table_info({table})")]
                names = ", ".join(f'"{name}"' for name in then if name in now)
                if not names:  # it has gone since
                    continue
                database.execute(f"DELETE FROM main.{table}")
                database.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM now.{table}")
        database.commit()
    for beside in path.parent.glob(f"{path.name}*"):
        beside.unlink()
    fresh.replace(path)
    for beside in path.parent.glob(f"{fresh.name}*"):
        beside.unlink()


def _tablet_at(step: str, path: Path) -> None:
    engine, connection = connect(path)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, step)
    connection.close()
    engine.dispose()


def _service_at(step: str, path: Path) -> None:
    database = Database(path)
    with database._writer.begin() as connection:
        command.upgrade(migrations.config(connection), step)
    database.close()


def row_31_messages(folder: Path) -> Iterator[Row]:
    """What an older end leaves out has its default, and what a newer one adds is passed over: every message."""
    misread = 0
    for message in MESSAGES:
        told: Any = msgspec.to_builtins(message, builtin_types=(bytes,))
        older: Any
        newer: Any
        needed = [each.encode_name for each in msgspec.structs.fields(message) if each.required]
        if isinstance(told, list):
            tagged = len(told) - len(msgspec.structs.fields(message))
            older, newer = told[: tagged + len(needed)], [*told, {"later": 1}]
        else:
            older, newer = {name: told[name] for name in needed}, {**told, "later": {"deep": [1]}}
        for form in (older, newer):
            try:
                read = msgspec.msgpack.decode(msgspec.msgpack.encode(form), type=type(message))
                misread += any(getattr(read, name) != getattr(message, name) for name in needed)
            except msgspec.MsgspecError:
                misread += 1
    with RunningService(folder, clock=Hands()) as running:
        tablet, child = Tablet(running), running.pupils["2W"][0].id
        outcomes = []
        for added in ({}, {"later": {"deep": [1]}}):
            envelope = tablet.envelope(checked_in(child, utc_s=int(MONDAY.timestamp())))
            batch = {"store": tablet.store, "utc_s": 0, "events": [[*msgspec.structs.astuple(envelope), *added]]}
            answer = tablet.post(msgspec.msgpack.encode({**batch, **added}))
            outcomes += [each.outcome for each in msgspec.msgpack.decode(answer.content, type=BatchAnswer).verdicts]
    yield at_least(f"{NAME}.messages", len({type(each) for each in MESSAGES}), "kinds", len(MESSAGES))
    yield at_most(f"{NAME}.messages_misread", misread, "messages", 0)
    yield at_least(f"{NAME}.batches_of_other_versions_stored", outcomes.count("stored"), "batches", 2)


_ID, _AT = bytes(range(16)), Moment(1, 2, b"boot", 1)
MESSAGES: tuple[msgspec.Struct, ...] = (
    _AT,
    CheckedIn(_AT, 1, _ID, ("sad",), 2, 0, 3, True),
    AskedForAdult(_AT, 1, _ID),
    ChoseAdult(_AT, 1, _ID, None, _ID, "talk"),
    Withdrew(_AT, 1, _ID),
    ToldMore(_AT, 1, _ID, 3, "sleep"),
    ActivityDone(_AT, 1, _ID, "hum", 9, True),
    HowNow(_AT, 1, _ID, "hum", "same"),
    AdultCame(_AT, 1, _ID, "yes"),
    Envelope(_ID, 1, b"keys", b"box"),
    EventBatch(b"a-record", 1, [Envelope(_ID, 1, b"keys", b"box")], 2, _AT),
    Verdict(_ID, "refused", "why"),
    BatchAnswer(1, [Verdict(_ID, "stored")], 0.5),
    Enrol("code", "0.1.0"),
    Enrolled(_ID, "token", "Sunnybank", "2W", b"keys", bytes(32)),
    ChildSettings("ur"),
    Tile(_ID, "Amina", "owl", 2, "a", True),
    Adult(_ID, "Miss Wren", "adult_1"),
    Reply(_ID, "seen", _ID, _ID, 5, True),
    Classroom("epoch", 1, "Sunnybank", "2W", b"keys", bytes(32), [], [], [], erased=[_ID]),
    Report("0.1.0", 1, 2, 0, 1, 500, ["a"]),
    Problem("A sentence."),
    MediaFile("voice/a.ogg", bytes(32), 9),
)
