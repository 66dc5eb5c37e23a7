"""The conversation: where a child's turn stands, and what an answer makes of it.

`answer(turn, heard, pages) -> (turn, effects)` is pure: no clock, no screen, no store. The screen shows what the turn
says, the tablet carries out the effects, and both come back as the next thing heard.

    REST -> WHO -> FEELING -> SAVING -> THANKS -> REST
                \\-> ADULT -> HOW ----/

An answer about a feeling is *held* when it is tapped and *taken* when it has settled: until then another tap changes
it. Everything else is taken at once. Nothing is recorded that was not taken, and nothing taken is recorded twice.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.turn import (
    ADULT,
    ANY_ADULT,
    CANT_FIND,
    EXITS,
    FINISH,
    HELLO,
    ME,
    NO,
    NOT_SAY,
    NOT_SURE,
    REST_S,
    SETTLE_S,
    TAKE_BACK,
    THANKS_REST_S,
    YES,
    AddToRequest,
    AskAdult,
    CheckIn,
    Child,
    Chose,
    Effect,
    Heard,
    Kept,
    Left,
    Page,
    Pages,
    Settled,
    Step,
    TakeBack,
    Tapped,
    Tick,
    Turn,
    Turned,
)
from sync.protocol import HOWS

__all__ = [
    "ADULT",
    "ANY_ADULT",
    "CANT_FIND",
    "EXITS",
    "FINISH",
    "HELLO",
    "ME",
    "NO",
    "NOT_SAY",
    "NOT_SURE",
    "REST_S",
    "SETTLE_S",
    "TAKE_BACK",
    "THANKS_REST_S",
    "YES",
    "AddToRequest",
    "AskAdult",
    "CheckIn",
    "Child",
    "Chose",
    "Effect",
    "Heard",
    "Kept",
    "Left",
    "Page",
    "Pages",
    "Settled",
    "Step",
    "TakeBack",
    "Tapped",
    "Tick",
    "Turn",
    "Turned",
    "answer",
]

Next = tuple[Turn, tuple[Effect, ...]]


def answer(turn: Turn, heard: Heard, pages: Pages) -> Next:
    """Return the turn after something was heard, and what must be carried out.

    Whatever does not fit the turn (a second finger, a late timer) leaves it as it is.
    """
    match heard:
        case Left():
            return Turn(), _kept_half_way(turn)
        case Kept(durable):
            return _kept(turn, durable), ()
        case Settled():
            return _settled(turn, pages)
        case Turned(wall):
            return (replace(turn, wall=wall) if turn.step is Step.WHO else turn), ()
        case Chose(child):
            return _chose(turn, child, pages)
        case Tapped(choice, position):
            return _tapped(turn, choice, position, pages)
        case _:
            return turn, ()


def _tapped(turn: Turn, choice: str, position: int, pages: Pages) -> Next:
    if turn.step is Step.REST:
        return (Turn(step=Step.WHO), ()) if choice == HELLO else (turn, ())
    if choice == ADULT and not turn.asking:
        return _asked(turn)
    if choice == ME and turn.child and turn.step in (Step.FEELING, Step.ADULT, Step.HOW, Step.THANKS):
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
        case Step.FEELING if _offered(turn, choice, pages):
            return replace(turn, held=choice, position=position), ()
        case Step.ADULT if choice in (ANY_ADULT, NOT_SURE, NOT_SAY) or _is_id(choice):
            return _added(turn, AddToRequest(adult=choice if _is_id(choice) else None), Step.HOW)
        case Step.HOW if choice in (*HOWS, NOT_SURE, NOT_SAY):
            return _added(turn, AddToRequest(how=choice if choice in HOWS else None), Step.THANKS)
        case Step.THANKS | Step.UNSAVED if choice == FINISH:
            return Turn(), ()  # the next child need not wait for the screen to rest
        case Step.THANKS if choice == TAKE_BACK and turn.saved:
            return _taken_back(turn, pages)
    return turn, ()


def _chose(turn: Turn, child: Child, pages: Pages) -> Next:
    if turn.step is not Step.WHO:
        return turn, ()
    if turn.asking:
        return replace(turn, step=Step.ADULT, child=child), (AddToRequest(pupil=child.pupil),)
    if child.opted_out:
        return Turn(step=Step.THANKS, child=child), (Tick(child.pupil),)
    return _feeling(child, pages), ()


def _feeling(child: Child, pages: Pages) -> Turn:
    """The first page of a child's ladder step, or of the nearest step below that has one."""
    steps = [int(page) for page in pages if page.isdecimal()]
    shown = max((step for step in steps if step <= child.step), default=min(steps))
    return Turn(step=Step.FEELING, child=replace(child, step=shown), page=str(shown))


