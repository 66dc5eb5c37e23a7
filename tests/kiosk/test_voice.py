"""What the tablet says: whose clip, in which order, and how much of it is kept in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.voice import clips
from assets.words import LANGUAGES
from kiosk.doctor import findings
from kiosk.settings import Settings
from kiosk.voice import CACHE_BYTES, Shelf, Voice, decoded_bytes, sound
from sync.protocol import ChildSettings

LONGEST_S = CACHE_BYTES / decoded_bytes(1)


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    """An English voice with an empty folder for recordings."""
    return Voice(tmp_path / "voice")


def record(voice: Voice, word: str) -> Path:
    """What staff do: put a recording into the folder."""
    clip = voice.own / voice.language / f"{word}.ogg"
    clip.parent.mkdir(parents=True, exist_ok=True)
    clip.write_bytes(b"recorded")
    return clip


def test_the_question_is_read_first_and_then_each_choice_in_order(voice: Voice) -> None:
    """A child hears the screen as it is laid out."""
    read = voice.reading(["ask.feeling"], ["feeling.calm", "feeling.happy", "exit.not_sure"])

    assert [spoken.word for spoken in read] == ["ask.feeling", "feeling.calm", "feeling.happy", "exit.not_sure"]
    assert [spoken.clip for spoken in read] == [clips.path(spoken.word) for spoken in read]


def test_a_staff_recording_takes_the_place_of_a_clip(voice: Voice) -> None:
    """A school's own voice comes first, for the words it has recorded."""
    recorded = record(voice, "feeling.happy")

    assert voice.clip("feeling.happy") == recorded
    assert voice.clip("feeling.sad") == clips.path("feeling.sad")


def test_a_recording_in_another_language_is_left_alone(voice: Voice) -> None:
    """A Polish recording is not played to a child who listens in English."""
    record(Voice(voice.own, "pl"), "feeling.happy")

    assert voice.clip("feeling.happy") == clips.path("feeling.happy")


def test_a_word_without_a_clip_is_left_out_and_told_to_staff(voice: Voice) -> None:
    """The reading goes on, and staff can see what is missing."""
    read = voice.reading(["ask.feeling"], ["feeling.unheard_of", "feeling.calm"])

    assert [spoken.word for spoken in read] == ["ask.feeling", "feeling.calm"]
    assert voice.missing(["ask.feeling", "feeling.unheard_of", "feeling.calm"]) == ("feeling.unheard_of",)


def test_nothing_is_missing_in_english(voice: Voice) -> None:
    """Every word that is spoken has its clip on a new tablet."""
    assert voice.missing() == ()


def test_a_recording_that_is_never_played_is_told_to_staff(voice: Voice) -> None:
    """A misspelt name or another kind of file is found before a child misses it."""
    for word in ("feeling.happy", "feeling.hapy", "name.0a1b", "name.Amira"):
        record(voice, word)
    (voice.own / "en" / "feeling.sad.mp3").write_bytes(b"recorded")

    assert voice.strays() == ("feeling.hapy.ogg", "feeling.sad.mp3", "name.Amira.ogg")


def test_the_doctor_tells_about_the_voice(voice: Voice) -> None:
    """IT reads which recording to rename."""
    settings = Settings(data=str(voice.own.parent))
    before = {finding.what: finding for finding in findings(settings)}["voice"]
    record(voice, "feeling.hapy")
    after = {finding.what: finding for finding in findings(settings)}["voice"]

    assert before.well
    assert not after.well
    assert "feeling.hapy.ogg" in after.sentence


def test_a_name_is_heard_only_where_staff_recorded_it(voice: Voice) -> None:
    """Names are never synthesised."""
    assert voice.clip("name.0a1b") is None

    recorded = record(voice, "name.0a1b")

    assert voice.clip("name.0a1b") == recorded


@pytest.mark.parametrize("word", ["", "../feeling.happy", "feeling/happy", "feeling.", "=Amira", "..", "Feeling.Happy"])
def test_only_a_words_id_names_a_clip(voice: Voice, word: str) -> None:
    """No id reaches outside the folders, and a name is not taken for one."""
    (voice.own.parent / "feeling.happy.ogg").write_bytes(b"elsewhere")

    assert voice.clip(word) is None


def test_without_headphones_every_touch_sounds_the_same(voice: Voice) -> None:
    """The room does not hear which feeling was chosen."""
    assert {voice.touch(word) for word in ("feeling.sad", "feeling.happy", "exit.adult", "")} == {sound("tap")}


def test_with_headphones_a_touch_says_its_word(tmp_path: Path) -> None:
    """Only the child hears it; a card without a clip still answers with the soft sound."""
    voice = Voice(tmp_path, headphones=True)

    assert voice.touch("feeling.sad") == clips.path("feeling.sad")
    assert voice.touch("feeling.unheard_of") == sound("tap")


