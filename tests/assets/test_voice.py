"""The spoken words: every clip says what its word says now, and none says a name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assets.voice import clips
from assets.voice.clips import Clip, Line
from assets.voice.render import listed
from kiosk.voice import sound
from tests.assets.ogg import about

SOUNDS = ("tap", "chime", "rain", "sea", "hum", *(f"marimba_{bar}" for bar in range(1, 6)))
MOST_BYTES = 4 * 2**20
Said = tuple[dict[str, Line], dict[str, Clip], Path]
"""The words, their clips, and the folder of the clips."""


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """One word with the clip that fits it, to be spoiled."""
    line = Line("Happy", "Happy", "bf_emma", 0.85)
    (tmp_path / "feeling.happy.ogg").write_bytes(b"a clip")
    clip = Clip("Happy", line.sha256, clips.digest(b"a clip"))
    return {"feeling.happy": line}, {"feeling.happy": clip}, tmp_path


def test_every_spoken_word_has_the_clip_that_says_it() -> None:
    """What a child hears is what the card says; after changing a word, run `python -m assets.voice.render`."""
    assert clips.stale(clips.lines(), clips.kept(), clips.folder()) == {}


def test_clips_are_listed_as_they_are_written() -> None:
    """The committed list is the renderer's own, so that rendering again changes only what changed."""
    assert (clips.folder() / "clips.toml").read_text(encoding="utf-8") == listed(clips.kept())


def test_a_clip_that_fits_its_word_is_left_alone(said: Said) -> None:
    """Rendering again renders nothing that is right already."""
    assert clips.stale(*said) == {}


def test_a_changed_word_asks_for_a_new_clip(said: Said) -> None:
    """The words, how they are said, the voice and its pace each make a clip old."""
    lines, kept, folder = said
    line = lines["feeling.happy"]
    changes = (
        replace(line, text="Glad"),
        replace(line, say="Hap pee"),
        replace(line, voice="x"),
        replace(line, speed=1),
    )

    for changed in changes:
        assert clips.stale({"feeling.happy": changed}, kept, folder) == {"feeling.happy": "the word changed"}


def test_a_missing_clip_is_noticed(said: Said) -> None:
    """A new word can't stay silent unseen."""
    lines, kept, folder = said
    (folder / "feeling.happy.ogg").unlink()

    assert clips.stale(lines, kept, folder) == {"feeling.happy": "no clip"}
    assert clips.stale(lines, {}, folder) == {"feeling.happy": "no clip"}


def test_a_clip_that_was_not_rendered_is_noticed(said: Said) -> None:
    """Nobody else's sound takes a word's place."""
    lines, kept, folder = said
    (folder / "feeling.happy.ogg").write_bytes(b"another")

    assert clips.stale(lines, kept, folder) == {"feeling.happy": "the clip is not the one that was rendered"}


def test_a_clip_of_no_word_is_noticed(said: Said) -> None:
    """Old clips do not gather."""
    lines, kept, folder = said
    (folder / "feeling.gone.ogg").write_bytes(b"old")

    assert clips.stale(lines, kept, folder) == {"feeling.gone": "no such word is spoken"}
    assert clips.stale({}, kept, folder).keys() == {"feeling.gone", "feeling.happy"}


def test_no_clip_has_a_place_for_a_name() -> None:
    """Names are never synthesised."""
    assert [word for word, clip in clips.kept().items() if re.search(r"[{}<>%$]", clip.text)] == []
    assert [word for word in clips.kept() if word.startswith("name.")] == []


def test_a_word_with_a_place_for_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The renderer stops and says what to do, before anything is spoken."""
    monkeypatch.setattr(clips, "words", lambda _language: {"tablet.name": "Daybreak", "greet.you": "Hello {name}"})
    monkeypatch.setattr(clips, "_check_known", lambda *_: None)

    with pytest.raises(clips.ClipsError, match=r"greet\.you.*silent"):
        clips.lines()


def test_a_saying_for_a_word_that_is_gone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """`say.toml` keeps up with the words."""
    monkeypatch.setattr(clips, "words", lambda _language: {"feeling.happy": "Happy", "tablet.name": "Daybreak"})

    with pytest.raises(clips.ClipsError, match=r"thanks\.asked.*Remove it"):
        clips.lines()


def test_clips_and_sounds_are_small_mono_and_of_one_rate() -> None:
    """A tablet's card has room for all of it, and nothing is stereo by mistake."""
    files = [*clips.folder().glob("*.ogg"), *(sound(name) for name in SOUNDS)]
    told = {file.stem: about(file) for file in files}

    assert {(clip.channels, clip.rate) for clip in told.values()} == {(1, 24_000)}
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_no_clip_is_cut_short_or_drags() -> None:
    """A word takes a second or so, a sentence no more than six, silence at both ends included."""
    lengths = {word: about(clips.path(word)).seconds for word in clips.kept()}

    assert {word: length for word, length in lengths.items() if not 0.7 < length < 6.5} == {}


def test_the_tap_is_over_before_a_child_looks_up() -> None:
    """A tap is a touch, not a tune."""
    assert about(sound("tap")).seconds < 0.2


def test_rendering_the_same_samples_gives_the_same_file() -> None:
    """Each stream carries our serial number instead of a number by chance."""
    files = [*clips.folder().glob("*.ogg"), *(sound(name) for name in SOUNDS)]

    assert {about(file).serial for file in files} == {b"dawn"}
