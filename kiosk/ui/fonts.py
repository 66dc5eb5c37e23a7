"""Which font can draw which letters. Fonts come from Debian packages and are found at start. No Kivy here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

PLACES = (Path("/usr/share/fonts/truetype"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
_ANDIKA = ("LATIN", "CYRILLIC", "GREEK")
_NAMED = {"ARABIC": "NotoNaskhArabic"}
_WANTED = {
    "Andika-Regular": "fonts-sil-andika",
    "Andika-Bold": "fonts-sil-andika",
    "NotoSans-Regular": "fonts-noto-core",
    "NotoNaskhArabic-Regular": "fonts-noto-core",
    "NotoSansGurmukhi-Regular": "fonts-noto-core",
    "NotoSansBengali-Regular": "fonts-noto-core",
}
RIGHT_TO_LEFT = ("ARABIC", "HEBREW", "SYRIAC", "THAANA", "NKO")


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
    """The font for a script at a size in pixels.

    Raises:
        MissingPartsError: not even the fallback is installed.
    """
    for stem in _stems(script):
        for weight in ("Bold", "Regular") if bold else ("Regular",):
            if (file := find(f"{stem}-{weight}")) is not None:
                return ImageFont.truetype(str(file), size_px, layout_engine=ImageFont.Layout.RAQM)
    raise MissingPartsError("No font was found: sudo apt-get install fonts-sil-andika fonts-noto-core")


def _stems(script: str) -> Iterator[str]:
    if script not in _ANDIKA:
        yield _NAMED.get(script, f"NotoSans{script.title()}")
        yield "NotoSans"
    yield "Andika"


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
