"""How bright the panel is, where the kernel lets us say: `/sys/class/backlight`."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path("/sys/class/backlight")


class Backlight:
    """The first panel that can be dimmed, or none."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._panel = next((panel for panel in _panels(folder) if _most(panel)), None)

    def set(self, share: float) -> bool:
        """Light the panel by `share`, 0..1 of its most; False when there is none or it may not be written.

        The kernel's scale is even in light, so the lowest step still shows something.
        """
        if self._panel is None:
            return False
        level = max(1, round(share * _most(self._panel)))
        try:
            (self._panel / "brightness").write_text(f"{level}\n")
        except OSError:
            return False
        return True


def _panels(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _most(panel: Path) -> int:
    try:
        return int((panel / "max_brightness").read_text())
    except (OSError, ValueError):
        return 0
