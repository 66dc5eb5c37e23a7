"""What follows a kept check-in: how big, what about, what might help, and how it is then.

The check-in stands already; everything here is an addition, taken at once and never asked for twice.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk import helping
from kiosk.effects import Did, Effect, RememberLater, SayHowNow, TellMore
from kiosk.guide import Guide
from kiosk.turn import LATER, NOT_NOW, NOT_SAY, NOT_SURE, SKIP, Step, Turn
from sync.protocol import HOW_NOWS, SIZES

LONGEST_S = 3600
"""No activity is played for longer; a clock that jumped must not tell otherwise."""

Next = tuple[Turn, tuple[Effect, ...]]

_NOTHING = (SKIP, NOT_SURE, NOT_SAY)


def kept(turn: Turn, guide: Guide) -> Turn:
    """The check-in is durable: ask what this ladder step asks of a face."""
    turn = replace(turn, held=None, confirmed=None, kept=(), saved=True)
    asks = guide.asks_more(_step(turn), turn.told)
    if asks and asks.size:
        return replace(turn, step=Step.SIZE)
    return _after_size(turn, guide)


def size(turn: Turn, choice: str, guide: Guide) -> Next:
    """How big is it? One of three, or left out."""
    told = next((each for each in SIZES if choice == str(each)), None)
    if told is None and choice not in _NOTHING:
        return turn, ()
    return _after_size(turn, guide), ((TellMore(size=told),) if told else ())


def about(turn: Turn, choice: str, guide: Guide) -> Next:
    """What is it about? A picture, or left out; *not sure* is a picture where the catalogue has one."""
    if choice in guide.abouts:
        return offered(turn, guide), (TellMore(about=choice),)
    return (offered(turn, guide) if choice in _NOTHING else turn), ()


def offered(turn: Turn, guide: Guide) -> Turn:
    """*What might help?*: asked after an unpleasant feeling or none, one small tile after a pleasant one."""
    child = turn.child
    if child is None or turn.by_adult or not guide.afterwards:
        return thanked(turn)
    offers = helping.offers(guide.activities, guide.faces(turn.told), child.step, child.order)
    wanted = child.later or not (guide.pleasant(turn.told) or NOT_SAY in turn.told)
    return replace(turn, step=Step.HELP if wanted and offers else Step.THANKS, offers=offers)


def helped(turn: Turn, choice: str, guide: Guide) -> Next:
    """One of the three, *not now* or *later today*."""
    if choice in turn.offers:
        return replace(turn, step=Step.ACTIVITY, activity=choice, offers=()), ()
    if choice == LATER and guide.later and turn.child:
        return thanked(turn), (RememberLater(turn.child.pupil),)
    return (thanked(turn) if choice in (NOT_NOW, NOT_SURE, NOT_SAY) else turn), ()


def played(turn: Turn, seconds: int, to_the_end: bool, guide: Guide) -> Next:
    """The activity ended or was stopped: how is it now, for a child who has shown a face?"""
    if turn.step is not Step.ACTIVITY:
        return turn, ()
    asks = turn.checked_in and guide.faces(turn.told)
    following = replace(turn, step=Step.HOW_NOW) if asks else thanked(turn)
    return following, did(turn, seconds, to_the_end)


def did(turn: Turn, seconds: int, to_the_end: bool = False) -> tuple[Effect, ...]:
    """What to record of the activity that ends now; nothing where there is no check-in that it belongs to."""
    if turn.step is not Step.ACTIVITY or not turn.checked_in:
        return ()
    return (Did(turn.activity, max(0, min(seconds, LONGEST_S)), to_the_end),)


def how_now(turn: Turn, choice: str) -> Next:
    """How is it now? *Harder* offers a grown-up, unless one was asked for."""
    if choice not in HOW_NOWS:
        return (thanked(turn) if choice == NOT_SAY else turn), ()
    following = replace(turn, step=Step.HARDER) if choice == "harder" and not turn.asking else thanked(turn)
    return following, (SayHowNow(turn.activity, choice),)


def thanked(turn: Turn) -> Turn:
    """The last screen, with nothing more to offer."""
    return replace(turn, step=Step.THANKS, offers=())


def _after_size(turn: Turn, guide: Guide) -> Turn:
    asks = guide.asks_more(_step(turn), turn.told)
    return replace(turn, step=Step.ABOUT) if asks and asks.about else offered(turn, guide)


def _step(turn: Turn) -> int:
    return turn.child.step if turn.child else 0
