"""Words as pictures: wrapped, shrunk when they must be, every script in a font that has it.

Text is laid out and painted by Pillow (Raqm shapes it), because Kivy's labels draw a text in one font only and cut
stacked marks. `fit` decides, `paint` draws. No Kivy here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageDraw

from kiosk.ui import fonts

Align = Literal["left", "centre"]
Breaking = Callable[[str, int, int, bool], "list[str] | None"]
# A line in em: above the baseline, below it. Letters with marks that reach further make their line taller.
_ASCENT, _DESCENT = 0.92, 0.32
_SHRINK = 0.94


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
    bold: bool
    width: int
    height: int
    from_right: bool = False
    """True for a text that is read from the right as a whole."""
    cut: bool = False
    """True when even the smallest letters did not fit and the end was left out."""


def runs(text: str) -> list[Run]:
    """Split a text by script. Marks, spaces and signs stay with the letters before them."""
    split: list[Run] = []
    for character in unicodedata.normalize("NFC", text):
        script = fonts.script(character)
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
    """Spaces between two directions belong to the run that goes the text's own way."""
    spaced: list[Run] = []
    for run in line:
        before = spaced[-1] if spaced else None
        if before and before.right_to_left != base and run.right_to_left == base:
            kept = before.text.rstrip(" ")
            spaced[-1] = Run(kept, before.script)
            run = Run(before.text[len(kept) :] + run.text, run.script)
        spaced.append(run)
    return spaced


@lru_cache(maxsize=2048)
def measure(line: str, size: int, bold: bool) -> tuple[int, int, int]:
    """Width, reach above and reach below the baseline of one line, in pixels."""
    width, above, below = 0.0, size * _ASCENT, size * _DESCENT
    for run in runs(line):
        face = fonts.font(run.script, size, bold)
        width += face.getlength(run.text)
        _, top, _, foot = face.getbbox(run.text, anchor="ls")
        above, below = max(above, -top), max(below, foot)
    return round(width + 0.5), round(above + 0.5), round(below + 0.5)


def fit(text: str, width: int, height: int, size: int, *, floor: int, bold: bool = False, lines: int = 2) -> Fitted:
    """Fit a text into a box: at `size` if it can, then smaller down to `floor`, then on more lines, then cut.

    Args:
        width, height: the box, pixels.
        size: letter size wished for, pixels; `floor` the smallest that can be read.
        lines: how many lines are wished for; below the floor as many as fit the height.
    """
    text = " ".join(text.split())
    smaller = max(1, size)
    while True:
        if (fitted := _at(text, width, height, smaller, bold, lines)) is not None:
            return fitted
        if smaller <= floor:
            break
        smaller = max(floor, int(smaller * _SHRINK))
    # Even the smallest letters are too wide or too many: words may be broken, then lines filled to their ends.
    return (
        _at(text, width, height, floor, bold, 99, breaking=_wrapped_broken)
        or _at(text, width, height, floor, bold, 99, breaking=_pieces)
        or _cut(text, width, height, floor, bold)
    )


def _at(
    text: str, width: int, height: int, size: int, bold: bool, most: int, *, breaking: Breaking | None = None
) -> Fitted | None:
    lines = breaking(text, width, size, bold) if breaking else _wrapped(text, width, size, bold)
    if lines is None or len(lines) > most:
        return None
    if len(lines) > 1 and not breaking:
        lines = _balanced(text, width, size, bold, lines)
    sizes = [measure(line, size, bold) for line in lines]
    tall = sum(above + below for _, above, below in sizes)
    if tall > height:
        return None
    return Fitted(tuple(lines), size, bold, max(w for w, _, _ in sizes), tall, right_to_left(text))


def _wrapped(text: str, width: int, size: int, bold: bool, *, broken: bool = False) -> list[str] | None:
    """Lines no wider than `width`; None when a word is wider and may not be broken."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined, size, bold)[0] <= width:
            lines[-1] = joined
        elif measure(word, size, bold)[0] <= width:
            lines.append(word)
        elif broken:
            lines += _pieces(word, width, size, bold)
        else:
            return None
    return lines


def _wrapped_broken(text: str, width: int, size: int, bold: bool) -> list[str] | None:
    return _wrapped(text, width, size, bold, broken=True)


def _balanced(text: str, width: int, size: int, bold: bool, lines: list[str]) -> list[str]:
    """The same number of lines, as even as the words allow: no lone word at the end."""
    best = lines
    low, high = 1, width
    while low < high:
        middle = (low + high) // 2
        tried = _wrapped(text, middle, size, bold)
        if tried is not None and len(tried) == len(lines):
            best, high = tried, middle
        else:
            low = middle + 1
    return best


def _pieces(word: str, width: int, size: int, bold: bool) -> list[str]:
    """Lines filled to their ends, cut between letters and never between a letter and its marks."""
    pieces = [""]
    for letter in letters(word):
        if pieces[-1] and measure(pieces[-1] + letter, size, bold)[0] > width:
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


def _cut(text: str, width: int, height: int, size: int, bold: bool) -> Fitted:
    """The last resort: as much as fits, and three dots."""
    kept = letters(text)
    low, high = 0, len(kept)
    best = Fitted(("…",), size, bold, *_extent(["…"], size, bold), cut=True)
    while low < high:
        middle = (low + high + 1) // 2
        shown = "".join(kept[:middle]).rstrip() + "…"
        tried = _at(shown, width, height, size, bold, 99, breaking=_pieces)
        if tried is None:
            high = middle - 1
        else:
            low, best = middle, Fitted(tried.lines, size, bold, tried.width, tried.height, tried.from_right, cut=True)
    return best


def _extent(lines: Sequence[str], size: int, bold: bool) -> tuple[int, int]:
    sizes = [measure(line, size, bold) for line in lines]
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
        width, above, below = measure(line, fitted.size, fitted.bold)
        left = float(side if align == "left" else side + (fitted.width - width) // 2)
        for run in in_order(runs(line), fitted.from_right):
            face = fonts.font(run.script, fitted.size, fitted.bold)
            pen.text((left, top + above), run.text, font=face, fill=255, anchor="ls")
            left += face.getlength(run.text)
        top += above + below
    painted = Image.new("RGBA", mask.size, colour)
    painted.putalpha(mask)
    return painted
