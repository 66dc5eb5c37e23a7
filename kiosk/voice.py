"""What the tablet says: which clips make up the reading of a screen, and whose recording is played. No Kivy here.

    <data>/voice/<language>/<word id>.ogg   recorded by staff: comes first, also for `name.<pupil or adult id>`
    assets/voice/<language>/<word id>.ogg   rendered at build time

These folders are the packs: one a language, recorded or rendered, with a clip for each word that it can say. A word
without a clip is left out without a sound, and named to staff by `missing`; for a child whose staff chose so it is said
in English instead. Names are never rendered: a child's name is heard only where staff recorded it, in any language. A
word that a school shows in its own way is never said in ours: only a recording of that very text is played, whose name
is `recorded_as`.
"""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Generic, Literal, TypeVar

from assets.voice import clips
from assets.words import ENGLISH, LANGUAGES
from sync.protocol import ChildSettings

CACHE_BYTES = 8 * 2**20
"""Decoded clips kept in memory, at most."""
NAME = "name."
"""Begins the id of a recorded name; the pupil's or adult's id follows."""
_BYTES_A_SECOND = 44_100 * 2 * 2
"""As the player decodes: two channels of 16 bits at 44.1 kHz, whatever the file holds."""
_RECORDED_NAME = re.compile(r"name\.[0-9a-f]+")
_OWN = re.compile(r"\.as_[0-9a-f]{8}$")
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")

Sound = TypeVar("Sound")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One clip of a reading, and which word it says."""

    word: str
    clip: Path


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of one language on one tablet.

    `own` is the folder of staff recordings, `<data>/voice`; it need not exist. With `headphones` a touched card says
    its word; without, every card makes the same soft sound, so that the room hears no answer. `speaks` says what is
    heard where this language has no clip: nothing (`own`) or the English one; `off` never speaks.
    """

    own: Path
    language: str = ENGLISH
    headphones: bool = False
    speaks: Literal["own", "english", "off"] = "own"
    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    """What is shown otherwise than our clips say it, by language and word."""

    def of(self, settings: ChildSettings | None) -> Voice:
        """This tablet's voice as one child has it; the class's, in English, for nobody."""
        if settings is None:
            return replace(self, language=ENGLISH, speaks="own")
        language = settings.language if settings.language in LANGUAGES else ENGLISH
        return replace(self, language=language, speaks=settings.voice)

    def clip(self, word: str) -> Path | None:
        """The clip of a word: a recording by staff, else the one that came with Daybreak, else None."""
        if self.speaks == "off" or not _ID.fullmatch(word):
            return None
        if (text := self.shown.get(self.language, {}).get(word)) is not None:
            own = self.own / self.language / f"{recorded_as(word, text)}.ogg"
            return own if own.is_file() else None
        name = word.startswith(NAME)
        english = self.speaks == "english" and word not in self.shown.get(ENGLISH, {})
        languages = (self.language, ENGLISH) if name or english else (self.language,)
        packs = [self.own / language for language in languages]
        if not name:
            packs = [
                pack for own, language in zip(packs, languages, strict=True) for pack in (own, clips.folder(language))
            ]
        return next((clip for pack in packs if (clip := pack / f"{word}.ogg").is_file()), None)

    def reading(self, question: Sequence[str], choices: Sequence[str]) -> tuple[Spoken, ...]:
        """What the speaker reads: the words of the question, then each choice, in the order given."""
        found = ((word, self.clip(word)) for word in (*question, *choices))
        return tuple(Spoken(word, clip) for word, clip in found if clip is not None)

    def touch(self, word: str) -> Path:
        """What a touch on a card sounds like."""
        spoken = self.clip(word) if self.headphones else None
        return spoken or sound("tap")

    def missing(self, words: Iterable[str] | None = None) -> tuple[str, ...]:
        """Words that would be left out, for staff; by default of all that are spoken."""
        wanted = clips.lines() if words is None else words
        return tuple(word for word in wanted if self.clip(word) is None)

    def strays(self) -> tuple[str, ...]:
        """Recordings that are never played, for staff: their file's name is no word's, perhaps misspelt."""
        known = clips.lines().keys()
        recorded = sorted(file.name for file in (self.own / self.language).glob("*"))
        return tuple(
            name
            for name in recorded
            if not name.endswith(".ogg")
            or not (_OWN.sub("", name[:-4]) in known or _RECORDED_NAME.fullmatch(name[:-4]))
        )


def recorded_as(word: str, text: str) -> str:
    """The name, without its ending, of a recording of a word in the school's own text: another text, another name."""
    return f"{word}.as_{clips.digest(text.encode())[:8]}"


def sound(name: str) -> Path:
    """One of our own sounds: `tap`, `chime`, `rain`, `sea`, `hum`, `marimba_1` to `marimba_5`.

    Raises:
        ValueError: no such sound.
    """
    found = Path(str(files("assets"))) / "sounds" / f"{name}.ogg"
    if not found.is_file():
        raise ValueError(f"there is no sound {name!r}")
    return found


def decoded_bytes(seconds: float) -> int:
    """What a sound of this length takes in memory once it is ready to be played."""
    return math.ceil(seconds * _BYTES_A_SECOND)


class Shelf(Generic[Sound]):
    """Keeps decoded sounds within a number of bytes; what was used longest ago goes first."""

    def __init__(self, most_bytes: int = CACHE_BYTES) -> None:
        self._most, self._held = most_bytes, 0
        self._sounds: OrderedDict[Path, tuple[Sound, int]] = OrderedDict()

    @property
    def held_bytes(self) -> int:
        """At most `most_bytes`."""
        return self._held

    def get(self, clip: Path) -> Sound | None:
        """A kept sound, which then counts as just used."""
        if clip not in self._sounds:
            return None
        self._sounds.move_to_end(clip)
        return self._sounds[clip][0]

    def put(self, clip: Path, sound: Sound, seconds: float) -> list[Sound]:
        """Keep a sound; return those that had to go, which are the caller's to free.

        A sound larger than the whole shelf is not kept and comes back itself.
        """
        size = decoded_bytes(seconds)
        if size > self._most:
            return [sound]
        gone = [self._remove(clip)] if clip in self._sounds else []
        while self._held + size > self._most:
            gone.append(self._remove(next(iter(self._sounds))))
        self._sounds[clip] = (sound, size)
        self._held += size
        return gone

    def forget(self, clip: Path) -> Sound | None:
        """Let a sound go, as when another was recorded in its place; None when it was not kept."""
        return self._remove(clip) if clip in self._sounds else None

    def _remove(self, clip: Path) -> Sound:
        sound, size = self._sounds.pop(clip)
        self._held -= size
        return sound
