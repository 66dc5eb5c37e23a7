"""Renders the spoken words that changed, in an environment of its own:

    python3 -m venv build/voice/venv
    build/voice/venv/bin/pip install --require-hashes -r requirements/voice.lock
    build/voice/venv/bin/python -m assets.voice.render

Never part of the product: the tablet plays what was committed. `--check` renders nothing and only says what differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from assets.voice import clips
from assets.voice.clips import Clip

CACHE = Path("build/voice")

_HEAD = """\
# What each clip says, with the SHA-256 of that text and of the file. Written by assets/voice/render.py: render again
# after changing a word.
"""


def main() -> int:
    """Render what changed and write `clips.toml`; 1 when `--check` found a difference, else 0."""
    parser = argparse.ArgumentParser(description="Render the spoken words that changed.")
    parser.add_argument("--language", default="en", choices=("en",))
    parser.add_argument("--check", action="store_true", help="only say what differs")
    parser.add_argument("--all", action="store_true", help="render every word again")
    chosen = parser.parse_args()
    language: str = chosen.language
    lines, kept, folder = clips.lines(language), clips.kept(language), clips.folder(language)
    stale = dict.fromkeys(lines, "asked for") if chosen.all else clips.stale(lines, kept, folder)
    for word, why in stale.items():
        sys.stdout.write(f"{word}: {why}\n")
    if chosen.check or not stale:
        return int(bool(stale))
    rendered = {word: kept[word] for word in lines if word in kept and word not in stale}
    rendered |= render({word: lines[word] for word in stale if word in lines}, folder)
    for word in stale.keys() - lines.keys():
        (folder / f"{word}.ogg").unlink(missing_ok=True)
    (folder / "clips.toml").write_text(listed({word: rendered[word] for word in lines}), encoding="utf-8")
    return 0


def render(lines: Mapping[str, clips.Line], folder: Path) -> dict[str, Clip]:
    """Render each line to `<word>.ogg`, and return what was written."""
    # Imported here, so that checking and removing clips needs no voice.
    from assets.sounds import ogg
    from assets.voice.kokoro import Kokoro
    from assets.voice.level import level

    voice = Kokoro(CACHE) if lines else None
    written: dict[str, Clip] = {}
    for word, line in lines.items():
        assert voice is not None
        content = ogg.write(folder / f"{word}.ogg", level(voice.say(line.say, line.voice, line.speed)))
        written[word] = Clip(line.text, line.sha256, clips.digest(content))
    return written


def listed(rendered: Mapping[str, Clip]) -> str:
    """The text of `clips.toml`, in the order of the words."""
    rows = [
        f'[clips."{word}"]\ntext = {_quoted(clip.text)}\n'
        f'text_sha256 = "{clip.text_sha256}"\nclip_sha256 = "{clip.clip_sha256}"\n'
        for word, clip in rendered.items()
    ]
    return "\n".join([_HEAD, *rows])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


if __name__ == "__main__":
    sys.exit(main())
