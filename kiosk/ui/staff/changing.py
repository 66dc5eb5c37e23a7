"""What a press in the staff corner changes: from the card's name to new preferences. No Kivy here."""

from __future__ import annotations

from typing import Literal

from kiosk.preferences import LEAST_BRIGHT, Preferences

_STEP = 0.1
_SCAN_STEP_S, _SCAN_S = 0.25, (0.5, 5.0)
_QUARTER_MIN, _DAY_MIN = 15, 24 * 60
_NEVER = ("00:00", "00:00")
_OWN = ("13:00", "14:00")
"""The first offer when staff choose hours of their own."""
_FINE, _COARSE = 1.003, 1.03
_LEAST_PX_PER_MM = 2.0


def change(said: str, now: Preferences) -> dict[str, object]:
    """What pressing a card chooses, such as `volume:+`; nothing for a card that changes nothing."""
    name, _, how = said.partition(":")
    up = 1 if how == "+" else -1
    match name:
        case "volume":
            return {"volume": _between(now.volume + up * _STEP, 0.0, 1.0)}
        case "brightness":
            return {"brightness": _between(now.brightness + up * _STEP, LEAST_BRIGHT, 1.0)}
        case "scan":
            return {"scan_s": _between(now.scan_s + up * _SCAN_STEP_S, *_SCAN_S)}
        case "headphones":
            return {"headphones": how == "on"}
        case "quiet":
            return {"quiet": {"school": None, "never": _NEVER}.get(how, _OWN)}
        case "from" | "to" if now.quiet is not None:
            start, end = now.quiet
            return {"quiet": (_later(start, up), end) if name == "from" else (start, _later(end, up))}
    return {}


def quiet_mode(now: Preferences) -> Literal["school", "never", "own"]:
    """Whose quiet hours count."""
    if now.quiet is None:
        return "school"
    return "never" if now.quiet == _NEVER else "own"


def measured(px_per_mm: float, said: str, most: float) -> float:
    """The next estimate of the glass after one press; `measure:++` is a large step."""
    by = said.partition(":")[2]
    factor = _COARSE if len(by) == 2 else _FINE
    changed = px_per_mm * factor if by[0] == "+" else px_per_mm / factor
    return min(most, max(_LEAST_PX_PER_MM, round(changed, 3)))


def _between(value: float, least: float, most: float) -> float:
    return round(min(most, max(least, value)), 2)


def _later(at: str, quarters: int) -> str:
    hours, minutes = map(int, at.split(":"))
    total = (hours * 60 + minutes + quarters * _QUARTER_MIN) % _DAY_MIN
    return f"{total // 60:02d}:{total % 60:02d}"
