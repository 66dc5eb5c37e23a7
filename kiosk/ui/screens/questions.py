"""What each step asks: its words, its cards in rows, its exits. One table for every screen that only asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assets import activities, catalogue
from kiosk import turn as conversation
from kiosk.exits import shut
from kiosk.turn import Step, Turn
from kiosk.ui.screens.screen import ADULT, ASKED, NOT_SAY, NOT_SURE, Option
from kiosk.ui.state import KioskState
from sync.protocol import HOW_NOWS, HOWS, Adult, Tile

_ADULTS_MOST = 6
"""Adults shown beside *any grown-up* and *someone else*: eight cards are two rows of four."""
_SKIP = Option(conversation.SKIP, "skip", "control.skip")
_TICK = Option(conversation.TICK, "yes", "control.tick")
_BACK = Option(conversation.BACK, "back", "control.back")
_ANOTHER = Option(conversation.ANOTHER, "another", "control.another")
_SIZES = (("1", 0.45), ("2", 0.7), ("3", 1.0))
"""How big, and how much of its place the child's own face then fills."""

Rows = tuple[tuple[Option, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is shown."""

    words: tuple[str, ...]
    """Ids of the words at the top; the first is drawn, all are read."""
    rows: Rows
    exits: tuple[Option, ...]
    held: str = ""
    """The answer that was tapped and is not taken yet."""
    controls: int = 0
    """Places kept for controls that come and go: the same on a page whatever was tapped."""
    control: Option | None = None
    """The control that stands in the last place now: *skip*, *tick* or *back*."""
    before: Option | None = None
    """The one in the place before it: *another*, or the face that was kept."""
    keep: bool = False
    """The rows say something themselves and stay as they are on every screen: three by three, or small to big."""


def question(state: KioskState) -> Question:
    """What the turn asks now; a step that is no question reads as the last page of feelings."""
    turn: Turn = state.turn
    asked = _ASKED.get(turn.step)
    return asked(state, turn) if asked else _feelings(turn)


def pages() -> list[Question]:
    """Every page of feelings, as it is first shown."""
    return [_feelings(Turn(step=Step.FEELING, page=page)) for page in catalogue.load().pages]


def own_face(turn: Turn) -> str:
    """The picture of what the child answered; the face of *not sure* where an answer has none of its own."""
    known = catalogue.load().feelings
    return next((answer for answer in turn.told if answer in known), conversation.NOT_SURE)


def _grown_up(turn: Turn) -> Option:
    return ASKED if turn.asking else ADULT


def _ways_out(turn: Turn, unsure: Option = NOT_SURE) -> tuple[Option, ...]:
    """The exits that this child's questions have, in their order."""
    return tuple(each for each in (unsure, NOT_SAY, _grown_up(turn)) if not shut(turn, each.says))


def _feelings(turn: Turn) -> Question:
    told = catalogue.load()
    page = told.pages[turn.page]
    rows = tuple(tuple(_shown(told, id, kept=id in turn.kept) for id in row) for row in page.rows)
    unsure = Option(conversation.NOT_SURE, "not_sure", page.not_sure_word)
    # Once taken, an answer is no longer shown: it is nobody else's business.
    held = turn.held or "" if turn.step is Step.FEELING else ""
    two = page.up_to > 1
    ticks = turn.child is not None and turn.child.tick
    finer = not turn.page.isdecimal()
    # The last place: the tick while something is held, the way back while nothing is.
    last = (_TICK if ticks else None) if held else (_BACK if finer else None)
    before = None
    if turn.kept:
        before = Option("", turn.kept[0], "", sign=True)
    elif two and held in told.feelings and held not in page.leads:
        before = _ANOTHER
    controls = 2 if two or turn.kept else int(ticks or finer)
    return Question((page.question,), rows, _ways_out(turn, unsure), held, controls, last, before)


def _shown(told: catalogue.Catalogue, id: str, *, kept: bool) -> Option:
    """A feeling, a family or a sensation; one that is kept already stands there ticked."""
    return Option(id, told.picture(id), told.word(id), done=kept, still=kept)


def _own_picture(_: KioskState, turn: Turn) -> Question:
    nine = [Option(id, id, "") for id in catalogue.SECRET_PICTURES]
    rows = (tuple(nine[:3]), tuple(nine[3:6]), tuple(nine[6:]))
    asked = "ask.try_again" if turn.tries else "ask.own_picture"
    return Question((asked,), rows, (NOT_SURE, _grown_up(turn)), keep=True)


def _size(_: KioskState, turn: Turn) -> Question:
    face = own_face(turn)
    row = tuple(Option(size, face, f"size.{size}", share=share) for size, share in _SIZES)
    return Question(("ask.size",), (row,), _ways_out(turn), controls=1, control=_SKIP, keep=True)


def _about(_: KioskState, turn: Turn) -> Question:
    """Eight pictures; the ninth answer, *not sure*, stands where it always does."""
    ids = [id for id in catalogue.load().abouts if id != conversation.NOT_SURE]
    options = [Option(id, f"about_{id}", f"about.{id}") for id in ids]
    half = (len(options) + 1) // 2
    rows = (tuple(options[:half]), tuple(options[half:]))
    return Question(("ask.about",), rows, _ways_out(turn), controls=1, control=_SKIP)


def _help(state: KioskState, turn: Turn) -> Question:
    known = {each.id: each for each in activities.load()}
    row = tuple(Option(id, known[id].picture, known[id].word, known[id].tint) for id in turn.offers)
    not_now = Option(conversation.NOT_NOW, "how_not_now", "help.not_now")
    later = (Option(conversation.LATER, "clock", "help.later"),) if state.guide.later else ()
    return Question(("ask.help",), (row,), (not_now, *later, _grown_up(turn)))


def _how_now(_: KioskState, turn: Turn) -> Question:
    face = own_face(turn)
    pictures = {"easier": f"easier:{face}", "same": face, "harder": f"harder:{face}", "not_sure": "not_sure"}
    row = tuple(Option(now, pictures[now], f"how_now.{now}") for now in HOW_NOWS)
    return Question(("ask.how_now",), (row,), tuple(each for each in _ways_out(turn) if each is not NOT_SURE))


def _harder(_: KioskState, turn: Turn) -> Question:
    row = (
        Option(conversation.YES, "adult", "harder.yes"),
        Option(conversation.NO, "how_not_now", "harder.no"),
    )
    return Question(("ask.harder",), (row,), (_grown_up(turn),))


def _adults(state: KioskState, turn: Turn) -> Question:
    classroom = state.classroom
    adults = _in_own_order(classroom.adults, state.pupil()) if classroom else []
    options = [Option(a.adult.hex(), state.picture_of(a), f"={a.name}") for a in adults[:_ADULTS_MOST]]
    options.append(Option(conversation.ANY_ADULT, "any_adult", "adult.any"))
    if adults:
        options.append(Option(conversation.OTHER_ADULT, "someone_else", "adult.else"))
    half = len(options) if len(options) <= 4 else (len(options) + 1) // 2
    rows = tuple(tuple(row) for row in (options[:half], options[half:]) if row)
    return Question(("ask.adult",), rows, _ways_out(turn))


def _in_own_order(adults: Sequence[Adult], child: Tile | None) -> list[Adult]:
    """The adults as this child meets them; whom the child's order does not name come after."""
    own = [place for place in dict.fromkeys(child.adults if child else ()) if 0 <= place < len(adults)]
    return [adults[place] for place in (*own, *(each for each in range(len(adults)) if each not in own))]


def _how(_: KioskState, turn: Turn) -> Question:
    hows = tuple(Option(how, f"how_{how}", f"how.{how}") for how in HOWS)
    return Question(("ask.how",), (hows,), _ways_out(turn))


_ASKED: Mapping[Step, Callable[[KioskState, Turn], Question]] = {
    Step.OWN_PICTURE: _own_picture,
    Step.SIZE: _size,
    Step.ABOUT: _about,
    Step.HELP: _help,
    Step.HOW_NOW: _how_now,
    Step.HARDER: _harder,
    Step.ADULT: _adults,
    Step.HOW: _how,
}
