"""The conversation: where a child's turn stands, and what an answer makes of it.

`answer(turn, heard, guide) -> (turn, effects)` is pure: no clock, no screen, no store. The screen shows what the turn
says, the tablet carries out the effects, and both come back as the next thing heard.

    REST -> WHO -> OWN_PICTURE -> CAME -> FEELING -> SAVING      kiosk.asking
                                                       |
      REST <- THANKS <- HOW_NOW <- ACTIVITY <- HELP <- SIZE, ABOUT      kiosk.afterwards
                ^
       HOW <- ADULT, from everywhere      kiosk.grown_up

An answer about a feeling is *held* when it is tapped and *taken* when it has settled; every other answer is taken at
once. Nothing is recorded that was not taken, and nothing taken is recorded twice.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk import afterwards, asking, exits, grown_up
from kiosk.effects import (
    AddToRequest,
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
from kiosk.guide import Guide, Page, Pages
from kiosk.turn import (
    ADULT,
    ANOTHER,
    ANY_ADULT,
    BACK,
    CANT_FIND,
    EXITS,
    FINISH,
    HELLO,
    HELP,
    ME,
    NO,
    NOT_SAY,
    NOT_SURE,
    REST_S,
    SETTLE_S,
    STOP,
    TAKE_BACK,
    THANKS_REST_S,
    TICK,
    YES,
    Asked,
    Child,
    Chose,
    ForChild,
    Heard,
    Kept,
    Left,
    Opened,
    Played,
    Settled,
    Step,
    Tapped,
    Turn,
    Turned,
)

__all__ = [
    "ADULT",
    "ANOTHER",
    "ANY_ADULT",
    "BACK",
    "CANT_FIND",
    "EXITS",
    "FINISH",
    "HELLO",
    "HELP",
    "ME",
    "NO",
    "NOT_SAY",
    "NOT_SURE",
    "REST_S",
    "SETTLE_S",
    "STOP",
    "TAKE_BACK",
    "THANKS_REST_S",
    "TICK",
    "YES",
    "AddToRequest",
    "AskAdult",
    "Asked",
    "CheckIn",
    "Child",
    "Chose",
    "Did",
    "Effect",
    "ForChild",
    "Guide",
    "Heard",
    "Kept",
    "Left",
    "Opened",
    "Page",
    "Pages",
    "Played",
    "RememberLater",
    "SayCame",
    "SayHowNow",
    "Settled",
    "Step",
    "TakeBack",
    "Tapped",
    "TellMore",
    "Tick",
    "Turn",
    "Turned",
    "answer",
]

Next = tuple[Turn, tuple[Effect, ...]]

_NOBODY = (Step.REST, Step.WHO, Step.CANT_FIND, Step.NOT_YOU, Step.SAVING, Step.STAFF)
"""Steps on which a child's own animal cannot be touched."""


def answer(turn: Turn, heard: Heard, guide: Guide) -> Next:
    """Return the turn after something was heard, and what must be carried out.

    Whatever does not fit the turn (a second finger, a late timer) leaves it as it is.
    """
    match heard:
        case Left(seconds):
            return _left(turn, seconds)
        case Kept(durable):
            return _kept(turn, durable, guide), ()
        case Settled() if not (turn.child and turn.child.tick):
            return asking.settled(turn, guide)
        case Turned(wall):
            return (replace(turn, wall=wall) if turn.step is Step.WHO else turn), ()
        case Chose(child) if turn.step in (Step.WHO, Step.CANT_FIND):
            return grown_up.named(turn, child) if turn.asking else asking.begun(turn, child, guide)
        case Played(seconds, to_the_end):
            return afterwards.played(turn, seconds, to_the_end, guide)
        case Opened():
            return (Turn(step=Step.STAFF) if turn.step is Step.REST else turn), ()
        case ForChild():
            return (Turn(step=Step.WHO, by_adult=True) if turn.step is Step.STAFF else turn), ()
        case Tapped():
            return _tapped(turn, heard, guide)
    return turn, ()


