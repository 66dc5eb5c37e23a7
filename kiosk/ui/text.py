"""Words as pictures: wrapped, shrunk when they must be, every script in a font that has it.

Text is laid out and painted by Pillow (Raqm shapes it), because Kivy's labels draw a text in one font only and cut
stacked marks. `fit` decides, `paint` draws. Each run of one script is drawn by itself in its own font, so a name in
another script than the words around it disturbs neither. No Kivy here.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from PIL import Image, ImageDraw

from kiosk.ui import fonts

Align = Literal["left", "centre", "right"]
Breaking = Callable[[str, int, int, "Hand"], "list[str] | None"]
# A line in em: above the baseline, below it. Letters with marks that reach further make their line taller.
_ASCENT, _DESCENT = 0.92, 0.32
_SHRINK = 0.94
_LARGE = 100
"""Pixels at which words are measured to be fitted."""
_SPACE = 0.3
"""A space, in em: at least as wide as in any of our fonts."""
_OWN_HAND = 1.3
"""How much larger than other letters those of a language's own hand must be to be read."""


class Hand(NamedTuple):
    """How letters are written: bold or not, and in which language, for scripts that each writes in its own way."""

    bold: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one script, drawn in one font."""

    text: str
    script: str

    @property
    def right_to_left(self) -> bool:
        return self.script in fonts.RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it will be drawn; all sizes in pixels."""

    lines: tuple[str, ...]
    size: int
    hand: Hand
    width: int
    height: int
    from_right: bool = False
    """True for a text that is read from the right as a whole."""
    cut: bool = False
    """True when even the smallest letters did not fit and the end was left out."""


def beginning(mirrored: bool) -> Align:
    """The side where reading begins."""
    return "right" if mirrored else "left"


def runs(text: str, language: str = "") -> list[Run]:
    """Split a text by script. Marks, spaces and signs stay with the letters before them."""
    split: list[Run] = []
    for character in unicodedata.normalize("NFC", text):
        script = fonts.hand(fonts.script(character), language)
        if split and (not script or script == split[-1].script):
            split[-1] = Run(split[-1].text + character, split[-1].script)
        elif split and not split[-1].script:
            split[-1] = Run(split[-1].text + character, script)
        else:
            split.append(Run(character, script))
    return [Run(run.text, run.script or "LATIN") for run in split]


def right_to_left(text: str) -> bool:
    """True when a text begins in a script that is read from the right."""
    return runs(text)[0].right_to_left if text else False


def in_order(line: Sequence[Run], base: bool) -> list[Run]:
    """Runs from left to right as they will be seen.

    `base` is True for a text that is read from the right as a whole; runs of the other direction keep their own order.
    """
    ordered: list[Run] = []
    embedded: list[Run] = []
    for run in _spaced(line, base):
        if run.right_to_left != base:
            embedded.append(run)
            continue
        ordered += [*embedded[::-1], run]
        embedded = []
    ordered += embedded[::-1]
    return ordered[::-1] if base else ordered


def _spaced(line: Sequence[Run], base: bool) -> list[Run]:
    """Spaces and signs between two directions, or at the end, belong to what goes the text's own way.

    So the full stop after a name in another script stands at the end of the sentence, and not in the name's own.
    """
    own = next((run.script for run in line if run.right_to_left == base), "")
    spaced: list[Run] = []
    for run in line:
        if spaced and spaced[-1].right_to_left != base and run.right_to_left == base:
            kept, after = _ending(spaced.pop())
            spaced.append(kept)
            run = Run(after + run.text, run.script)
        spaced.append(run)
    if own and spaced and spaced[-1].right_to_left != base:
        kept, after = _ending(spaced.pop())
        spaced += [kept, Run(after, own)] if after else [kept]
    return spaced


def _ending(run: Run) -> tuple[Run, str]:
    """A run without the spaces and signs at its end, and these."""
    length = len(run.text)
    while length > 1 and unicodedata.category(run.text[length - 1])[0] in "PSZ":
        length -= 1
    return Run(run.text[:length], run.script), run.text[length:]


