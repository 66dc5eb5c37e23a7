"""The school's own words on the tablet's real screens: shown where they fit, and never said otherwise than shown."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assets.own_words import longest
from assets.words import words
from kiosk.checkin import Step
from kiosk.ui.metrics import Metrics
from kiosk.ui.own_words import OwnWords
from kiosk.voice import Voice, recorded_as
from sync.protocol import ChildSettings, Classroom
from tests.kiosk.ui.classroom import MemoryTablet, a_class
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES

WIDE = "Mmmmmmmmmmmmmmmm"
"""As many letters as a page takes, as wide as letters are: no card of a small panel holds it."""
OURS = {
    "greet.morning": "Welcome in",
    "ask.feeling": "How is it inside you?",
    "feeling.happy": "Glad",
    "exit.adult": "I want my teacher",
    "feeling.cross": WIDE,
}


def school(**languages: dict[str, str]) -> Classroom:
    """A class whose school says some words in its own way."""
    return msgspec.structs.replace(a_class(3), words=languages or {"en": OURS})


@pytest.mark.parametrize("size", SIZES)
def test_a_schools_words_are_shown_and_one_that_does_not_fit_stays_ours(start: Start, size: tuple[int, int]) -> None:
    """On the resting screen, in the question, on cards and exits; whole, and on as many lines as ours."""
    kiosk = start(size, MemoryTablet(school()))
    assert kiosk.stage.screen.greeting == "Welcome in"
    kiosk.to_feeling(0)
    screen = kiosk.stage.screen

    assert screen.question == "How is it inside you?"
    said = {card.said: card.option.word for card in kiosk.cards()}
    assert (said["happy"], said["cross"], said["adult"]) == (
        "Glad",
        WIDE if size == (1280, 800) else "Cross",
        "I want my teacher",
    )
    for card in kiosk.cards():
        if card.said in ("happy", "adult", "cross"):
            assert not card.fitted.cut
            assert " ".join(card.fitted.lines) == card.option.word


def test_a_child_of_another_language_has_that_languages_words(start: Start) -> None:
    """The school's Polish word for a Polish child; ours where it wrote none, and English words never leak in."""
    room = school(en=OURS, pl={"feeling.sad": "Smutno mi"})
    room.pupils[0] = msgspec.structs.replace(room.pupils[0], settings=ChildSettings(language="pl"))
    kiosk = start((1280, 800), MemoryTablet(room))
    kiosk.to_feeling(0)
    said = {card.said: card.option.word for card in kiosk.cards()}

    assert (said["sad"], said["happy"]) == ("Smutno mi", words("pl")["feeling.happy"])


def test_what_a_school_changes_in_the_morning_is_shown_without_a_restart(start: Start) -> None:
    """And what it takes back is ours again."""
    kiosk = start((800, 480), MemoryTablet(a_class(3)))
    for room, shown in ((school(), "Welcome in"), (a_class(3), "Good morning")):
        kiosk.tablet.room = room
        kiosk.kiosk.look()
        assert kiosk.stage.screen.greeting == shown


@pytest.mark.parametrize("size", SIZES)
def test_every_english_word_of_ours_passes_the_same_measure(size: tuple[int, int]) -> None:
    """So a word as short as ours is never passed over."""
    own = OwnWords(Metrics(*size, SIZES[size]))

    assert [id for id in longest() if not own.fits(id, words()[id], "en")] == []


def test_a_changed_word_is_never_said_as_ours(tmp_path: Path) -> None:
    """Not by our clip, not by a recording of the old text, not in English; a recording of the very text is played."""
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "feeling.happy.ogg").write_bytes(b"the old word")
    changed = Voice(tmp_path, shown={"en": {"feeling.happy": "Glad"}})
    assert Voice(tmp_path).clip("feeling.happy") is not None
    assert changed.clip("feeling.happy") is None
    assert changed.clip("feeling.sad") is not None
    assert (
        Voice(tmp_path, "pl", speaks="english", shown={"en": {"feeling.happy": "Glad"}}).clip("feeling.happy") is None
    )
    assert Voice(tmp_path, "pl", speaks="english", shown={"pl": {"feeling.sad": "Źle mi"}}).clip("feeling.sad") is None

    recorded = folder / f"{recorded_as('feeling.happy', 'Glad')}.ogg"
    recorded.write_bytes(b"the new word")
    assert changed.clip("feeling.happy") == recorded
    assert Voice(tmp_path, shown={"en": {"feeling.happy": "Gladdened"}}).clip("feeling.happy") is None
    assert changed.strays() == ()


def test_the_speaker_leaves_a_changed_word_out_and_reads_the_rest(start: Start) -> None:
    """What is read beside the card is what the card shows."""
    kiosk = start((800, 480), MemoryTablet(school()))
    kiosk.to_feeling(0)
    assert kiosk.at(Step.FEELING)
    voice = kiosk.stage.reader.voice

    assert [voice.clip(word) is not None for word in ("feeling.happy", "feeling.cross", "feeling.sad")] == [
        False,
        True,
        True,
    ]