def test_there_is_no_sound_by_an_unknown_name() -> None:
    """A misspelt sound is found when it is written, not when a child waits for it."""
    with pytest.raises(ValueError, match="thunder"):
        sound("thunder")


def test_the_shelf_never_holds_more_than_sixteen_mebibytes() -> None:
    """A tablet with many words does not fill up with sound."""
    shelf: Shelf[str] = Shelf()
    gone = [old for i in range(200) for old in shelf.put(Path(f"{i}.ogg"), f"sound {i}", 1.5)]

    assert CACHE_BYTES - decoded_bytes(1.5) < shelf.held_bytes <= CACHE_BYTES
    assert gone == [f"sound {i}" for i in range(len(gone))]
    assert shelf.get(Path("199.ogg")) == "sound 199"
    assert shelf.get(Path("0.ogg")) is None


def test_what_was_just_heard_is_kept(voice: Voice) -> None:
    """The tap, used at every touch, outlasts words that nobody listens to."""
    shelf: Shelf[str] = Shelf(decoded_bytes(3))
    shelf.put(Path("tap.ogg"), "tap", 1)
    shelf.put(Path("old.ogg"), "old", 1)
    shelf.put(Path("new.ogg"), "new", 1)
    shelf.get(Path("tap.ogg"))

    assert shelf.put(Path("newest.ogg"), "newest", 1) == ["old"]
    assert shelf.get(Path("tap.ogg")) == "tap"


def test_a_sound_put_again_takes_the_place_of_the_first() -> None:
    """Nothing is counted twice."""
    shelf: Shelf[str] = Shelf()
    shelf.put(Path("tap.ogg"), "first", 1)

    assert shelf.put(Path("tap.ogg"), "second", 2) == ["first"]
    assert shelf.held_bytes == decoded_bytes(2)


def test_a_sound_too_long_for_the_shelf_is_not_kept() -> None:
    """It can still be played once; the others stay."""
    shelf: Shelf[str] = Shelf()
    shelf.put(Path("tap.ogg"), "tap", 1)

    assert shelf.put(Path("symphony.ogg"), "symphony", LONGEST_S + 1) == ["symphony"]
    assert shelf.get(Path("tap.ogg")) == "tap"


# Each child's own voice.


def test_a_child_hears_the_recordings_of_their_own_language(voice: Voice) -> None:
    """A pack is a folder: what it can say it says, and nothing else is said."""
    polish = voice.of(ChildSettings(language="pl"))
    recorded = record(polish, "feeling.happy")

    read = polish.reading(["ask.feeling"], ["feeling.happy", "feeling.sad"])

    assert [(spoken.word, spoken.clip) for spoken in read] == [("feeling.happy", recorded)]


def test_english_fills_the_gaps_for_a_child_whose_staff_chose_so(voice: Voice) -> None:
    """A recording in their language still comes first; an English recording before an English clip."""
    polish = voice.of(ChildSettings(language="pl", voice="english"))
    own, english = record(polish, "feeling.happy"), record(voice, "feeling.sad")

    assert polish.clip("feeling.happy") == own
    assert polish.clip("feeling.sad") == english
    assert polish.clip("feeling.calm") == clips.path("feeling.calm")


def test_a_voice_that_is_off_never_speaks(tmp_path: Path) -> None:
    """Neither the speaker nor, with headphones, a touch; the soft sound stays."""
    voice = Voice(tmp_path, headphones=True).of(ChildSettings(voice="off"))
    record(voice, "name.0a1b")

    assert voice.reading(["ask.feeling"], ["feeling.calm", "name.0a1b"]) == ()
    assert voice.touch("feeling.calm") == sound("tap")


def test_a_recorded_name_is_heard_in_every_language(voice: Voice) -> None:
    """A name is recorded once; a child who listens in Urdu hears it too."""
    recorded = record(voice, "name.0a1b")

    assert voice.of(ChildSettings(language="ur")).clip("name.0a1b") == recorded


def test_after_a_childs_turn_the_voice_is_the_classs_again(tmp_path: Path) -> None:
    """What one child needs is not left to the next; the tablet's headphones stay."""
    tablet = Voice(tmp_path, headphones=True)

    assert tablet.of(ChildSettings(language="pl", voice="off")).of(None) == tablet


def test_a_language_of_a_newer_daybreak_is_heard_in_english(voice: Voice) -> None:
    """An older tablet goes on."""
    assert voice.of(ChildSettings(language="xx")).language == "en"


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_language_without_a_voice_misses_every_word_and_says_so(voice: Voice, language: str) -> None:
    """Staff see what there is to record, in any language."""
    assert set(voice.of(ChildSettings(language=language)).missing()) == set(clips.lines())
