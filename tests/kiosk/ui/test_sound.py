"""Clips are played one after another by the clock, and a tablet without sound says so to staff."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assets.voice.clips import kept as clips_kept
from kiosk.ui.sound import PAUSE_S, Player
from kiosk.ui.timers import HandTimers
from kiosk.voice import CACHE_BYTES, Spoken, Voice, sound
from tests.assets.ogg import about

QUESTION, CALM, HAPPY = "ask.feeling", "feeling.calm", "feeling.happy"


@pytest.fixture
def timers() -> HandTimers:
    """Time that passes only when a test says so."""
    return HandTimers()


@pytest.fixture
def player(timers: HandTimers) -> Player:
    """A player on SDL's own pretended sound card."""
    player = Player(timers)
    assert player.open()
    return player


@pytest.fixture
def clips(tmp_path: Path) -> tuple[Spoken, ...]:
    """A question and two choices."""
    return Voice(tmp_path).reading([QUESTION], [CALM, HAPPY])


def lasts(spoken: Spoken) -> float:
    """Seconds from the beginning of one clip of a reading to the next."""
    return about(spoken.clip).seconds + PAUSE_S


def test_clips_follow_one_another_by_their_lengths(
    player: Player, timers: HandTimers, clips: tuple[Spoken, ...]
) -> None:
    """Each word is shown exactly while it is said."""
    shown: list[str | None] = []
    player.read(clips, shown.append)
    assert shown == [QUESTION]

    timers.advance(lasts(clips[0]) - 0.05)
    assert shown == [QUESTION]
    timers.advance(0.1)
    assert shown == [QUESTION, CALM]
    timers.advance(lasts(clips[1]))
    assert shown == [QUESTION, CALM, HAPPY]

    timers.advance(lasts(clips[2]))
    assert shown == [QUESTION, CALM, HAPPY, None]
    assert not player.reading


def test_a_name_that_is_recorded_again_is_heard_as_it_is_now(player: Player, tmp_path: Path) -> None:
    """Without a restart: the file is another, though it lies where the first one lay."""
    clip = tmp_path / "name.aa.ogg"
    shutil.copy(sound("tap"), clip)
    first = player.play(clip)
    shutil.copy(sound("chime"), clip)
    os.utime(clip, ns=(1, 1))
    second = player.play(clip)

    assert first == pytest.approx(about(sound("tap")).seconds, abs=0.05)
    assert second == pytest.approx(about(sound("chime")).seconds, abs=0.05)
    assert player.play(clip) == second


def test_a_stopped_reading_says_and_shows_nothing_more(
    player: Player, timers: HandTimers, clips: tuple[Spoken, ...]
) -> None:
    """A change of screen ends it at once."""
    shown: list[str | None] = []
    player.read(clips, shown.append)

    player.stop()
    player.stop()
    timers.advance(60)

    assert shown == [QUESTION, None]


def test_a_new_reading_ends_the_one_before(player: Player, timers: HandTimers, clips: tuple[Spoken, ...]) -> None:
    """Two voices never speak at once."""
    first: list[str | None] = []
    second: list[str | None] = []
    player.read(clips, first.append)
    player.read(clips[1:], second.append)
    timers.advance(60)

    assert first == [QUESTION, None]
    assert second == [CALM, HAPPY, None]


def test_a_broken_recording_is_passed_over_and_named_to_staff(
    player: Player, timers: HandTimers, clips: tuple[Spoken, ...], tmp_path: Path
) -> None:
    """The reading goes on with the next word."""
    broken = tmp_path / "feeling.calm.ogg"
    broken.write_bytes(b"not a sound")
    shown: list[str | None] = []

    player.read([clips[0], Spoken(CALM, broken), clips[2]], shown.append)
    timers.advance(60)

    assert shown == [QUESTION, HAPPY, None]
    assert player.facts == ("feeling.calm.ogg can't be played. Record it again as Ogg Vorbis.",)


def test_all_words_and_sounds_of_a_day_stay_within_the_cache(player: Player, tmp_path: Path) -> None:
    """Memory does not grow with what was heard."""
    voice = Voice(tmp_path)
    for word in clips_kept():
        clip = voice.clip(word)
        assert clip is not None
        assert player.play(clip) > 0.5

    assert CACHE_BYTES * 0.7 < player.held_bytes <= CACHE_BYTES
    assert player.facts == ()


def test_before_it_is_opened_a_player_is_silent(timers: HandTimers) -> None:
    """Nothing of the sound is loaded before the first picture, and nothing is said about it."""
    player = Player(timers)

    assert player.play(sound("tap")) == 0
    assert player.facts == ()


def test_a_tablet_without_a_sound_card_goes_on_and_tells_staff() -> None:
    """No crash, no log of what was touched, one plain sentence."""
    code = """
from pathlib import Path
from assets.voice.clips import kept as clips_kept
from kiosk.ui.sound import Player
from kiosk.ui.timers import HandTimers
from kiosk.voice import Voice
player, shown = Player(HandTimers()), []
print(player.open())
player.read(Voice(Path("none")).reading(["ask.feeling"], ["feeling.sad"]), shown.append)
print(player.play(Voice(Path("none"), headphones=True).touch("feeling.sad")), shown, player.facts[0])
"""
    quiet = {"KIVY_NO_ARGS": "1", "KIVY_NO_CONFIG": "1", "KIVY_NO_FILELOG": "1", "KIVY_AUDIO": "sdl2"}
    talkative = {name: value for name, value in os.environ.items() if not name.startswith("KIVY_")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=talkative | quiet | {"SDL_AUDIODRIVER": "none at all"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stdout.splitlines()[-2:] == [
        "False",
        "0.0 [None] No loudspeaker was found, so the tablet plays no voice. Connect one and start the tablet again.",
    ]
    assert "tap.ogg" in done.stderr, "Kivy logs what it can't play"
    assert "sad" not in done.stderr


def test_a_quiet_child_hears_nothing_at_all(player: Player, timers: HandTimers, clips: tuple[Spoken, ...]) -> None:
    """Neither a reading nor the soft sound of a touch; what was playing stops at once."""
    shown: list[str | None] = []
    player.read(clips, shown.append)

    player.quiet = True

    assert shown == [QUESTION, None]
    assert player.play(sound("tap")) == 0
    player.read(clips, shown.append)
    timers.advance(60)
    assert shown == [QUESTION, None, None]


def test_in_quiet_hours_and_at_no_volume_nothing_is_played(player: Player) -> None:
    """Asked before each sound, so that the hours begin and end by themselves."""
    hushed = True
    player.hushed = lambda: hushed
    assert player.play(sound("tap")) == 0
    hushed = False
    assert player.play(sound("tap")) > 0

    player.volume = 0.0
    assert player.play(sound("tap")) == 0