@lru_cache(maxsize=2048)
def measure(line: str, size: int, bold: bool = False, language: str = "") -> tuple[int, int, int]:
    """Width, reach above and reach below the baseline of one line, in pixels."""
    width, above, below = 0.0, size * _ASCENT, size * _DESCENT
    for run in runs(line, language):
        # One question to the shaper and not two: it takes milliseconds for a script like Nastaliq.
        _, top, right, foot = fonts.font(run.script, size, bold).getbbox(run.text, anchor="ls")
        width, above, below = width + right, max(above, -top), max(below, foot)
    return round(width + 0.5), round(above + 0.5), round(below + 0.5)


@lru_cache(maxsize=4096)
def _word(word: str, hand: Hand) -> tuple[float, float, float]:
    """About how large a word is, as `measure` says it but in em: asked once and good for every size."""
    width, above, below = measure(word, _LARGE, *hand)
    return width / _LARGE, above / _LARGE, below / _LARGE


def measure_ahead(language: str, pause_s: float = 0.005) -> threading.Thread | None:
    """Measure the words of a language whose hand takes the shaper long, off the screen's thread.

    Returns the started thread; None for a language that needs no time. After each word the others get `pause_s`.
    """
    if not fonts.own_hand(language):
        return None

    def measure_all() -> None:
        from assets.words import words

        pause = threading.Event()
        for id, said in words(language).items():
            bold = id.startswith("ask.") or id.endswith(".title")
            for word in said.split():
                _word(word, Hand(bold, language))
                pause.wait(pause_s)

    thread = threading.Thread(target=measure_all, name="measure words", daemon=True)
    thread.start()
    return thread


def _wide(line: str, size: int, hand: Hand) -> float:
    """About how wide a line is, in pixels, without asking the shaper again."""
    words = line.split(" ")
    return size * (sum(_word(word, hand)[0] for word in words) + (len(words) - 1) * _SPACE)


def _tall(line: str, size: int, hand: Hand) -> float:
    """About how tall a line is, in pixels."""
    words = [_word(word, hand) for word in line.split(" ")]
    return size * (max(above for _, above, _ in words) + max(below for _, _, below in words))


def fit(
    text: str,
    width: int,
    height: int,
    size: int,
    *,
    floor: int,
    bold: bool = False,
    lines: int = 2,
    language: str = "",
) -> Fitted:
    """Fit a text into a box: at `size` if it can, then smaller down to `floor`, then on more lines, then cut.

    Args:
        width, height: the box, pixels.
        size: letter size wished for, pixels; `floor` the smallest that can be read.
        lines: how many lines are wished for; below the floor as many as fit the height.
        language: of the words, such as `ur`, whose Arabic letters have a hand of their own.
    """
    text = " ".join(text.split())
    hand = Hand(bold, language if any(fonts.hand(run.script, language) != run.script for run in runs(text)) else "")
    if hand.language:
        # A hand of its own wants more room than the common one, which everybody reads who reads it.
        least = min(size, round(floor * _OWN_HAND))
        if (fitted := _shrunk(text, width, height, size, least, hand, lines)) is not None:
            return fitted
        hand = Hand(bold)
    if (fitted := _shrunk(text, width, height, size, floor, hand, lines)) is not None:
        return fitted
    # Even the smallest letters are too wide or too many: more lines, then words may be broken, then lines filled to
    # their ends.
    return (
        _at(text, width, height, floor, hand, 99)
        or _at(text, width, height, floor, hand, 99, breaking=_wrapped_broken)
        or _at(text, width, height, floor, hand, 99, breaking=_pieces)
        or _cut(text, width, height, floor, hand)
    )


def fits(
    text: str, width: int, height: int, size: int, *, lines: int = 2, bold: bool = False, language: str = ""
) -> bool:
    """Whether a text can be set at this size on at most `lines` lines, no word of it broken or left out.

    `language` is of the words; one with a hand of its own is measured in the common hand, which `fit` falls back to.
    """
    return _at(" ".join(text.split()), width, height, size, Hand(bold), lines) is not None


def _shrunk(text: str, width: int, height: int, size: int, floor: int, hand: Hand, lines: int) -> Fitted | None:
    """On at most `lines` lines, in the largest letters from `size` down to `floor`; None when those are too large."""
    smaller = max(1, size)
    while True:
        if (fitted := _at(text, width, height, smaller, hand, lines)) is not None:
            return fitted
        if smaller <= floor:
            return None
        smaller = max(floor, int(smaller * _SHRINK))


