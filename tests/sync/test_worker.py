"""The worker between a real record and a service that says what it likes."""

from __future__ import annotations

import itertools
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from nacl.public import PrivateKey

from kiosk import identity
from kiosk.identity import Identity
from kiosk.settings import Settings
from sync.protocol import BatchAnswer, Classroom, EventBatch, Problem, Report, Verdict
from sync.retry import Backoff
from sync.seal import key_id
from sync.worker import Line, Pace
from tests.sync import servers
from tests.sync.servers import Behaviour, Misbehaving, answers, says
from tests.sync.tablets import QUICK, Hands, Watched, feeling, opened

PUBLIC = bytes(PrivateKey.generate().public_key)
AMINA = uuid.UUID("a1" * 16)
ROOM = Classroom("1", 0, "Sunnybank", "2W", key_id(PUBLIC), PUBLIC, [], [], [])

Whim = Callable[[EventBatch], Behaviour]
"""How the service takes one batch."""


def stores(batch: EventBatch) -> Behaviour:
    """As it should."""
    return says(BatchAnswer(1, [Verdict(event.event_id, "stored") for event in batch.events]))


class Whimsical(Misbehaving):
    """A service that is well but for its batches: each meets the next whim, and the last whim stays."""

    def __init__(self, *whims: Whim) -> None:
        super().__init__(self._take)
        self._whims = itertools.chain(whims, itertools.repeat(whims[-1]))
        self.batches: list[EventBatch] = []
        self.reports: list[Report] = []
        self.taken = threading.Event()
        """A batch has arrived."""

    def _take(self, connection: socket.socket, over: threading.Event) -> None:
        head, body = self.heads[-1], self.bodies[-1]
        behaviour = answers(204)
        if head.startswith("GET /v1/classroom"):
            behaviour = says(ROOM)
        elif head.startswith("POST /v1/report"):
            self.reports.append(msgspec.msgpack.decode(body, type=Report))
        else:
            self.batches.append(msgspec.msgpack.decode(body, type=EventBatch))
            self.taken.set()
            behaviour = next(self._whims)(self.batches[-1])
        behaviour(connection, over)


@contextmanager
def tablet_of(server: Misbehaving, folder: Path, pace: Pace = QUICK) -> Iterator[Watched]:
    """A tablet whose service is this server."""
    identity.save(folder, Identity(server.url, b"d" * 16, "token", "Sunnybank", "2W", key_id(PUBLIC), PUBLIC))
    with opened(Settings(data=str(folder)), Hands(), pace=pace) as watched:
        yield watched


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_batch_refused_whole_is_halved_until_the_event_that_spoils_it_stands_alone(
    tmp_path: Path, status: int
) -> None:
    """One event is set aside, with the service's reason; eleven arrive."""

    def dislikes_the_fifth(batch: EventBatch) -> Behaviour:
        poison = any(event.seq == 5 for event in batch.events)
        return says(Problem("that is no event"), status) if poison else stores(batch)

    with Whimsical(dislikes_the_fifth) as server, tablet_of(server, tmp_path) as watched:
        watched.carries_out(*(feeling(AMINA) for _ in range(12)))
        watched.all_delivered()
        report = watched.tablet.report()

    taken = [event.seq for batch in server.batches if all(e.seq != 5 for e in batch.events) for event in batch.events]
    assert report.refused == 1
    assert sorted(taken) == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12]


@pytest.mark.parametrize(
    "whim",
    [
        pytest.param(lambda _: says(Problem("speak otherwise"), 415), id="refused for the way of asking"),
        pytest.param(lambda _: answers(404, b"<html>"), id="another web server"),
        pytest.param(lambda _: answers(500), id="an error of the service"),
        pytest.param(lambda _: answers(200, b"<html>Sign in</html>"), id="a portal"),
        pytest.param(lambda _: servers.half, id="half an answer"),
    ],
)
def test_what_says_nothing_about_an_event_sets_none_aside(tmp_path: Path, whim: Whim) -> None:
    """The very same bytes go again until the service itself has answered."""
    with Whimsical(whim, whim, stores) as server, tablet_of(server, tmp_path) as watched:
        watched.carries_out(*(feeling(AMINA) for _ in range(3)))
        watched.all_delivered()
        report = watched.tablet.report()

    assert report.refused == 0
    assert len(server.batches) == 3
    assert server.batches[0].events == server.batches[1].events == server.batches[2].events


