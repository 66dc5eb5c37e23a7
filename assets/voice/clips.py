"""Which words have a spoken clip, and whether each clip still says what the word is now.

A folder `<language>/` holds one `<word id>.ogg` a word, `say.toml` (the voice, how a word is said where that differs
from how it is written, and which words are only shown) and `clips.toml` (what each clip says, written by
`assets.voice.render`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from assets.words import words


class ClipsError(Exception):
    """The list of clips or of sayings can't be used; the message names the file and the cure."""


@dataclass(frozen=True, slots=True)
class Line:
    """One word to speak: `text` as it is shown, `say` as the voice is told to say it, and which voice, how fast."""

    text: str
    say: str
    voice: str
    speed: float

    @property
    def sha256(self) -> str:
        """Changes whenever the clip must be rendered again."""
        return digest(f"{self.text}\n{self.say}\n{self.voice} {self.speed}".encode())


@dataclass(frozen=True, slots=True)
class Clip:
    """One committed clip: what it says, and the hashes of its text and of its file."""

    text: str
    text_sha256: str
    clip_sha256: str


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    import hashlib  # the tablet plays clips and never asks; its first frame need not wait for OpenSSL

    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=8)
def folder(language: str = "en") -> Path:
    """Where the clips of a language are kept; it need not exist."""
    return Path(str(files("assets"))) / "voice" / language


def path(word: str, language: str = "en") -> Path:
    """Where the clip of a word is kept; it need not exist."""
    return folder(language) / f"{word}.ogg"


def lines(language: str = "en") -> Mapping[str, Line]:
    """Every word that is spoken, by its id.

    Raises:
        ClipsError: `say.toml` names a word that is not there, or a text has a place for a name: names are never
            rendered.
    """
    shown = words(language)
    sayings = tomllib.loads((folder(language) / "say.toml").read_text(encoding="utf-8"))
    silent: frozenset[str] = frozenset(sayings.get("silent", ()))
    said: Mapping[str, str] = sayings.get("say", {})
    _check_known((*said, *silent), shown)
    spoken = {
        word: Line(text, said.get(word, text), sayings["voice"], sayings["speed"])
        for word, text in shown.items()
        if word not in silent and word.partition(".")[0] not in silent
    }
    for word, line in spoken.items():
        if "{" in line.text + line.say:
            raise ClipsError(f"{word} has a place to fill in, so no clip can say it. Name it in `silent` of say.toml.")
    return spoken


def read(toml: str) -> Mapping[str, Clip]:
    """Read a `clips.toml`."""
    return {
        word: Clip(row["text"], row["text_sha256"], row["clip_sha256"])
        for word, row in tomllib.loads(toml).get("clips", {}).items()
    }


def kept(language: str = "en") -> Mapping[str, Clip]:
    """The clips that `clips.toml` lists; none where a language has no voice."""
    listed = folder(language) / "clips.toml"
    return read(listed.read_text(encoding="utf-8")) if listed.exists() else {}


def stale(lines: Mapping[str, Line], kept: Mapping[str, Clip], folder: Path) -> dict[str, str]:
    """Words whose clip must be rendered or removed, each with the reason; empty when words and clips agree."""
    why: dict[str, str] = {}
    for word, line in lines.items():
        clip, file = kept.get(word), folder / f"{word}.ogg"
        if clip is None or not file.exists():
            why[word] = "no clip"
        elif clip.text_sha256 != line.sha256 or clip.text != line.text:
            why[word] = "the word changed"
        elif clip.clip_sha256 != digest(file.read_bytes()):
            why[word] = "the clip is not the one that was rendered"
    why |= {word: "no such word is spoken" for word in kept if word not in lines}
    why |= {file.stem: "no such word is spoken" for file in folder.glob("*.ogg") if file.stem not in lines}
    return why


def _check_known(named: Iterable[str], shown: Mapping[str, str]) -> None:
    tables = {word.partition(".")[0] for word in shown}
    for word in named:
        if word not in shown and word not in tables:
            raise ClipsError(f"say.toml names {word!r}, which is no word. Remove it, or add the word.")
