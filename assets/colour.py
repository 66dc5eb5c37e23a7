"""What can be said of a colour without drawing it. Colours are written `#RRGGBB`."""

from __future__ import annotations

import re

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, 0..1.

    Raises:
        ValueError: not of the form `#RRGGBB`.
    """
    if not _HEX.fullmatch(colour):
        raise ValueError(f"a colour is written #RRGGBB, got {colour!r}")
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, 1..21, as WCAG 2.2 counts it: text needs 4.5, or 7 for AAA; a drawing 3.

    Raises:
        ValueError: one of them is not of the form `#RRGGBB`.
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
