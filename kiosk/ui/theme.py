"""The colours of the tablet, `#RRGGBB`. Colour never carries meaning alone."""

from __future__ import annotations

PAPER = "#FFF8EC"
INK = "#2E2A4F"
MUTED = "#6F6A8A"
CARD = "#FFFFFF"
EDGE = "#EADFCB"
SKY = "#CFEAF6"
HILL = "#9ED9A5"
NEAR_HILL = "#7CC98A"
SUN = "#FFD25A"
GLOW = "#F8E3AE"
FAR_GLOW = "#E9ECD2"
LANTERN_LIGHT = "#F3ECC0"


def rgba(colour: str, alpha: float = 1.0) -> tuple[float, float, float, float]:
    """A colour as Kivy wants it: four numbers 0..1.

    Raises:
        ValueError: not of the form `#RRGGBB`.
    """
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"a colour is written #RRGGBB, got {colour!r}")
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, alpha


def darker(colour: str, by: float = 0.12) -> str:
    """The lower edge of a coloured card: the same hue, `by` (0..1) nearer to black."""
    return "#" + "".join(f"{round(channel * 255 * (1 - by)):02X}" for channel in rgba(colour)[:3])
