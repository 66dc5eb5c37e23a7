"""Every name is drawn whole, in a font that has its letters."""

from __future__ import annotations

import pytest
from PIL import ImageChops

from kiosk.ui import fonts, text

LONG = "Maximiliane Alexandrina Theodora Wilhelmina von und zu Hohenlohe-Langenburg-Wald"
UNBROKEN = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswesse"
ARABIC = "عبد الرحمن بن محمد الأنصاري"
MARKS = "Z̈ö́ë̌ Ńg̃ụ̃yễñ"
PUNJABI, BENGALI = "ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "অনন্যা চৌধুরী"


@pytest.mark.parametrize("name", [LONG, UNBROKEN, ARABIC, MARKS, PUNJABI, BENGALI, "Jo"])
def test_a_name_is_wrapped_and_never_cut_on_the_smallest_tile(name: str) -> None:
    """The foot of a tile on the 7-inch panel: 91 by 71 pixels, letters no smaller than 9."""
    fitted = text.fit(name, 91, 71, 19, floor=9)

    assert not fitted.cut
    assert "".join(name.split()) == "".join("".join(fitted.lines).split())
    assert fitted.width <= 91
    assert fitted.height <= 71


def test_eighty_letters_are_eighty() -> None:
    """The test above really tries the longest name we accept."""
    assert [len(LONG), len(UNBROKEN)] == [80, 80]


@pytest.mark.parametrize("name", [LONG, ARABIC, MARKS, PUNJABI, BENGALI, "fjÅ"])
def test_no_ink_is_cut_off(name: str) -> None:
    """Painted on a larger ground, a name has not one dark pixel more."""
    fitted = text.fit(name, 300, 200, 40, floor=14)
    tight = text.paint(fitted, "#000000").getchannel("A")
    roomy = text.Fitted(fitted.lines, fitted.size, fitted.hand, fitted.width + 60, fitted.height, fitted.from_right)
    wide = text.paint(roomy, "#000000").getchannel("A")

    assert sum(tight.histogram()[1:]) == sum(wide.histogram()[1:])
    box = tight.getbbox()
    assert box is not None
    assert box[0] >= 0
    assert box[2] <= tight.width


def test_stacked_marks_make_their_line_taller() -> None:
    """A letter with marks above it is not beheaded."""
    plain, stacked = text.measure("A", 40, False), text.measure("Ẫ́̂̃", 40, False)

    assert stacked[1] > plain[1]


def test_a_text_is_split_where_the_script_changes() -> None:
    """Each run in the font that has it; spaces stay with what stands before."""
    assert [(run.text, run.script) for run in text.runs("Aisha عائشة Ben")] == [
        ("Aisha ", "LATIN"),
        ("عائشة ", "ARABIC"),
        ("Ben", "LATIN"),
    ]


def test_every_script_of_our_families_has_its_own_font() -> None:
    """No boxes in place of letters."""
    files = {script: str(fonts.font(script, 20, False).path) for script in ("LATIN", "ARABIC", "GURMUKHI", "BENGALI")}

    assert [
        next(part for part in ("Andika", "NaskhArabic", "Gurmukhi", "Bengali") if part in file)
        for file in files.values()
    ] == ["Andika", "NaskhArabic", "Gurmukhi", "Bengali"]


def test_arabic_letters_join() -> None:
    """Shaped as a word, the letters take less room than one by one."""
    word = "مرحبا"
    apart = sum(text.measure(letter, 40, False)[0] for letter in word)

    assert text.measure(word, 40, False)[0] < apart * 0.95


def test_an_english_word_in_an_arabic_line_keeps_its_own_order() -> None:
    """The line runs from the right, the embedded words from the left."""
    line = text.runs("مرحبا Ben Lee مرحبا")

    assert [run.text.strip() for run in text.in_order(line, True)] == ["مرحبا", "Ben Lee", "مرحبا"]
    assert text.right_to_left("مرحبا Ben")
    assert not text.right_to_left("Ben مرحبا")


def test_two_lines_are_of_even_length() -> None:
    """No word is left alone at the end."""
    fitted = text.fit("I don't want to say", 190, 90, 30, floor=14)

    assert len(fitted.lines) == 2
    widths = [text.measure(line, fitted.size, False)[0] for line in fitted.lines]
    assert min(widths) > 0.5 * max(widths)


def test_only_what_can_never_fit_is_cut_and_shows_it() -> None:
    """Three dots are the last resort, and the beginning is kept."""
    fitted = text.fit(UNBROKEN, 40, 20, 19, floor=11)

    assert fitted.cut
    assert fitted.lines[0].startswith("W")
    assert fitted.lines[-1].endswith("…")


def test_words_are_ink_on_a_clear_ground() -> None:
    """The edge of a letter is never darker than the ink: no grey fringe."""
    painted = text.paint(text.fit("Calm", 200, 60, 40, floor=14), "#2E2A4F")
    red, green, blue, _ = painted.split()

    assert [band.getextrema() for band in (red, green, blue)] == [(0x2E, 0x2E), (0x2A, 0x2A), (0x4F, 0x4F)]
    assert ImageChops.difference(red, red).getbbox() is None
