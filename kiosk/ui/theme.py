"""The colours of the tablet, `#RRGGBB`, and the look each child has them in. Colour never carries meaning alone."""

from __future__ import annotations

from dataclasses import dataclass

from assets.colour import channels
from assets.words import ENGLISH, LANGUAGES
from sync.protocol import ChildSettings

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
WHITE = "#FFFFFF"
BLACK = "#000000"
STILL = "#F7F5F1"
"""The plain ground of a screen with low stimulus."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the screens are for the child whose turn it is. The wall and the resting screen have the `USUAL` one."""

    language: str = ENGLISH
    high_contrast: bool = False
    low_stimulus: bool = False
    larger_targets: bool = False
    reduced_motion: bool = False

    @property
    def mirrored(self) -> bool:
        """True when the screen is read from the right: every place is turned round, no picture is."""
        return LANGUAGES[self.language].rtl

    @property
    def paper(self) -> str:
        """The ground of a screen."""
        if self.high_contrast:
            return WHITE
        return STILL if self.low_stimulus else PAPER

    @property
    def ink(self) -> str:
        """What is written in."""
        return BLACK if self.high_contrast else INK

    @property
    def outline_mm(self) -> float:
        """The black border of every card; 0 for none."""
        return 0.5 if self.high_contrast else 0.0

    @property
    def ring(self) -> float:
        """How many times as thick the border of a chosen card is, so that it shows beside the black one."""
        return 2.0 if self.high_contrast else 1.0

    @property
    def scenery(self) -> bool:
        """True when a screen may have sky and hills behind it."""
        return not (self.high_contrast or self.low_stimulus)

    def tint(self, colour: str) -> str:
        """A card's colour in this look."""
        if self.high_contrast:
            return WHITE
        return blended(colour, CARD, 0.65) if self.low_stimulus else colour


USUAL = Look()
"""How the tablet looks to a child for whom staff have chosen nothing, and to everybody on the wall."""


def look_for(settings: ChildSettings | None) -> Look:
    """The look of a child; `USUAL` for nobody. A language of a newer Daybreak is shown as English."""
    if settings is None:
        return USUAL
    return Look(
        settings.language if settings.language in LANGUAGES else ENGLISH,
        settings.high_contrast,
        settings.low_stimulus,
        settings.larger_targets,
        settings.reduced_motion,
    )


def rgba(colour: str, alpha: float = 1.0) -> tuple[float, float, float, float]:
    """A colour as Kivy wants it: four numbers 0..1.

    Raises:
        ValueError: not of the form `#RRGGBB`.
    """
    red, green, blue = channels(colour)
    return red, green, blue, alpha


def darker(colour: str, by: float = 0.12) -> str:
    """The lower edge of a coloured card: the same hue, `by` (0..1) nearer to black."""
    return "#" + "".join(f"{round(channel * 255 * (1 - by)):02X}" for channel in rgba(colour)[:3])


def blended(colour: str, other: str, share: float) -> str:
    """A colour with a `share` (0..1) of another in it."""
    pairs = zip(rgba(colour)[:3], rgba(other)[:3], strict=True)
    return "#" + "".join(f"{round((a * (1 - share) + b * share) * 255):02X}" for a, b in pairs)
