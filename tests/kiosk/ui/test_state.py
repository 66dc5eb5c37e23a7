"""What the screens are told of a child, and how long they wait: the tablet's state without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import pytest

from assets import catalogue
from kiosk.checkin import REST_S, SETTLE_S, THANKS_REST_S, CheckIn, Did, Step
from kiosk.turn import (
    ACTIVITY_REST_S,
    AS_EVERYBODY,
    SAVING_S,
    SCANNING_REST_S,
    SETTLE_TWO_S,
    VISITOR,
    Asked,
    ForChild,
    Opened,
)
from kiosk.ui.state import KioskState
from kiosk.ui.timers import HandTimers
from sync.protocol import ChildSettings, Tile
from sync.secret import hashed
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of

KEY = b"k" * 16


def at_once(what: Callable[[], None]) -> None:
    """The screen's thread is this one."""
    what()


@dataclass
class Kiosk:
    """A state with a tablet in memory, and hands to turn its time."""

    tablet: MemoryTablet = field(default_factory=MemoryTablet)
    timers: HandTimers = field(default_factory=HandTimers)

    def __post_init__(self) -> None:
        self.state = KioskState(self.timers, at_once)
        self.state.attach(self.tablet)

    @property
    def step(self) -> Step:
        return self.state.turn.step  # type: ignore[no-any-return]

    def has(self, number: int = 0, **changed: object) -> Tile:
        """Change a child's tile, as staff would."""
        assert self.tablet.room is not None
        tile = msgspec.structs.replace(self.tablet.room.pupils[number], **changed)
        self.tablet.room.pupils[number] = tile
        self.state.look()
        return tile

    def finds(self, tile: Tile) -> None:
        """Say hello and touch a tile."""
        self.state.tap("hello")
        self.state.choose(tile)

    def rests_after(self, most_s: float = 200) -> float:
        """Seconds untouched until the screen goes, told to half a second."""
        step, waited = self.step, 0.0
        while self.step is step and waited < most_s:
            self.timers.advance(0.5)
            waited += 0.5
        return waited


@pytest.fixture
def kiosk() -> Kiosk:
    """A tablet at rest, with a class on step 2."""
    return Kiosk()


def test_a_child_comes_with_all_that_the_conversation_needs(kiosk: Kiosk) -> None:
    """Settings, order, an earlier request, and what they wanted later."""
    settings = ChildSettings(tick=True, language="pl")
    tile = kiosk.has(step=4, settings=settings, activities=("hum", "candle"))
    asked = Asked("5e" * 16)
    kiosk.tablet.asked, kiosk.tablet.chose = {hex_of(0): asked}, {hex_of(0)}
    kiosk.finds(tile)
    child = kiosk.state.turn.child

    assert (child.step, child.tick, child.order) == (4, True, ("hum", "candle"))
    assert (child.asked, child.later, child.settings) == (asked, True, settings)
    assert (kiosk.state.settings, kiosk.state.language) == (settings, "pl")


def test_between_turns_the_tablet_is_as_for_everybody(kiosk: Kiosk) -> None:
    """The wall looks the same to all."""
    kiosk.finds(kiosk.has(settings=ChildSettings(language="ur", high_contrast=True)))
    kiosk.timers.advance(REST_S)

    assert (kiosk.state.settings, kiosk.state.language) == (AS_EVERYBODY, "en")


@pytest.mark.parametrize("picture", catalogue.SECRET_PICTURES)
def test_the_secret_picture_is_known_by_its_keyed_hash(kiosk: Kiosk, picture: str) -> None:
    """Staff chose it on a page; the tablet was sent eight bytes."""
    tile = kiosk.has(secret=hashed(bytes.fromhex(hex_of(0)), picture, KEY))
    assert kiosk.tablet.room is not None
    kiosk.tablet.room = msgspec.structs.replace(kiosk.tablet.room, secret_key=KEY)
    kiosk.state.look()
    kiosk.finds(tile)
    asked = kiosk.step
    kiosk.state.tap(picture)

    assert (asked, kiosk.step) == (Step.OWN_PICTURE, Step.FEELING)


def test_a_secret_picture_that_this_tablet_does_not_have_locks_nobody_out(kiosk: Kiosk) -> None:
    """It may be one of a newer Daybreak."""
    kiosk.finds(kiosk.has(secret=b"whatever"))

    assert kiosk.step is Step.FEELING


# Waiting.


def test_an_answer_settles_by_itself_and_later_where_a_second_may_follow(kiosk: Kiosk) -> None:
    """1.5 s, or 3 s with a face of step 4."""
    waits = []
    for step, face in ((2, "sad"), (4, "cross")):
        kiosk.finds(kiosk.has(step=step))
        kiosk.state.tap(face)
        waits.append(kiosk.rests_after())
        kiosk.state.tap("skip")
        kiosk.timers.advance(200)

    assert waits == [SETTLE_S, SETTLE_TWO_S]


