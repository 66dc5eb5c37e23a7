"""Which font can draw which letters. Fonts come from Debian packages and are found at start. No Kivy here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

PLACES = (Path("/usr/share/fonts/truetype"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
_ANDIKA = ("LATIN", "CYRILLIC", "GREEK")
_NAMED = {"ARABIC": "NotoNaskhArabic", "NASTALIQ": "NotoNastaliqUrdu"}
_OF_LANGUAGE = {("ARABIC", "ur"): "NASTALIQ"}
"""Scripts that a language writes in a hand of its own: Urdu hangs its Arabic letters from a slope."""
_WANTED = {
    "Andika-Regular": "fonts-sil-andika",
    "Andika-Bold": "fonts-sil-andika",
    "NotoSans-Regular": "fonts-noto-core",
    "NotoNaskhArabic-Regular": "fonts-noto-core",
    "NotoNastaliqUrdu-Regular": "fonts-noto-core",
    "NotoSansGurmukhi-Regular": "fonts-noto-core",
    "NotoSansBengali-Regular": "fonts-noto-core",
}
_LARGER = {"ARABIC": 1.3, "NASTALIQ": 1.15, "BENGALI": 1.15, "GURMUKHI": 1.1}
"""How much larger than Andika's a script's letters are set, because its font draws them small within their em."""
RIGHT_TO_LEFT = ("ARABIC", "NASTALIQ", "HEBREW", "SYRIAC", "THAANA", "NKO")

_JOINED = "\u0633\u064a\u062d"
"""Three Arabic letters that join into one stroke: *seen*, *yeh*, *hah*."""
_TALL_FIRST = "\u0644\u0633"
"""A tall letter and a low one, *lam* and *seen*: read from the right, the tall one stands right."""
_TOGETHER = {"BENGALI": ("\u0995\u09cd\u09b7", "\u0995\u09b7"), "GURMUKHI": ("\u0a2a\u0a4d\u0a30", "\u0a2a\u0a30")}
"""Letters that are written as one when shaped, and the same one by one."""


class MissingPartsError(Exception):
    """The machine lacks what drawing needs; the message says which packages to install."""


def check() -> None:
    """Make sure every script can be shaped and drawn.

    Raises:
        MissingPartsError: Raqm (right-to-left and joined scripts) or a font is missing.
    """
    missing = sorted({package for stem, package in _WANTED.items() if find(stem) is None})
    if not features.check("raqm"):
        missing.append("libfribidi0")
    if missing:
        raise MissingPartsError(
            "The tablet can't draw every child's name until these Debian packages are installed: "
            f"sudo apt-get install {' '.join(missing)}"
        )
    _check_drawn()


def _check_drawn() -> None:
    """Draw words whose look is known, because a library that is there may still not do its work.

    Raises:
        MissingPartsError: Arabic letters stand apart or run from the left, or Indic letters do not combine.
    """
    wrong = []
    if _gaps(font("ARABIC", 40, False), _JOINED):
        wrong.append("Arabic letters do not join")
    first, whole = (_ink(font("ARABIC", 40, False), text) for text in (_TALL_FIRST[:1], _TALL_FIRST))
    # The tall letter is written first, so its ink must be the rightmost.
    if _highest(whole) < whole.width - first.width:
        wrong.append("Arabic letters run from the left")
    for script, (together, apart) in _TOGETHER.items():
        face = font(script, 40, False)
        if face.getlength(together) > 0.9 * sum(face.getlength(letter) for letter in apart):
            wrong.append(f"{script.title()} letters do not combine")
    if wrong:
        raise MissingPartsError(
            f"The tablet would draw children's names wrongly ({'; '.join(wrong)}). Install the shaping libraries anew: "
            "sudo apt-get install --reinstall libfribidi0 fonts-noto-core, and Pillow from PyPI's own wheel."
        )


def _ink(face: ImageFont.FreeTypeFont, text: str) -> Image.Image:
    """A text as drawn, cut to its ink."""
    left, top, right, foot = (int(side) for side in face.getbbox(text, anchor="ls"))
    drawn = Image.new("L", (right - left + 8, foot - top + 8), 0)
    ImageDraw.Draw(drawn).text((4 - left, 4 - top), text, font=face, fill=255, anchor="ls")
    return drawn.crop(drawn.getbbox())


def _gaps(face: ImageFont.FreeTypeFont, text: str) -> int:
    """How many columns between the first and the last ink have none: letters that join leave none."""
    drawn = _ink(face, text)
    return sum(drawn.crop((x, 0, x + 1, drawn.height)).getbbox() is None for x in range(drawn.width))


def _highest(drawn: Image.Image) -> int:
    """The column of the highest ink."""
    top = drawn.crop((0, 0, drawn.width, max(1, drawn.height // 4))).getbbox()
    return (top[0] + top[2]) // 2 if top else 0


@lru_cache(maxsize=128)
def find(stem: str) -> Path | None:
    """The file of a font such as `Andika-Bold`, or None."""
    for place in PLACES:
        for folder in (place, place / "andika", place / "noto"):
            if (file := folder / f"{stem}.ttf").is_file():
                return file
    return None


@lru_cache(maxsize=256)
def font(script: str, size_px: int, bold: bool) -> ImageFont.FreeTypeFont:
    """The font for a script, its letters as large to the eye as Andika's at a size in pixels.

    Raises:
        MissingPartsError: not even the fallback is installed.
    """
    size_px = round(size_px * _LARGER.get(script, 1.0))
    for stem in _stems(script):
        for weight in ("Bold", "Regular") if bold else ("Regular",):
            if (file := find(f"{stem}-{weight}")) is not None:
                return ImageFont.truetype(str(file), size_px, layout_engine=ImageFont.Layout.RAQM)
    raise MissingPartsError("No font was found: sudo apt-get install fonts-sil-andika fonts-noto-core")


def _stems(script: str) -> Iterator[str]:
    if script not in _ANDIKA:
        yield _NAMED.get(script, f"NotoSans{script.title()}")
        if script == "NASTALIQ":
            yield _NAMED["ARABIC"]
        yield "NotoSans"
    yield "Andika"


def hand(script: str, language: str) -> str:
    """The hand in which a language writes a script: itself, but for those with a hand of their own."""
    return _OF_LANGUAGE.get((script, language), script)


def own_hand(language: str) -> bool:
    """True for a language that writes a script in a hand of its own."""
    return any(language == each for _, each in _OF_LANGUAGE)


@lru_cache(maxsize=4096)
def script(character: str) -> str:
    """The script of a letter, such as `LATIN` or `ARABIC`; empty for marks, digits, spaces and signs."""
    if unicodedata.category(character)[0] != "L":
        return _of_mark(character)
    name = unicodedata.name(character, "")
    return name.split(" ", 1)[0].split("-", 1)[0] if name else ""


def _of_mark(character: str) -> str:
    """Vowel signs belong to their script; the common combining marks to whatever they stand on."""
    if unicodedata.category(character)[0] == "M":
        name = unicodedata.name(character, "")
        first = name.split(" ", 1)[0]
        return "" if first in ("COMBINING", "") else first
    return ""
