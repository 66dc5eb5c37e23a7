"""From a touched tile to a settled feeling: is it you, did a grown-up come, how do you feel?

An answer about a feeling is *held* when it is tapped and *taken* when it has settled: until then another tap changes
it. An answer that leads on to a finer page is *confirmed*, and kept if the child stops there.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.effects import CheckIn, Effect, SayCame, Tick
from kiosk.guide import Guide
from kiosk.turn import NOT_SAY, NOT_SURE, SETTLE_S, SETTLE_TWO_S, TRIES, Child, Step, Turn
from sync.protocol import CAMES

STORY = "story"
"""What a child who opted out meets instead of a feeling: an activity that others may choose too."""

Next = tuple[Turn, tuple[Effect, ...]]


def begun(turn: Turn, child: Child, guide: Guide) -> Next:
    """A tile was touched: the secret picture first, for whom one is asked for."""
    mine = Turn(child=child, by_adult=turn.by_adult)
    if child.secret and not turn.by_adult:
        return replace(mine, step=Step.OWN_PICTURE), ()
    return known(mine, guide)


def picture(turn: Turn, child: Child, choice: str, guide: Guide) -> Next:
    """One of the nine pictures was touched; who does not know theirs shows the card to an adult."""
    if choice == child.secret:
        return known(replace(turn, child=replace(child, secret=""), tries=0), guide)
    if choice in guide.secrets:
        tries = turn.tries + 1
        return replace(turn, step=Step.PICTURE_CARD if tries >= TRIES else Step.OWN_PICTURE, tries=tries), ()
    return (replace(turn, step=Step.PICTURE_CARD) if choice == NOT_SURE else turn), ()


def known(turn: Turn, guide: Guide) -> Next:
    """It is this child: a request of an earlier visit is spoken of first."""
    if turn.child and turn.child.asked and not turn.by_adult:
        return replace(turn, step=Step.CAME), ()
    return feeling(turn, guide)


def came(turn: Turn, child: Child, choice: str, guide: Guide) -> Next:
    """Did a grown-up come? Who won't say is asked no more in this turn."""
    if child.asked is None or choice not in (*CAMES, NOT_SAY):
        return turn, ()
    told = (SayCame(child.asked.request, choice),) if choice in CAMES else ()
    following, effects = feeling(replace(turn, child=replace(child, asked=None)), guide)
    return following, (*told, *effects)


def feeling(turn: Turn, guide: Guide) -> Next:
    """The first page of the child's ladder step; a child who opted out meets a story and is ticked like any other."""
    child = turn.child
    assert child is not None  # a feeling is only ever asked of somebody
    if child.opted_out:
        told = any(each.id == STORY for each in guide.activities) and guide.afterwards and not turn.by_adult
        step, activity = (Step.ACTIVITY, STORY) if told else (Step.THANKS, "")
        return Turn(step=step, child=child, activity=activity, by_adult=turn.by_adult), (Tick(child.pupil),)
    shown = guide.start(child.step)
    child = replace(child, step=shown)
    return Turn(step=Step.FEELING, child=child, page=str(shown), by_adult=turn.by_adult), ()


def offered(turn: Turn, choice: str, guide: Guide) -> bool:
    """Whether a choice can be held on this page: one of its own, or *Not sure* or *I don't want to say*."""
    return choice in (NOT_SURE, NOT_SAY) or (guide.pages[turn.page].shows(choice) and choice not in turn.kept)


def can_keep(turn: Turn, guide: Guide) -> bool:
    """Whether the held face may be kept and a second chosen: screens show *another* then."""
    if turn.step is not Step.FEELING or turn.held is None or turn.kept:
        return False
    page = guide.pages[turn.page]
    return page.up_to > 1 and page.shows(turn.held) and turn.held not in page.leads


def another(turn: Turn, guide: Guide) -> Turn:
    """Keep the held face, and begin again with the step's first page for the second."""
    if not can_keep(turn, guide) or turn.child is None or turn.held is None:
        return turn
    return replace(turn, kept=(turn.held,), held=None, confirmed=None, page=str(turn.child.step))


def back(turn: Turn) -> Turn:
    """From a finer page to the first: what only led here is not confirmed any more."""
    if turn.child is None or turn.page == str(turn.child.step):
        return turn
    return replace(turn, page=str(turn.child.step), held=None, confirmed=None)


def settle_s(turn: Turn, guide: Guide) -> float | None:
    """Seconds after which the held answer is taken; None where nothing is held or the child has a tick for it."""
    if turn.step is not Step.FEELING or turn.held is None or (turn.child and turn.child.tick):
        return None
    return SETTLE_TWO_S if can_keep(turn, guide) else SETTLE_S


def settled(turn: Turn, guide: Guide) -> Next:
    """The held answer is taken: it leads on, or it is the last word and the check-in is recorded."""
    taken = turn.held
    if turn.step is not Step.FEELING or taken is None:
        return turn, ()
    page = guide.pages[turn.page]
    if taken in page.leads:
        confirmed = taken if taken in page.counts else turn.confirmed
        return replace(turn, page=page.leads[taken], held=None, confirmed=confirmed), ()
    if taken == NOT_SURE and page.not_sure and not turn.kept:
        return replace(turn, page=page.not_sure, held=None, confirmed=NOT_SURE), ()
    first = turn.kept
    answers = first if first and taken in (NOT_SURE, NOT_SAY) else (*first, taken)
    saving = replace(turn, step=Step.SAVING, checked_in=True, told=answers)
    return saving, _check_in(turn, answers, turn.position)


def half_way(turn: Turn) -> Next:
    """A child who stops half-way keeps what was confirmed, and nothing else.

    Not while *Not you?* is open: whose answer it was is then in doubt.
    """
    answers = (*turn.kept, turn.confirmed) if turn.confirmed else turn.kept
    if turn.step is not Step.FEELING or not answers:
        return turn, ()
    return replace(turn, checked_in=True, told=answers), _check_in(turn, answers, 0)


def _check_in(turn: Turn, answers: tuple[str, ...], position: int) -> tuple[Effect, ...]:
    assert turn.child is not None  # a feeling is only ever asked of somebody
    return (CheckIn(turn.child.pupil, answers, turn.child.step, position, turn.by_adult),)
