"""Two processes of one service on PostgreSQL: what comes to either is known to both, once and in one order."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select, text

from sync.protocol import BatchAnswer, Envelope
from sync.service import admin, audit, commands
from sync.service.daily import Daily
from sync.service.db.models import FlagRow, Role, StoredEvent
from sync.service.db.notices import AGAIN, Notices
from tests import databases
from tests.service.browsers import Browser
from tests.service.running import RunningService
from tests.service.tablets import Tablet, asked, checked_in

Two = tuple[RunningService, RunningService]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """One folder, one database, two ports."""
    folder = tmp_path_factory.mktemp("two")
    with databases.using("postgresql"), RunningService(folder) as first, RunningService(folder) as second:
        yield first, second


def deliver(to: RunningService, tablet: Tablet, *envelopes: Envelope) -> list[str]:
    """What one of the processes says to a tablet."""
    answer = tablet.http.post(f"{to.url}/v1/events", content=tablet.batch(*envelopes), headers=tablet.headers)
    assert answer.status_code == 200, answer.text
    return [each.outcome for each in msgspec.msgpack.decode(answer.content, type=BatchAnswer).verdicts]


def test_one_batch_at_both_at_the_same_moment_is_stored_once(two: Two) -> None:
    """Ten times over, twice at each: every event is new to one delivery and known to the others."""
    tablet = Tablet(two[0])
    pupil = two[0].pupils["2W"][0].id
    with ThreadPoolExecutor(4) as at_once:
        for _ in range(10):
            batch = [tablet.envelope(checked_in(pupil)) for _ in range(5)]
            said = list(at_once.map(lambda to, batch=batch: deliver(to, tablet, *batch), two * 2))

            assert [sorted(each) for each in zip(*said, strict=True)] == [["already"] * 3 + ["stored"]] * 5

    with two[1].service.db.read() as session:
        whose = StoredEvent.device_id == uuid.UUID(bytes=tablet.enrolled.device_id)
        assert session.scalar(select(func.count()).where(whose)) == 50


def test_different_bytes_under_one_id_are_a_conflict_at_either(two: Two) -> None:
    """The first stands, wherever it came in."""
    tablet = Tablet(two[0])
    pupil = two[0].pupils["2W"][1].id
    first = tablet.envelope(checked_in(pupil, "calm"))
    other = tablet.envelope(checked_in(pupil, "sad"), first.event_id)

    assert deliver(two[0], tablet, first) == ["stored"]
    assert deliver(two[1], tablet, other) == ["conflict"]
    assert deliver(two[1], tablet, first) == ["already"]


def test_the_audit_is_one_chain_whoever_writes(two: Two) -> None:
    """Two processes that note at the same time: every entry follows from the one before."""

    def note(running: RunningService) -> None:
        for number in range(15):
            with running.service.db.write(unseen=True) as session:
                audit.note(session, running.service, None, "looked at today", detail=str(number))

    threads = [threading.Thread(target=note, args=(each,)) for each in two * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with two[0].service.db.read() as session:
        found = audit.verify(session, two[0].service.school_id)

    assert found.ok
    assert found.entries >= 60


def test_a_page_at_one_hears_of_a_child_at_the_other(two: Two) -> None:
    """It is told to look again, and finds the request there."""
    here, there = two
    child = here.pupils["RK"][0]
    wanted = f"requests:{here.classes['RK']}"

    async def listen() -> str:
        heard = [topic async for topic in _until(there, wanted)]
        return heard[-1]

    with ThreadPoolExecutor(1) as page:
        listening = page.submit(asyncio.run, listen())
        news = there.service.live._carrier
        assert isinstance(news, Notices)
        assert news.hearing.wait(10)
        tablet = Tablet(here, "RK")
        assert deliver(here, tablet, tablet.envelope(asked(child.id))) == ["stored"]

        assert listening.result(10) == wanted
    assert child.given_name in Browser(there, Role.PRACTITIONER).open("/?class=school&show=1").text


async def _until(running: RunningService, wanted: str) -> AsyncIterator[str]:
    """What a page of this process is told, up to a topic."""
    async for topic in running.service.live.subscribe(running.service.school_id):
        yield topic
        if topic == wanted:
            return


def test_news_is_heard_again_after_the_connection_was_lost(two: Two) -> None:
    """A page that may have missed something is told to look again."""
    here, there = two

    async def listen() -> list[str]:
        return [topic async for topic in _until(there, "after")]

    news = there.service.live._carrier
    assert isinstance(news, Notices)
    news.listen(there.service.live._tell)
    assert news.hearing.wait(10)
    with ThreadPoolExecutor(1) as page:
        listening = page.submit(asyncio.run, listen())
        with here.service.db.write() as session:
            lost = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'daybreak news'"
            assert session.execute(text(f"{lost} and datname = current_database()")).all()
        while not listening.done():
            here.service.live.publish(here.service.school_id, "after")
            wait([listening], 0.2)

        assert AGAIN in listening.result()


def test_who_signed_in_at_one_is_in_at_both(two: Two) -> None:
    """And signing out ends it at both."""
    browser = Browser(two[0], Role.DSL)
    there = Browser(two[1])
    there.http.cookies = browser.http.cookies

    assert there.open("/flags").url.path == "/flags"
    browser.open("/account")
    browser.post("/sign-out")
    assert there.open("/flags").url.path == "/sign-in"


def test_a_key_that_one_made_is_known_to_the_other(two: Two) -> None:
    """What a tablet seals to it is opened wherever it comes in."""
    tablet = Tablet(two[0])
    admin.carry_out(two[0].settings, commands.RotateKey())
    fresh = Tablet(two[0])

    assert fresh.enrolled.key_id != tablet.enrolled.key_id
    assert deliver(two[1], fresh, fresh.envelope(checked_in(two[0].pupils["2W"][2].id))) == ["stored"]
    assert deliver(two[0], tablet, tablet.envelope(checked_in(two[0].pupils["2W"][2].id))) == ["stored"]


def test_the_daily_look_at_both_raises_each_flag_once(two: Two) -> None:
    """They take turns, child by child, and the second finds it done."""
    looks = [Daily(each.service) for each in two]
    threads = [threading.Thread(target=each.look) for each in looks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with two[0].service.db.read() as session:
        flags = session.execute(select(FlagRow.pupil_id, FlagRow.rule, FlagRow.day)).all()

    assert all(each._looked is not None for each in looks)
    assert len(flags) == len(set(flags))


def test_when_one_stops_the_other_goes_on(tmp_path: Path) -> None:
    """Commands find their way without the one that listened for them; nobody may restore beneath either."""
    with databases.using("postgresql"), RunningService(tmp_path) as first, RunningService(tmp_path) as second:
        tablet = Tablet(first)
        first.stop()
        code = admin.carry_out(second.settings, commands.EnrolCode("2W"))
        stored = deliver(second, tablet, tablet.envelope(checked_in(second.pupils["2W"][0].id)))

    assert len(code[0]) == 9
    assert stored == ["stored"]


def test_two_programs_started_at_once_store_what_comes_to_both_once(tmp_path: Path) -> None:
    """`daybreak service run`, twice on one folder: two processes of their own, each with its own port."""
    with databases.using("postgresql"):
        ends = [RunningService(tmp_path, port=port) for port in _free_ports()]
    programs = [_started(each) for each in ends]
    try:
        assert [str(each.stdout and each.stdout.readline()).strip() for each in programs] == [
            f"Daybreak is at {each.url}" for each in ends
        ]
        tablet = Tablet(ends[0])
        batches = [[tablet.envelope(checked_in(ends[0].pupils["2W"][0].id)) for _ in range(20)] for _ in range(5)]
        with ThreadPoolExecutor(4) as at_once:
            for batch in batches:
                said = list(at_once.map(lambda to, batch=batch: deliver(to, tablet, *batch), ends * 2))
                assert [sorted(each) for each in zip(*said, strict=True)] == [["already"] * 3 + ["stored"]] * 20
    finally:
        for program in programs:
            program.terminate()
            program.communicate(timeout=20)
    assert {program.returncode for program in programs} <= {0, -signal.SIGTERM}
    with ends[1].service.db.read() as session:
        assert session.scalar(select(func.count()).select_from(StoredEvent)) == 100
        assert audit.verify(session, ends[1].service.school_id).ok
    for each in ends:
        each.service.close()


def _free_ports() -> list[int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return [one.getsockname()[1], other.getsockname()[1]]


def _started(end: RunningService) -> subprocess.Popen[str]:
    chosen = {
        "DATA": str(end.settings.folder),
        "DATABASE": end.settings.database,
        "PORT": str(end.settings.port),
        "ENROL_PER_MINUTE": "1000",
    }
    environ = {**os.environ, **{f"DAYBREAK_SERVICE_{name}": value for name, value in chosen.items()}}
    words = [sys.executable, "-u", "-m", "kiosk", "service", "run"]
    return subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, text=True)