def test_an_event_that_got_no_verdict_goes_again(tmp_path: Path) -> None:
    """An answer counts only for the events it names."""

    def forgets_the_last(batch: EventBatch) -> Behaviour:
        return says(BatchAnswer(1, [Verdict(event.event_id, "stored") for event in batch.events[:-1]]))

    with Whimsical(forgets_the_last, stores) as server, tablet_of(server, tmp_path) as watched:
        watched.carries_out(*(feeling(AMINA) for _ in range(3)))
        watched.all_delivered()

    assert [[event.seq for event in batch.events] for batch in server.batches] == [[1, 2, 3], [3]]


def test_retry_after_is_kept(tmp_path: Path) -> None:
    """A service that asks for a second is left alone for one."""
    asked: list[float] = []

    def later(_batch: EventBatch) -> Behaviour:
        asked.append(time.monotonic())
        return answers(503, b"", Retry_After="1")

    def now(batch: EventBatch) -> Behaviour:
        asked.append(time.monotonic())
        return stores(batch)

    with Whimsical(later, now) as server, tablet_of(server, tmp_path) as watched:
        watched.carries_out(feeling(AMINA))
        watched.all_delivered()

    assert 1.0 <= asked[1] - asked[0] < 5.0


def test_a_long_backlog_goes_in_batches_of_five_hundred(tmp_path: Path) -> None:
    """In order, and no larger than the service takes."""
    patient = Pace(look_s=60, backoff=Backoff(60, 60))
    with Whimsical(lambda _: answers(503), stores) as server, tablet_of(server, tmp_path, patient) as watched:
        watched.carries_out(feeling(AMINA))
        assert server.taken.wait(15)
        for _ in range(40):
            watched.carries_out(*(feeling(AMINA) for _ in range(30)))
        watched.tablet._worker.look()
        watched.all_delivered()

    assert [len(batch.events) for batch in server.batches] == [1, 500, 500, 201]
    assert [event.seq for batch in server.batches[1:] for event in batch.events] == list(range(1, 1202))


def test_a_report_goes_at_the_start_and_when_something_in_it_changes(tmp_path: Path) -> None:
    """Not with every look at the class."""

    def refuses(batch: EventBatch) -> Behaviour:
        return says(BatchAnswer(1, [Verdict(event.event_id, "refused", "no") for event in batch.events]))

    patient = Pace(look_s=0.02, report_s=600, backoff=QUICK.backoff)
    with Whimsical(refuses) as server, tablet_of(server, tmp_path, patient) as watched:
        watched.until(lambda: len(server.reports) == 1)
        looks = len(server.heads)
        watched.until(lambda: len(server.heads) > looks + 5)
        quiet = len(server.reports)
        watched.carries_out(feeling(AMINA))
        watched.until(lambda: server.reports[-1].refused == 1)

    assert quiet == 1


def test_closing_does_not_wait_for_a_service_that_hangs(tmp_path: Path) -> None:
    """The request is cut, and its events go again after the next start."""
    with Whimsical(lambda _: servers.hang) as server:
        with tablet_of(server, tmp_path) as watched:
            watched.carries_out(feeling(AMINA))
            assert server.taken.wait(15)
            began = time.monotonic()
        closed_s = time.monotonic() - began
    with Whimsical(stores) as again, tablet_of(again, tmp_path) as watched:
        watched.all_delivered()

    assert closed_s < 3
    assert again.batches[0].events == server.batches[0].events


def test_the_line_is_down_up_and_down_as_the_service_is(tmp_path: Path) -> None:
    """What the screens say follows it."""
    with Whimsical(stores, lambda _: answers(500)) as server, tablet_of(server, tmp_path) as watched:
        watched.until(lambda: watched.tablet._worker.line is Line.UP)
        watched.carries_out(feeling(AMINA))
        watched.all_delivered()
        watched.carries_out(feeling(AMINA))
        watched.until(lambda: watched.tablet._worker.line is Line.DOWN)


def test_a_backlog_keeps_the_pace_that_the_service_asks_for(tmp_path: Path) -> None:
    """A fleet that comes back at once does not crowd out the class that asks for a grown-up."""

    def not_so_fast(batch: EventBatch) -> Behaviour:
        return says(BatchAnswer(1, [Verdict(event.event_id, "stored") for event in batch.events], pace_s=1000.0))

    patient = Pace(look_s=60, backoff=Backoff(60, 60), most_pace_s=0.2)
    with Whimsical(lambda _: answers(503), not_so_fast) as server, tablet_of(server, tmp_path, patient) as watched:
        watched.carries_out(feeling(AMINA))
        assert server.taken.wait(15)
        for _ in range(35):
            watched.carries_out(*(feeling(AMINA) for _ in range(30)))
        began = time.monotonic()
        watched.tablet._worker.look()
        watched.all_delivered()

    assert time.monotonic() - began > 0.2  # two pauses of at least half of what is honoured at most
    assert [len(batch.events) for batch in server.batches] == [1, 500, 500, 51]