def _tapped(turn: Turn, tapped: Tapped, guide: Guide) -> Next:
    choice = tapped.choice
    if turn.step is Step.REST:
        return (Turn(step=Step.WHO) if choice == HELLO else turn), ()
    if exits.shut(turn, choice):
        return turn, ()
    if choice == ADULT and not turn.asking and turn.step is not Step.STAFF:
        return grown_up.asked(turn, tapped.seconds)
    if choice == ME and turn.child and turn.step not in _NOBODY:
        return replace(turn, step=Step.NOT_YOU, before=turn.step, held=None), ()
    match turn.step:
        case Step.WHO if choice == CANT_FIND:
            return replace(turn, step=Step.CANT_FIND), ()
        case Step.WHO if choice == NOT_SAY and turn.asking:
            return replace(turn, step=Step.ADULT), ()
        case Step.CANT_FIND if choice == NO:
            return replace(turn, step=Step.WHO), ()
        case Step.NOT_YOU if choice == YES:
            return replace(turn, step=turn.before), ()
        case Step.NOT_YOU if choice == NO:
            return _somebody_else(turn)
        case Step.PICTURE_CARD | Step.THANKS | Step.UNSAVED | Step.STAFF if choice == FINISH:
            return Turn(), ()  # the next child need not wait for the screen to rest
        case Step.THANKS if choice == TAKE_BACK and turn.saved:
            return _taken_back(turn, guide)
        case Step.THANKS if choice == HELP and turn.offers:
            return replace(turn, step=Step.HELP), ()
        case Step.FEELING:
            return _felt(turn, choice, tapped.position, guide)
        case Step.OWN_PICTURE if turn.child:
            return asking.picture(turn, turn.child, choice, guide)
        case Step.CAME if turn.child:
            return asking.came(turn, turn.child, choice, guide)
        case Step.SIZE:
            return afterwards.size(turn, choice, guide)
        case Step.ABOUT:
            return afterwards.about(turn, choice, guide)
        case Step.HELP:
            return afterwards.helped(turn, choice, guide)
        case Step.ACTIVITY if choice == STOP:
            return afterwards.played(turn, tapped.seconds, False, guide)
        case Step.HOW_NOW:
            return afterwards.how_now(turn, choice)
        case Step.HARDER if choice == YES:
            return grown_up.asked(turn)
        case Step.HARDER if choice in (NO, NOT_SURE, NOT_SAY):
            return afterwards.thanked(turn), ()
        case Step.ADULT:
            return grown_up.which(turn, choice)
        case Step.HOW:
            return grown_up.how(turn, choice)
    return turn, ()


def _felt(turn: Turn, choice: str, position: int, guide: Guide) -> Next:
    """A touch while the feeling is asked: held until it settles or the tick takes it."""
    if choice == TICK:
        return asking.settled(turn, guide)
    if choice == ANOTHER:
        return asking.another(turn, guide), ()
    if choice == BACK:
        return asking.back(turn), ()
    return (replace(turn, held=choice, position=position) if asking.offered(turn, choice, guide) else turn), ()


def _kept(turn: Turn, durable: bool, guide: Guide) -> Turn:
    if not durable and turn.step is not Step.REST:
        return _unsaved(turn)
    return afterwards.kept(turn, guide) if turn.step is Step.SAVING else turn


def _unsaved(turn: Turn) -> Turn:
    """A request that could not be written is as lost as an answer: a child must hear it while an adult is near."""
    return replace(turn, step=Step.UNSAVED, held=None, saved=False, offers=())


def _left(turn: Turn, seconds: int) -> Next:
    """Nobody is there any more: what was confirmed is kept, and the tablet rests."""
    if turn.step is Step.SAVING:  # the store has hung: whoever still stands there must not believe that it is kept
        return _unsaved(turn), ()
    _, kept = asking.half_way(turn)
    return Turn(), (*kept, *afterwards.did(turn, seconds))


def _somebody_else(turn: Turn) -> Next:
    """The wrong child's answers are not kept: a saved one is withdrawn, a request is asked for its owner."""
    wrong = (TakeBack(check_in=True),) if turn.checked_in else ()
    return Turn(step=Step.WHO, asking=turn.asking, saved=turn.asking, by_adult=turn.by_adult), wrong


def _taken_back(turn: Turn, guide: Guide) -> Next:
    """What was recorded last is withdrawn: a request leaves the check-in before it standing."""
    if turn.asking and turn.checked_in:
        return replace(turn, asking=False), (TakeBack(),)
    if turn.child is None or turn.child.opted_out:
        return Turn(), (TakeBack(),)
    following, _ = asking.begun(turn, turn.child, guide)
    return following, (TakeBack(),)
