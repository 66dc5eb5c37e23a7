"""The speaker reads the screen aloud, card by card, and stops when it is no longer wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.voice import clips
from kiosk.checkin import Step
from tests.kiosk.ui.classroom import hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.hearing import bordered, listen, read_through
from tests.kiosk.ui.kiosk import SIZES, Kiosk


@pytest.mark.parametrize("size", SIZES)
def test_the_speaker_reads_the_question_and_then_each_choice(
    start: Start, tmp_path: Path, size: tuple[int, int]
) -> None:
    """In the order in which they stand, each card bordered while it is said; nothing is chosen by it."""
    kiosk = start(size)
    player = listen(kiosk, tmp_path)
    kiosk.to_feeling()

    kiosk.press("speaker")
    heard = read_through(kiosk, player)

    faces = ("calm", "happy", "my_body", "tired", "sad", "scared", "cross")
    assert heard == [
        ("ask.feeling", ["speaker"]),
        *((f"feeling.{face}", [face]) for face in faces),
        *((f"exit.{out}", [out]) for out in ("not_sure", "not_say", "adult")),
    ]
    assert bordered(kiosk) == []
    assert kiosk.kiosk.turn.held is None
    assert kiosk.at(Step.FEELING)


def test_every_screen_with_a_question_can_be_read(kiosk: Kiosk, tmp_path: Path) -> None:
    """The greeting, who, feeling, which grown-up, how, thank you, not you, can't find me."""
    player = listen(kiosk, tmp_path)

    def first_of(screen: Step) -> str:
        kiosk.until_screen(screen)
        kiosk.press("speaker")
        said = player.started[-1].stem
        kiosk.press("speaker")
        return said

    said = [first_of(Step.REST)]
    kiosk.to_wall()
    said.append(first_of(Step.WHO))
    kiosk.press("cant_find")
    said.append(first_of(Step.CANT_FIND))
    kiosk.press("no")
    kiosk.find(0)
    said.append(first_of(Step.FEELING))
    kiosk.press("me")
    said.append(first_of(Step.NOT_YOU))
    kiosk.press("yes")
    kiosk.press("adult")
    said.append(first_of(Step.ADULT))
    kiosk.press("any_adult")
    said.append(first_of(Step.HOW))
    kiosk.press("sit")
    said.append(first_of(Step.THANKS))

    assert said == [
        "greet.morning",
        "ask.who",
        "ask.cant_find",
        "ask.feeling",
        "ask.not_you",
        "ask.adult",
        "ask.how",
        "thanks.title",
    ]


def test_a_second_press_stops_the_reading(kiosk: Kiosk, tmp_path: Path) -> None:
    """Enough is enough."""
    player = listen(kiosk, tmp_path)
    kiosk.to_feeling()
    kiosk.press("speaker")

    kiosk.press("speaker")

    assert not player.reading
    assert bordered(kiosk) == []


def test_an_answer_ends_the_reading(kiosk: Kiosk, tmp_path: Path) -> None:
    """A child who has heard enough is not talked over, and the answer is taken as ever."""
    player = listen(kiosk, tmp_path)
    kiosk.to_feeling()
    kiosk.press("speaker")

    kiosk.press("happy")

    assert not player.reading
    assert bordered(kiosk) == []
    assert kiosk.kiosk.turn.held == "happy"


def test_a_change_of_screen_ends_the_reading(kiosk: Kiosk, tmp_path: Path) -> None:
    """The next screen is silent until its own speaker is pressed."""
    player = listen(kiosk, tmp_path)
    kiosk.to_feeling()
    kiosk.press("calm")
    kiosk.press("speaker")
    assert bordered(kiosk) == ["speaker"]

    kiosk.settle()
    kiosk.until_screen(Step.THANKS)

    assert not player.reading
    assert bordered(kiosk) == []


def test_a_listening_child_is_not_taken_for_one_who_left(kiosk: Kiosk, tmp_path: Path) -> None:
    """The wait for an untouched screen begins again with each word."""
    player = listen(kiosk, tmp_path)
    kiosk.to_feeling()
    kiosk.advance(20)
    kiosk.press("speaker")
    read_through(kiosk, player)

    kiosk.advance(20)
    assert kiosk.at(Step.FEELING)
    kiosk.advance(6)
    assert kiosk.at(Step.REST)


def test_a_name_is_read_only_where_staff_recorded_it(kiosk: Kiosk, tmp_path: Path) -> None:
    """The wall is read as its question, the names that were recorded, and the exits."""
    player = listen(kiosk, tmp_path)
    recorded = tmp_path / "en" / f"name.{hex_of(1)}.ogg"
    recorded.parent.mkdir()
    recorded.write_bytes(clips.path("exit.not_sure").read_bytes())
    kiosk.to_wall()

    kiosk.press("speaker")

    assert read_through(kiosk, player) == [
        ("ask.who", ["speaker"]),
        (f"name.{hex_of(1)}", [hex_of(1)]),
        ("who.more", ["more"]),
        ("who.cant_find", ["cant_find"]),
        ("exit.adult", ["adult"]),
    ]


def test_nothing_is_drawn_between_two_words(kiosk: Kiosk, tmp_path: Path) -> None:
    """The border stands still: the screen is drawn once a word, not while it is said."""
    listen(kiosk, tmp_path)
    kiosk.to_feeling()
    kiosk.press("speaker")
    kiosk.frames(3)
    before = kiosk.flips

    kiosk.frames(20)

    assert kiosk.flips == before
