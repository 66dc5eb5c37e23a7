"""Every name is drawn whole, in a font that has its letters."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from assets.words import words
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


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("Tap عائشة, please.", ["Tap ", "عائشة", ", please."]),
        ("This is عائشة.", ["This is ", "عائشة", "."]),
        ("Ben (عائشة) is here", ["Ben (", "عائشة", ") is here"]),
    ],
)
def test_an_arabic_name_in_english_words_keeps_to_itself(sentence: str, seen: list[str]) -> None:
    """Its signs stay with the sentence, from left to right: the full stop never jumps before the name."""
    assert [run.text for run in text.in_order(text.runs(sentence), False)] == seen


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("هل هذا Ben؟", ["؟", "Ben", "هل هذا "]),
        ("مع Miss Ola، من فضلك.", ["، من فضلك.", "Miss Ola", "مع "]),
    ],
)
def test_an_english_name_in_arabic_words_keeps_to_itself(sentence: str, seen: list[str]) -> None:
    """Seen from left to right: the sentence runs from the right around the name, whose own letters do not turn."""
    assert [run.text for run in text.in_order(text.runs(sentence), True)] == seen


def test_a_question_mark_after_a_foreign_name_is_drawn_in_the_sentences_font() -> None:
    """Andika has no Arabic question mark: it would be an empty box."""
    line = text.in_order(text.runs("هل هذا Ben؟"), True)

    assert (line[0].text, line[0].script) == ("؟", "ARABIC")


def test_an_arabic_name_is_drawn_the_same_among_english_words_as_alone() -> None:
    """Joined and in its own order: its ink is found again in the sentence, pixel for pixel."""
    name, said = "عائشة", "This is عائشة."
    alone = text.paint(text.fit(name, 600, 80, 40, floor=14), "#000000").getchannel("A")
    among = text.paint(text.fit(said, 600, 80, 40, floor=14, lines=1), "#000000").getchannel("A")
    left = text.measure("This is ", 40)[0] - 4
    right = among.width - text.measure(".", 40)[0] - 2

    def columns(ink: Image.Image) -> list[bytes]:
        cropped = ink.crop(ink.getbbox())
        return [cropped.crop((x, 0, x + 1, cropped.height)).tobytes() for x in range(cropped.width)]

    wanted, found = columns(alone), columns(among.crop((left, 0, right, among.height)))
    assert abs(len(wanted) - len(found)) <= 3
    dark = [sum(sum(column) for column in side) for side in (wanted, found)]
    assert dark[0] == pytest.approx(dark[1], rel=0.05)


def test_urdu_is_written_in_its_own_hand() -> None:
    """In Nastaliq, which hangs from a slope; the same letters are Naskh in an Arabic text."""
    assert {run.script for run in text.runs("تمہیں کیسا لگ رہا ہے؟", "ur")} == {"NASTALIQ"}
    assert {run.script for run in text.runs("تمہیں کیسا لگ رہا ہے؟", "ar")} == {"ARABIC"}
    assert "NastaliqUrdu" in str(fonts.font("NASTALIQ", 20, False).path)


def test_urdu_that_has_no_room_for_its_own_hand_is_written_in_the_common_one() -> None:
    """Whole and large enough rather than beautiful and cut off."""
    roomy = text.fit("پتا نہیں", 300, 120, 30, floor=11, language="ur")
    tight = text.fit("پتا نہیں", 150, 22, 19, floor=11, language="ur")

    assert roomy.hand.language == "ur"
    assert (tight.hand.language, tight.cut) == ("", False)


def test_a_latin_name_is_not_touched_by_the_words_language() -> None:
    """A name among Urdu words is set like any Latin name."""
    assert text.fit("Miss Ola", 300, 60, 30, floor=11, language="ur") == text.fit("Miss Ola", 300, 60, 30, floor=11)


def test_a_text_is_fitted_with_few_questions_to_the_shaper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nastaliq takes the shaper milliseconds a question: each word is measured once, each chosen line once."""
    asked: list[str] = []
    real = text.measure.__wrapped__

    def counted(line: str, size: int, bold: bool = False, language: str = "") -> tuple[int, int, int]:
        asked.append(line)
        return real(line, size, bold, language)

    text._word.cache_clear()
    monkeypatch.setattr(text, "measure", counted)
    text.fit("ٹیبلٹ تمہارا جواب نہیں رکھ سکا۔ کسی بڑے کو بتاؤ", 300, 90, 40, floor=11, language="ur", lines=3)

    distinct, lines = 10, 3
    assert len(asked) <= distinct + 2 * lines


def test_a_slow_hand_is_measured_before_a_child_meets_it() -> None:
    """In a thread of its own; what is fitted afterwards asks about whole lines only. Other languages need none."""
    text._word.cache_clear()
    thread = text.measure_ahead("ur", pause_s=0)
    assert thread is not None
    thread.join(30)
    known = text._word.cache_info().misses

    text.fit(words("ur")["ask.feeling"], 300, 90, 40, floor=11, language="ur", bold=True)
    text.fit(words("ur")["exit.adult"], 300, 90, 40, floor=11, language="ur")

    assert text._word.cache_info().misses == known
    assert text.measure_ahead("pl") is None
