"""Faces and pictures on a page: each is sent once as a symbol and used wherever it is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup

from assets import catalogue, words
from sync.service.pages.words import capital

NOT_SURE = "not_sure"
NOT_SAY = "not_say"


@cache
def symbol(name: str) -> Markup:
    """A drawing of the catalogue as an SVG symbol `pic-<name>`: a feeling's face, an animal or any other picture."""
    # Read here and not at the top: the service answers before it has drawn anything.
    from assets import faces, pictures
    from assets.svg import svg

    drawn = pictures.picture(name) if name in pictures.names() else faces.face(name)
    inner = re.sub(r"^<svg[^>]*>|</svg>$", "", svg(drawn))
    return Markup(f'<symbol id="pic-{name}" viewBox="0 0 100 100">{inner}</symbol>')  # noqa: S704 - our own drawings


def sprites(names: Iterable[str]) -> Markup:
    """The symbols a page uses, each once."""
    symbols = Markup("").join(symbol(name) for name in sorted(set(names)))
    return Markup('<svg class="sprites" aria-hidden="true">') + symbols + Markup("</svg>")


def use(name: str) -> Markup:
    """One use of a symbol. It says nothing to a screen reader: the words always stand beside it."""
    return Markup('<svg viewBox="0 0 100 100" aria-hidden="true"><use href="#pic-{}"/></svg>').format(name)


def feeling_word(answer: str) -> str:
    """What the child saw under the face, with a capital: `Worried`. An unknown id is shown as it is."""
    if answer == NOT_SURE:
        return "Not sure"
    if answer == NOT_SAY:
        return "Chose not to say"
    return capital(words.words().get(f"feeling.{answer}", answer.replace("_", " ")))


def family(answer: str) -> str:
    """The family of a feeling (`sun`, `leaf`, …); `mist` for what has none."""
    feeling = catalogue.load().feelings.get(answer)
    return feeling.family if feeling else "mist"


def known(answer: str) -> bool:
    """Whether a picture can be drawn for an answer: an older or newer catalogue may hold others."""
    return answer in catalogue.load().feelings
