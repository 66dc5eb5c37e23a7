"""What a child said it was about and how big it was, in words, for those who may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assets import words
from sync.service.flags.r9_told import HOME, SOMETHING_HAPPENED

SIZES = {1: "small", 2: "medium", 3: "big"}


def shown(abouts: Iterable[str], value: float | None, *, restricted: bool) -> tuple[str, ...]:
    """The abouts that may be shown.

    Args:
        value: pleasantness of the feeling beside them.
        restricted: the viewer may see what rule R9 speaks of; for others that is left out, as its flags are.
    """
    return tuple(each for each in abouts if restricted or not _speaks(each, value))


def about_word(about: str) -> str:
    """`friends`, `school work`; an id that this catalogue does not know is shown as it is."""
    return words.words().get(f"about.{about}", about.replace("_", " ")).lower()


def activity_word(activity: str) -> str:
    """`Candle breath`; an id that this catalogue does not know is shown as it is."""
    return words.words().get(f"activity.{activity}", activity.replace("_", " ").capitalize())


def more(size: int | None, abouts: Sequence[str]) -> str:
    """`big · about friends`; empty when the child said neither."""
    said = [SIZES[size]] if size in SIZES else []
    told = [about_word(each) for each in abouts if each != "not_sure"]
    if told:
        said.append(f"about {' and '.join(told)}")
    elif abouts:
        said.append("not sure what about")
    return " · ".join(said)


def _speaks(about: str, value: float | None) -> bool:
    return about == SOMETHING_HAPPENED or (about == HOME and value is not None and value < 0)
