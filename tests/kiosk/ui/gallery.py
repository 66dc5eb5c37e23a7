"""Every screen a child may meet, set up by the turn alone: for tests that look at, measure or read all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assets import activities, catalogue
from kiosk.turn import AS_EVERYBODY, Asked, Child, Step, Turn
from sync.protocol import ChildSettings
from tests.kiosk.ui.classroom import hex_of
from tests.kiosk.ui.kiosk import Kiosk

SEEN_BY = (901).to_bytes(16).hex()
"""Mr Reed, of `classroom.ADULTS`."""
OFFERS = tuple(each.id for each in activities.load()[:3])


def somebody(settings: ChildSettings = AS_EVERYBODY, *, step: int = 4, tick: bool = False) -> Child:
    """The first child of the class."""
    return Child(hex_of(0), step, tick=tick, secret="moon", asked=Asked("00" * 16, SEEN_BY), settings=settings)


def turns(settings: ChildSettings = AS_EVERYBODY) -> Mapping[str, Turn]:
    """A turn for every screen of a visit and every page of feelings, by a name for its picture."""
    child = somebody(settings)
    at = Turn(child=child, told=("sad",), offers=OFFERS, activity="candle")
    feeling = replace(at, step=Step.FEELING)
    pages = {f"page_{id}": replace(feeling, page=id) for id in catalogue.load().pages}
    return {
        "own_picture": replace(at, step=Step.OWN_PICTURE),
        "try_again": replace(at, step=Step.OWN_PICTURE, tries=1),
        "picture_card": replace(at, step=Step.PICTURE_CARD),
        "came": replace(at, step=Step.CAME),
        **pages,
        "another": replace(feeling, page="4.sun", held="proud"),
        "kept": replace(feeling, page="4", kept=("proud",)),
        "tick": replace(feeling, child=replace(child, tick=True), page="3", held="worried"),
        "two_and_tick": replace(
            feeling, child=replace(child, tick=True), page="4.rain", kept=("proud",), held="lonely"
        ),
        "size": replace(at, step=Step.SIZE),
        "about": replace(at, step=Step.ABOUT),
        "help": replace(at, step=Step.HELP),
        "how_now": replace(at, step=Step.HOW_NOW),
        "harder": replace(at, step=Step.HARDER),
        "adult": replace(at, step=Step.ADULT, asking=True),
        "how": replace(at, step=Step.HOW, asking=True),
        "not_you": replace(at, step=Step.NOT_YOU, before=Step.FEELING),
        "thanks_to_do": replace(at, step=Step.THANKS, saved=True),
        "thanks": replace(at, step=Step.THANKS, saved=True, offers=()),
        "asked": replace(at, step=Step.THANKS, saved=True, asking=True, offers=()),
        "unsaved": replace(at, step=Step.UNSAVED),
    }


def show(kiosk: Kiosk, turn: Turn) -> None:
    """Bring a turn to the screen as if the conversation had come there."""
    kiosk.kiosk.turn = turn
    kiosk.frames(2)