def _at(
    text: str, width: int, height: int, size: int, hand: Hand, most: int, *, breaking: Breaking | None = None
) -> Fitted | None:
    lines = breaking(text, width, size, hand) if breaking else _wrapped(text, width, size, hand)
    if lines is None or len(lines) > most:
        return None
    if len(lines) > 1 and not breaking:
        lines = _balanced(text, width, size, hand, lines)
    if not breaking and sum(_tall(line, size, hand) for line in lines) > height + len(lines):
        return None
    sizes = [measure(line, size, *hand) for line in lines]
    wide, tall = max(w for w, _, _ in sizes), sum(above + below for _, above, below in sizes)
    if tall > height or wide > width:
        return None
    return Fitted(tuple(lines), size, hand, wide, tall, right_to_left(text))


def _wrapped(text: str, width: int, size: int, hand: Hand, *, broken: bool = False) -> list[str] | None:
    """Lines no wider than `width`; None when a word is wider and may not be broken."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _wide(joined, size, hand) <= width:
            lines[-1] = joined
        elif _wide(word, size, hand) <= width:
            lines.append(word)
        elif broken:
            lines += _pieces(word, width, size, hand)
        else:
            return None
    return lines


def _wrapped_broken(text: str, width: int, size: int, hand: Hand) -> list[str] | None:
    return _wrapped(text, width, size, hand, broken=True)


def _balanced(text: str, width: int, size: int, hand: Hand, lines: list[str]) -> list[str]:
    """The same number of lines, as even as the words allow: no lone word at the end."""
    best = lines
    low, high = 1, width
    while low < high:
        middle = (low + high) // 2
        tried = _wrapped(text, middle, size, hand)
        if tried is not None and len(tried) == len(lines):
            best, high = tried, middle
        else:
            low = middle + 1
    return best


def _pieces(word: str, width: int, size: int, hand: Hand) -> list[str]:
    """Lines filled to their ends, cut between letters and never between a letter and its marks."""
    pieces = [""]
    for letter in letters(word):
        if pieces[-1] and measure(pieces[-1] + letter, size, *hand)[0] > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def letters(word: str) -> list[str]:
    """A word's letters, each with the marks and joiners that belong to it."""
    split: list[str] = []
    for character in word:
        joined = unicodedata.category(character)[0] == "M" or character in "\u200c\u200d"
        if split and (joined or split[-1].endswith("\u200d")):
            split[-1] += character
        else:
            split.append(character)
    return split


def _cut(text: str, width: int, height: int, size: int, hand: Hand) -> Fitted:
    """The last resort: as much as fits, and three dots."""
    kept = letters(text)
    low, high = 0, len(kept)
    best = Fitted(("…",), size, hand, *_extent(["…"], size, hand), cut=True)
    while low < high:
        middle = (low + high + 1) // 2
        shown = "".join(kept[:middle]).rstrip() + "…"
        tried = _at(shown, width, height, size, hand, 99, breaking=_pieces)
        if tried is None:
            high = middle - 1
        else:
            low, best = middle, Fitted(tried.lines, size, hand, tried.width, tried.height, tried.from_right, cut=True)
    return best


def _extent(lines: Sequence[str], size: int, hand: Hand) -> tuple[int, int]:
    sizes = [measure(line, size, *hand) for line in lines]
    return max(w for w, _, _ in sizes), sum(above + below for _, above, below in sizes)


def lean(size: int) -> int:
    """Pixels left free at each side for ink that reaches past its letter's own width."""
    return max(2, size // 8)


def paint(fitted: Fitted, colour: str, align: Align = "centre") -> Image.Image:
    """Paint a fitted text on a clear ground of its own size and `lean` more at each side, RGBA."""
    side = lean(fitted.size)
    mask = Image.new("L", (fitted.width + 2 * side, fitted.height), 0)
    pen = ImageDraw.Draw(mask)
    top = 0
    for line in fitted.lines:
        width, above, below = measure(line, fitted.size, *fitted.hand)
        room = fitted.width - width
        left = float(side + {"left": 0, "right": room}.get(align, room // 2))
        ordered = in_order(runs(line, fitted.hand.language), fitted.from_right)
        for run in ordered:
            face = fonts.font(run.script, fitted.size, fitted.hand.bold)
            pen.text((left, top + above), run.text, font=face, fill=255, anchor="ls")
            if run is not ordered[-1]:
                left += face.getlength(run.text)
        top += above + below
    painted = Image.new("RGBA", mask.size, colour)
    painted.putalpha(mask)
    return painted