def _asked(turn: Turn) -> Next:
    """The first tap on *I want a grown-up* is already the request."""
    kept = _kept_half_way(turn)
    child = turn.child
    following = Step.ADULT if child or turn.step is not Step.WHO else Step.WHO
    asked = replace(turn, step=following, asking=True, held=None, confirmed=None, saved=True)
    if kept:
        asked = replace(asked, checked_in=True)
    return asked, (*kept, AskAdult(child.pupil if child else None))


def _added(turn: Turn, addition: AddToRequest, following: Step) -> Next:
    told = addition.pupil or addition.adult or addition.how
    return replace(turn, step=following), ((addition,) if told else ())


def _settled(turn: Turn, pages: Pages) -> Next:
    if turn.step is not Step.FEELING or turn.held is None:
        return turn, ()
    taken = turn.held
    page = pages[turn.page]
    if taken in page.leads:
        confirmed = taken if taken in page.counts else turn.confirmed
        return replace(turn, page=page.leads[taken], held=None, confirmed=confirmed), ()
    return replace(turn, step=Step.SAVING, checked_in=True), _check_in(turn, taken, turn.position)


def _kept(turn: Turn, durable: bool) -> Turn:
    if not durable and turn.step is not Step.REST:
        # A request that could not be written is as lost as an answer: a child must hear it while an adult is near.
        return replace(turn, step=Step.UNSAVED, held=None, saved=False)
    if turn.step is not Step.SAVING:
        return turn
    return replace(turn, step=Step.THANKS, held=None, confirmed=None, saved=True)


def _kept_half_way(turn: Turn) -> tuple[Effect, ...]:
    """A child who stops half-way keeps what was confirmed, and nothing else.

    Not while *Not you?* is open: whose answer it was is then in doubt.
    """
    return _check_in(turn, turn.confirmed, 0) if turn.step is Step.FEELING and turn.confirmed else ()


def _somebody_else(turn: Turn) -> Next:
    """The wrong child's answers are not kept: a saved one is withdrawn, a request is asked for its owner."""
    wrong = (TakeBack(check_in=True),) if turn.checked_in else ()
    return Turn(step=Step.WHO, asking=turn.asking, saved=turn.asking), wrong


def _check_in(turn: Turn, answer_id: str, position: int) -> tuple[Effect, ...]:
    assert turn.child is not None  # a feeling is only ever asked of somebody
    return (CheckIn(turn.child.pupil, (answer_id,), turn.child.step, position),)


def _taken_back(turn: Turn, pages: Pages) -> Next:
    if turn.child is None or turn.child.opted_out:
        return Turn(), (TakeBack(),)
    # A request stood last: the check-in before it still stands, and can still turn out to be another child's.
    return replace(_feeling(turn.child, pages), checked_in=turn.checked_in and turn.asking), (TakeBack(),)


def _is_id(choice: str) -> bool:
    """Whether a choice is an adult's id (16 bytes in hex) rather than a control of the screen."""
    return len(choice) == 32 and all(letter in "0123456789abcdef" for letter in choice)


def _offered(turn: Turn, choice: str, pages: Pages) -> bool:
    return choice in (NOT_SURE, NOT_SAY) or any(choice in row for row in pages[turn.page].rows)