def test_with_a_tick_the_answer_waits_for_it(kiosk: Kiosk) -> None:
    """Until the screen rests, when nothing was ticked."""
    tile = kiosk.has(settings=ChildSettings(tick=True))
    kiosk.finds(tile)
    kiosk.state.tap("sad")
    waited = kiosk.rests_after()
    kiosk.finds(tile)
    kiosk.state.tap("sad")
    kiosk.state.tap("tick")

    assert waited == REST_S
    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("sad",)]


def test_a_child_who_scans_with_a_switch_has_two_minutes_on_every_screen(kiosk: Kiosk) -> None:
    """Going from card to card takes its time."""
    kiosk.finds(kiosk.has(settings=ChildSettings(switches=1, tick=True)))
    asked = kiosk.rests_after()
    kiosk.finds(kiosk.has())
    kiosk.state.tap("happy")
    kiosk.state.tap("tick")
    thanked = kiosk.rests_after()

    assert (asked, thanked) == (SCANNING_REST_S, SCANNING_REST_S)


def test_an_activity_sets_its_own_time_and_what_was_played_is_recorded(kiosk: Kiosk) -> None:
    """Whether the child stops it, asks for a grown-up in it or walks away."""
    rests = []
    for limit in (None, 90.0):
        kiosk.finds(kiosk.has())
        kiosk.state.tap("sad")
        kiosk.timers.advance(SETTLE_S)
        kiosk.state.activity_rest_s, kiosk.state.played_s = limit, lambda: 17
        kiosk.state.tap(kiosk.state.turn.offers[0])
        rests.append(kiosk.rests_after())

    done = [effect for effect in kiosk.tablet.carried if isinstance(effect, Did)]
    assert rests == [ACTIVITY_REST_S, 90.0]
    assert [(each.seconds, each.to_the_end) for each in done] == [(17, False)] * 2


def test_a_store_that_hangs_leads_to_the_card_and_then_to_rest(kiosk: Kiosk) -> None:
    """A child is not left before a screen that never ends."""
    kiosk.tablet.at_once = False
    kiosk.finds(kiosk.has())
    kiosk.state.tap("sad")
    kiosk.timers.advance(SETTLE_S)
    saving, waited = kiosk.step, kiosk.rests_after()
    unsaved = kiosk.step
    kiosk.tablet.answer()
    late = kiosk.step
    kiosk.timers.advance(THANKS_REST_S)

    assert (saving, waited, unsaved, late) == (Step.SAVING, SAVING_S, Step.UNSAVED, Step.UNSAVED)
    assert kiosk.step is Step.REST


# The morning and the afternoon.


@pytest.mark.parametrize(
    ("quick", "slot", "afterwards", "later"),
    [(False, 0, True, True), (False, 1, True, False), (True, 0, False, True), (True, 1, True, False)],
)
def test_what_is_offered_follows_the_slot(kiosk: Kiosk, quick: bool, slot: int, afterwards: bool, later: bool) -> None:
    """A quick morning leaves help for after lunch; after lunch there is no later."""
    kiosk.tablet.room = msgspec.structs.replace(a_class(), quick_morning=quick)
    kiosk.tablet.slot_now = slot
    kiosk.state.look()

    assert (kiosk.state.guide.afterwards, kiosk.state.guide.later) == (afterwards, later)


# Visitors, and an adult's entry.


def test_i_am_new_here_begins_a_turn_with_the_next_blank_tile(kiosk: Kiosk) -> None:
    """One that nobody has used, today or on a day before."""
    kiosk.has(1, visitor=True, name="", used=True)
    kiosk.has(2, visitor=True, name="")
    kiosk.has(3, visitor=True, name="")
    kiosk.tablet.marks = {hex_of(2)}
    kiosk.state.look()
    kiosk.state.tap("hello")
    kiosk.state.tap("cant_find")
    kiosk.state.tap(VISITOR)

    assert kiosk.state.turn.child.pupil == hex_of(3)
    assert kiosk.step is Step.FEELING


def test_without_a_blank_tile_nobody_is_given_anothers(kiosk: Kiosk) -> None:
    """The card to take to an adult stays."""
    kiosk.state.tap("hello")
    kiosk.state.tap("cant_find")
    kiosk.state.tap(VISITOR)

    assert kiosk.state.visitor() is None
    assert kiosk.step is Step.CANT_FIND


def test_an_adults_entry_is_recorded_as_theirs(kiosk: Kiosk) -> None:
    """From the staff corner, for a child who can't come to the tablet."""
    kiosk.state.hear(Opened())
    kiosk.state.hear(ForChild())
    kiosk.state.choose(kiosk.has())
    kiosk.state.tap("sad")
    kiosk.timers.advance(SETTLE_S)

    assert kiosk.tablet.check_ins() == [CheckIn(hex_of(0), ("sad",), 2, 0, by_adult=True)]
    assert kiosk.step is Step.THANKS
