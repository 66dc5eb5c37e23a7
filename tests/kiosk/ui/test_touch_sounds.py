"""Touches and the end of a turn sound the same for every answer, and a tablet without sound works as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.voice import clips
from kiosk.checkin import Step
from kiosk.voice import sound
from tests.kiosk.ui.hearing import bordered, listen
from tests.kiosk.ui.kiosk import Kiosk


@pytest.mark.parametrize("answer", ["happy", "sad", "not_sure", "not_say", "adult"])
def test_the_room_can_not_hear_what_was_chosen(kiosk: Kiosk, tmp_path: Path, answer: str) -> None:
    """Every touch has the same soft sound, and every turn the same end."""
    player = listen(kiosk, tmp_path)
    kiosk.to_feeling()
    player.started.clear()
    kiosk.press(answer)

    assert player.started == [sound("tap")]

    if answer != "adult":
        kiosk.settle()
        kiosk.leave_out()
        *touches, last = player.started
        assert {sound("tap")} == set(touches)
        assert last == sound("chime")


def test_with_headphones_a_touch_says_its_word(kiosk: Kiosk, tmp_path: Path) -> None:
    """Only the child hears it."""
    player = listen(kiosk, tmp_path, headphones=True)
    kiosk.to_feeling()
    kiosk.press("scared")

    assert player.started[-1] == clips.path("feeling.scared")


def test_without_a_loudspeaker_the_screens_work_as_ever(kiosk: Kiosk) -> None:
    """A press on the speaker shows and says nothing; a check-in goes its way."""
    kiosk.to_feeling()
    kiosk.press("speaker")

    assert bordered(kiosk) == []

    kiosk.feel("calm")
    kiosk.until_screen(Step.THANKS)
    assert len(kiosk.tablet.check_ins()) == 1
