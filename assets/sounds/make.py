"""Makes our own sounds: `python -m assets.sounds.make`, in an environment from requirements/voice.lock.

Every sound is arithmetic, so nobody else has rights in it. `rain`, `sea` and `hum` rise and fall over `OVERLAP_S` at
both ends: start the next one that long before the last one ends and there is no seam; played once more after the
end, they ebb and come back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from assets.sounds import ogg
from assets.sounds.ogg import RATE

OVERLAP_S = 2.0
MARIMBA_HZ = (261.63, 293.66, 329.63, 392.00, 440.00)
"""C4 D4 E4 G4 A4: any of the five in any order sound well together."""


def tap() -> np.ndarray:
    """One soft wooden touch, 0.12 s: the same whatever was chosen, and gone before anyone looks round."""
    t = _time(0.12)
    body = np.sin(2 * np.pi * 392 * t) + 0.35 * np.sin(2 * np.pi * 1180 * t) * np.exp(-t * 60)
    return _peak(body * np.exp(-t * 38) * _attack(t, 0.003), 0.30)


def chime() -> np.ndarray:
    """Two bell notes, a fifth up, 2.2 s: the turn has ended well, however it went."""
    sound = np.zeros(int(2.2 * RATE))
    for start, hertz in ((0.0, 523.25), (0.28, 783.99)):
        note = _bell(hertz, 2.2 - start)
        sound[len(sound) - len(note) :] += note
    return _peak(_ends(sound, 0.0, 0.25), 0.40)


def marimba(hertz: float) -> np.ndarray:
    """One bar of wood, 1.1 s: the bar's own note and the overtone two octaves above that bars are tuned to."""
    t = _time(1.1)
    bar = np.sin(2 * np.pi * hertz * t) * np.exp(-t * 5)
    bar += 0.22 * np.sin(2 * np.pi * 3.98 * hertz * t) * np.exp(-t * 22)
    return _peak(_ends(bar * _attack(t, 0.004), 0.0, 0.1), 0.45)


def hum() -> np.ndarray:
    """A warm tone to hum with, 10 s: A3, where most children can follow, with a slow breath in its loudness."""
    t = _time(10.0)
    partials = ((1, 1.0), (2, 0.42), (3, 0.16), (4, 0.07))
    wander = 0.15 * np.sin(2 * np.pi * 0.23 * t)
    tone = sum(size * np.sin(2 * np.pi * 220 * part * t + part * wander) for part, size in partials)
    return _peak(_swell(np.asarray(tone) * (1 + 0.08 * np.sin(2 * np.pi * 0.2 * t))), 0.30)


def rain() -> np.ndarray:
    """Steady rain on leaves, 12 s: soft noise with many small drops, none of them sudden."""
    chance = np.random.default_rng(7)
    length = 12 * RATE
    sound = _noise(chance, length, lambda f: 1 / (1 + (f / 900) ** 1.1) * (f > 120))
    drop = _time(0.02)
    for _ in range(700):
        at, hertz = int(chance.integers(0, length - len(drop))), chance.uniform(900, 2600)
        sound[at : at + len(drop)] += (
            chance.uniform(0.02, 0.12) * np.sin(2 * np.pi * hertz * drop) * np.exp(-drop * 260)
        )
    return _peak(_swell(sound), 0.35)


def sea() -> np.ndarray:
    """Two slow waves on a flat beach, 16 s: a breath in and out each."""
    chance = np.random.default_rng(11)
    t = _time(16.0)
    wave = (0.5 - 0.5 * np.cos(2 * np.pi * t / 8)) ** 1.6
    deep = _noise(chance, len(t), lambda f: (f > 50) / (1 + (f / 260) ** 1.6))
    foam = _noise(chance, len(t), lambda f: (f > 300) / (1 + (f / 2600) ** 1.4))
    return _peak(_swell(deep * (0.25 + 0.75 * wave) + 0.35 * foam * wave**2), 0.40)


def sounds() -> Mapping[str, Callable[[], np.ndarray]]:
    """Every sound by the name of its file."""
    bars = {f"marimba_{bar}": (lambda hertz=hertz: marimba(hertz)) for bar, hertz in enumerate(MARIMBA_HZ, start=1)}
    return {"tap": tap, "chime": chime, "rain": rain, "sea": sea, "hum": hum, **bars}


def main() -> int:
    """Write every sound beside this file."""
    for name, make in sounds().items():
        content = ogg.write(Path(__file__).with_name(f"{name}.ogg"), make())
        sys.stdout.write(f"{name}: {len(content)} bytes\n")
    return 0


def _time(seconds: float) -> np.ndarray:
    return np.arange(int(seconds * RATE)) / RATE


def _bell(hertz: float, seconds: float) -> np.ndarray:
    t = _time(seconds)
    partials = ((1.0, 1.0, 2.2), (2.0, 0.45, 3.5), (3.01, 0.18, 6.0))
    tone = sum(size * np.sin(2 * np.pi * hertz * part * t) * np.exp(-t * fall) for part, size, fall in partials)
    return np.asarray(tone * _attack(t, 0.012))


def _noise(chance: np.random.Generator, length: int, colour: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Noise shaped by `colour` (hertz in, how much of it out), with a mean level of 0.2."""
    spectrum = np.fft.rfft(chance.standard_normal(length))
    sound = np.fft.irfft(spectrum * colour(np.fft.rfftfreq(length, 1 / RATE)), length)
    return np.asarray(sound * (0.2 / np.sqrt(np.mean(sound**2))))


def _attack(t: np.ndarray, seconds: float) -> np.ndarray:
    return np.clip(t / seconds, 0.0, 1.0)


def _ends(sound: np.ndarray, rise_s: float, fall_s: float) -> np.ndarray:
    """Rise and fall with equal power, so that two overlapping ends are as loud as the middle."""
    shaped = sound.copy()
    rise = np.sin(np.linspace(0, np.pi / 2, int(rise_s * RATE)))
    fall = np.cos(np.linspace(0, np.pi / 2, int(fall_s * RATE)))
    shaped[: len(rise)] *= rise
    shaped[len(shaped) - len(fall) :] *= fall
    return shaped


def _swell(sound: np.ndarray) -> np.ndarray:
    return _ends(sound, OVERLAP_S, OVERLAP_S)


def _peak(sound: np.ndarray, peak: float) -> np.ndarray:
    return np.asarray(sound * (peak / np.abs(sound).max()))


if __name__ == "__main__":
    sys.exit(main())
