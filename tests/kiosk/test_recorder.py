"""What is recorded of a visit: on a real database, opened with the school's private key."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from kiosk.effects import (
    AskAdult,
    CheckIn,
    Did,
    Effect,
    RememberLater,
    SayCame,
    SayHowNow,
    TakeBack,
    TellMore,
    Tick,
)
from kiosk.identity import Identity
from kiosk.recorder import Now, Recorder
from kiosk.store import Mark, Store, open_store
from sync.protocol import (
    ActivityDone,
    AdultCame,
    AskedForAdult,
    CheckedIn,
    Event,
    HowNow,
    Moment,
    Reply,
    ToldMore,
    Verdict,
    Withdrew,
)
from sync.seal import Opener, key_id
from tests.kiosk.records import AMINA, NOW, NOW_S

PRIVATE = PrivateKey.generate()
PUBLIC = bytes(PRIVATE.public_key)
MORNING = Now(Moment(NOW_S, 5, b"boot", 1), "2026-11-23", 0)
AFTER_LUNCH = Now(Moment(NOW_S + 4 * 3600, 9, b"boot", 1), "2026-11-23", 1)
WHO = AMINA.hex()
SAD = CheckIn(WHO, ("sad",), 3, 1)
REQUEST = b"\x5e" * 16


class Tape:
    """A recorder on a record of its own, and what it has recorded so far."""

    def __init__(self, folder: Path) -> None:
        identity = Identity("https://school.example", bytes(16), "token", "Hill", "2W", key_id(PUBLIC), PUBLIC)
        self.store: Store = open_store(folder, NOW)
        self.recorder = Recorder(self.store, identity, 1, new_id=uuid.uuid4)
        self._opener = Opener([bytes(PRIVATE)])

    def records(self, *effects: Effect, now: Now = MORNING) -> bool:
        return self.recorder.record(effects, now)

    def told(self) -> list[tuple[bytes, Event]]:
        """Deliver everything; what arrived, with its ids, in the tablet's order, as only the school can read it."""
        arrived = []
        while batch := self.store.next_batch(500)[1]:
            arrived += batch
            self.store.settle([Verdict(each.event_id, "stored") for each in batch], NOW_S)
        arrived.sort(key=lambda each: each.seq)
        return [(each.event_id, self._opener.open(each.key, each.box)) for each in arrived]


@pytest.fixture
def tape(tmp_path: Path) -> Iterator[Tape]:
    """A new record."""
    made = Tape(tmp_path)
    yield made
    made.store.close()


def test_additions_name_the_check_in_they_belong_to(tape: Tape) -> None:
    """Size, about, activity and how it is now, each an event of its own."""
    tape.records(SAD)
    tape.records(TellMore(size=3))
    tape.records(TellMore(about="home"))
    tape.records(Did("candle", 61, True))
    tape.records(SayHowNow("candle", "easier"))
    (check_in, first), *more = tape.told()
    at, version = MORNING.moment, 1

    assert first == CheckedIn(at, version, AMINA, ("sad",), 3, 0, 1)
    assert [event for _, event in more] == [
        ToldMore(at, version, check_in, size=3),
        ToldMore(at, version, check_in, about="home"),
        ActivityDone(at, version, check_in, "candle", 61, True),
        HowNow(at, version, check_in, "candle", "easier"),
    ]


def test_two_feelings_and_an_adults_hand_are_in_the_record(tape: Tape) -> None:
    """In the order they came, and who tapped."""
    tape.records(CheckIn(WHO, ("sad", "proud"), 4, 2, by_adult=True), now=AFTER_LUNCH)
    ((_, event),) = tape.told()

    assert event == CheckedIn(AFTER_LUNCH.moment, 1, AMINA, ("sad", "proud"), 4, 1, 2, by_adult=True)


def test_an_addition_goes_to_the_check_in_of_its_own_turn(tape: Tape) -> None:
    """The next child's size is not the last one's."""
    tape.records(SAD)
    tape.records(CheckIn("b0" * 16, ("happy",), 3, 0))
    tape.records(TellMore(size=1))
    told = tape.told()

    assert isinstance(told[2][1], ToldMore)
    assert told[2][1].check_in == told[1][0]


@pytest.mark.parametrize("addition", [TellMore(size=2), Did("candle", 5, False), SayHowNow("candle", "same")])
def test_an_addition_without_a_check_in_is_not_recorded(tape: Tape, addition: Effect) -> None:
    """Neither before one nor after it was taken back."""
    tape.records(addition)
    tape.records(SAD)
    tape.records(TakeBack())
    tape.records(addition)

    assert [type(event) for _, event in tape.told()] == [CheckedIn, Withdrew]


