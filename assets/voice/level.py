"""Brings every clip to one loudness, with the same silence before and after. Used only when clips are rendered."""

from __future__ import annotations

import numpy as np

from assets.sounds.ogg import RATE

LOUDNESS_DB = -20.0
"""Mean level of the voiced part, decibels below full scale."""
CEILING = 0.89
"""No sample is louder than this (-1 dB); a clip too spiky for both is left quieter."""
BEFORE_S = 0.15
AFTER_S = 0.20
_FRAME = RATE // 50
_FLOOR_DB = -50.0
_GATE_DB = 25.0


def level(samples: np.ndarray) -> np.ndarray:
    """Trim the silence at both ends, set the loudness, fade 10 ms and pad.

    Args:
        samples: mono floats at `RATE`, any scale.

    Raises:
        ValueError: nothing but silence.
    """
    samples = np.asarray(samples, dtype=np.float64)
    loud = _frame_db(samples)
    if not len(loud) or loud.max() < _FLOOR_DB:
        raise ValueError("the voice said nothing")
    heard = np.flatnonzero(loud > max(_FLOOR_DB, loud.max() - 45))
    body = samples[max(0, heard[0] - 1) * _FRAME : (heard[-1] + 2) * _FRAME].copy()
    body *= 10 ** ((LOUDNESS_DB - loudness(body)) / 20)
    body *= min(1.0, CEILING / np.abs(body).max())
    fade = np.linspace(0.0, 1.0, RATE // 100)
    body[: len(fade)] *= fade
    body[-len(fade) :] *= fade[::-1]
    return np.concatenate([np.zeros(int(BEFORE_S * RATE)), body, np.zeros(int(AFTER_S * RATE))])


def loudness(samples: np.ndarray) -> float:
    """Decibels of the voiced part: 20 ms frames within 25 dB of the loudest."""
    loud = _frame_db(samples)
    voiced = loud[loud > loud.max() - _GATE_DB]
    return float(10 * np.log10(np.mean(10 ** (voiced / 10))))


def _frame_db(samples: np.ndarray) -> np.ndarray:
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    return np.asarray(10 * np.log10(np.mean(frames**2, axis=1) + 1e-12))
