"""Paint on a plate, as numbers: which colour it has when colours meet. No Kivy here.

Paint is not light: yellow and blue make green. Red, yellow and blue stand at the corners of a cube whose other corners
are what a child sees on a palette; every mixture lies between them, and white lightens it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Rgb = tuple[float, float, float]

RED, YELLOW, BLUE, WHITE = "red", "yellow", "blue", "white"
PAINTS: Mapping[str, str] = {RED: "#E5484D", YELLOW: "#FFD23F", BLUE: "#3D7FDB", WHITE: "#FFFFFF"}
"""What stands in the jars, `#RRGGBB`."""
_CORNERS: Mapping[tuple[int, int, int], str] = {
    (0, 0, 0): "#FFFFFF",
    (1, 0, 0): PAINTS[RED],
    (0, 1, 0): PAINTS[YELLOW],
    (0, 0, 1): PAINTS[BLUE],
    (1, 1, 0): "#F5872B",
    (0, 1, 1): "#45A955",
    (1, 0, 1): "#8453BE",
    (1, 1, 1): "#84583A",
}
"""By red, yellow, blue: nothing, the three, orange, green, purple, brown."""
MOST = 6.0
"""Blobs that a plate holds; when more come, what was there gives way in equal parts."""
_WHITENS = 0.85


@dataclass(frozen=True, slots=True)
class Mixture:
    """What lies on the plate, in blobs of each paint."""

    red: float = 0.0
    yellow: float = 0.0
    blue: float = 0.0
    white: float = 0.0

    @property
    def blobs(self) -> float:
        """0 for a clean plate, `MOST` at most."""
        return self.red + self.yellow + self.blue + self.white

    def with_blob(self, paint: str) -> Mixture:
        """One blob more.

        Raises:
            KeyError: there is no such paint.
        """
        if paint not in PAINTS:
            raise KeyError(paint)
        keeps = min(1.0, (MOST - 1) / self.blobs) if self.blobs else 1.0
        parts = {name: getattr(self, name) * keeps for name in PAINTS}
        parts[paint] += 1.0
        return Mixture(**parts)

    @property
    def colour(self) -> str:
        """As `#RRGGBB`; white for a clean plate."""
        most = max(self.red, self.yellow, self.blue)
        if most == 0:
            return PAINTS[WHITE]
        near = (self.red / most, self.yellow / most, self.blue / most)
        seen = [0.0, 0.0, 0.0]
        for corner, colour in _CORNERS.items():
            share = 1.0
            for part, end in zip(near, corner, strict=True):
                share *= part if end else 1 - part
            for i, channel in enumerate(_rgb(colour)):
                seen[i] += share * channel
        lighter = _WHITENS * self.white / self.blobs
        return _hex(tuple(channel + (1 - channel) * lighter for channel in seen))  # type: ignore[arg-type]


def between(one: str, other: str, share: float) -> str:
    """The colour part of the way from one to another, both `#RRGGBB`."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return _hex(tuple(a + (b - a) * share for a, b in pairs))  # type: ignore[arg-type]


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, channel)) * 255):02X}" for channel in rgb)