def test_an_addition_to_a_check_in_that_could_not_be_written_goes_nowhere(tape: Tape) -> None:
    """Above all not to the check-in of the child before."""
    tape.records(SAD)
    with pytest.raises(ValueError, match="hexadecimal"):
        tape.records(SAD, AskAdult("no hex"))
    tape.records(TellMore(size=2))

    assert [type(event) for _, event in tape.told()] == [CheckedIn]


def test_an_activity_of_a_child_who_opted_out_is_not_recorded(tape: Tape) -> None:
    """A tick of the wall, and nothing else."""
    tape.records(Tick(WHO))

    assert tape.told() == []
    assert tape.recorder.marks == {Mark(AMINA, "2026-11-23", 0)}


def test_a_request_taken_back_leaves_the_check_in_before_it(tape: Tape) -> None:
    """Which can be taken back as well then."""
    tape.records(SAD)
    tape.records(AskAdult(WHO))
    tape.records(TakeBack())
    tape.records(TellMore(size=2))
    tape.records(TakeBack())
    told = tape.told()
    (check_in, _), (request, _) = told[:2]

    assert [event.event for _, event in told if isinstance(event, Withdrew)] == [request, check_in]
    assert [type(event) for _, event in told].count(ToldMore) == 1


# Did a grown-up come?


def reply(state: str) -> Reply:
    """What the service says of the request."""
    return Reply(REQUEST, state, b"\x0a" * 16, AMINA, NOW_S - 900)  # type: ignore[arg-type]


@pytest.mark.parametrize(("came", "urgent"), [("yes", False), ("no", True), ("not_sure", False)])
def test_whether_somebody_came_is_told_and_no_is_urgent(tape: Tape, came: str, urgent: bool) -> None:
    """*Nobody came* goes at once, like the request."""
    assert tape.records(SayCame(REQUEST.hex(), came)) is urgent
    assert [event for _, event in tape.told()] == [AdultCame(MORNING.moment, 1, REQUEST, came)]


def test_nobody_came_lights_the_lantern_again(tape: Tape) -> None:
    """And a reply from before it is told does not put it out."""
    tape.records(SayCame(REQUEST.hex(), "no"))
    tape.recorder.acknowledge([reply("seen")])
    still_lit = set(tape.recorder.open_requests)
    tape.told()
    tape.recorder.acknowledge([reply("asked")])
    reopened = set(tape.recorder.open_requests)
    tape.recorder.acknowledge([reply("met")])

    assert (still_lit, reopened) == ({REQUEST}, {REQUEST})
    assert tape.recorder.open_requests == set()


def test_nobody_came_to_a_request_that_is_still_open_is_nothing_new_to_the_lantern(tape: Tape) -> None:
    """It is lit already."""
    tape.records(AskAdult(WHO))
    ((request, _),) = tape.told()

    assert tape.records(SayCame(request.hex(), "no"))
    assert tape.recorder.open_requests == {request}


def test_a_reply_that_nobody_has_seen_it_leaves_the_lantern_lit(tape: Tape) -> None:
    """The service tells of requests that are only asked, too."""
    tape.records(AskAdult(WHO))
    ((request, event),) = tape.told()
    tape.recorder.acknowledge([Reply(request, "asked", None, AMINA, NOW_S)])

    assert isinstance(event, AskedForAdult)
    assert tape.recorder.open_requests == {request}


# Later today, in memory only.


def test_later_today_is_remembered_until_it_was_done(tape: Tape) -> None:
    """At whichever check-in the child chose it."""
    tape.records(SAD)
    tape.records(RememberLater(WHO))
    remembered = set(tape.recorder.later)
    tape.records(SAD, now=AFTER_LUNCH)
    tape.records(Did("candle", 30, True), now=AFTER_LUNCH)

    assert remembered == {Mark(AMINA, "2026-11-23", 0)}
    assert tape.recorder.later == set()


def test_later_today_goes_with_the_check_in_that_is_taken_back(tape: Tape) -> None:
    """It may have been another child's."""
    tape.records(SAD)
    tape.records(RememberLater(WHO))
    tape.records(TakeBack(check_in=True))

    assert tape.recorder.later == set()


def test_later_today_is_not_remembered_tomorrow_or_after_a_restart(tape: Tape, tmp_path: Path) -> None:
    """It lives in memory only."""
    tape.records(SAD)
    tape.records(RememberLater(WHO))
    tape.store.close()
    again = Tape(tmp_path)
    after_restart = set(again.recorder.later)
    again.records(RememberLater(WHO))
    again.recorder.tidy(Now(MORNING.moment, "2026-11-24", 0))
    again.store.close()

    assert after_restart == set()
    assert again.recorder.later == set()


def test_who_asked_for_a_grown_up_was_here_without_being_ticked(tape: Tape) -> None:
    """A visitor's blank tile is then no longer blank."""
    tape.records(AskAdult(WHO))

    assert tape.recorder.here == {Mark(AMINA, "2026-11-23", 0)}
    assert tape.recorder.marks == set()
