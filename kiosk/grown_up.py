"""*I want a grown-up*: the first tap is already the request; which one and how are additions and never cancel it."""

from __future__ import annotations

from dataclasses import replace

from kiosk import afterwards, asking
from kiosk.effects import AddToRequest, AskAdult, Effect
from kiosk.turn import ANY_ADULT, NOT_SAY, NOT_SURE, OTHER_ADULT, Child, Step, Turn
from sync.protocol import HOWS

Next = tuple[Turn, tuple[Effect, ...]]


def asked(turn: Turn, seconds: int = 0) -> Next:
    """Send the request now. What the child had confirmed, or had played (`seconds`), is kept with it."""
    kept, told = asking.half_way(turn)
    did = afterwards.did(turn, seconds)
    child = turn.child
    following = Step.ADULT if child or turn.step is not Step.WHO else Step.WHO
    after = replace(kept, step=following, asking=True, held=None, confirmed=None, kept=(), saved=True, offers=())
    return after, (*told, *did, AskAdult(child.pupil if child else None))


def named(turn: Turn, child: Child) -> Next:
    """Who asked from the wall is found there afterwards."""
    return replace(turn, step=Step.ADULT, child=child), (AddToRequest(pupil=child.pupil),)


def which(turn: Turn, choice: str) -> Next:
    """Which adult: one of the pictures, any, or someone who is not among them."""
    if choice not in (ANY_ADULT, OTHER_ADULT, NOT_SURE, NOT_SAY) and not _is_id(choice):
        return turn, ()
    chosen = AddToRequest(adult=choice if _is_id(choice) else None, someone_else=choice == OTHER_ADULT)
    return _added(turn, chosen, Step.HOW)


def how(turn: Turn, choice: str) -> Next:
    """How they may help."""
    if choice not in (*HOWS, NOT_SURE, NOT_SAY):
        return turn, ()
    return _added(turn, AddToRequest(how=choice if choice in HOWS else None), Step.THANKS)


def _added(turn: Turn, addition: AddToRequest, following: Step) -> Next:
    told = addition.pupil or addition.adult or addition.how or addition.someone_else
    return replace(turn, step=following), ((addition,) if told else ())


def _is_id(choice: str) -> bool:
    """Whether a choice is an adult's id (16 bytes in hex) rather than a control of the screen."""
    return len(choice) == 32 and all(letter in "0123456789abcdef" for letter in choice)
