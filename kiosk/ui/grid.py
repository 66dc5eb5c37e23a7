"""Places in whole pixels, and cards set in rows of them. No Kivy here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A place in whole pixels, from the top left corner, y pointing down."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def foot(self) -> int:
        return self.y + self.height

    def inset(self, dx: int, dy: int | None = None) -> Box:
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, max(1, self.width - 2 * dx), max(1, self.height - 2 * dy))


def turned(box: Box, width: int) -> Box:
    """A box of something `width` pixels wide, when that is read from the right."""
    return Box(width - box.right, box.y, box.width, box.height)


def grid_rows(area: Box, rows: Sequence[int], gap: int) -> tuple[int, int]:
    """Width and height of a card when `rows` share the area."""
    columns, lines = max(rows), len(rows)
    return (area.width - gap * (columns - 1)) // columns, (area.height - gap * (lines - 1)) // lines


def flow(area: Box, count: int, gap: int, least: int) -> list[int]:
    """Rows for `count` cards with the largest smaller side, as even as they can be.

    Raises:
        ValueError: not even the best rows leave every card `least` pixels each way.
    """
    best: tuple[int, list[int]] = (0, [])
    for lines in range(1, count + 1):
        short, more = divmod(count, lines)
        if len(rows := [short + (i < more) for i in range(lines)]) and min(grid_rows(area, rows, gap)) > best[0]:
            best = (min(grid_rows(area, rows, gap)), rows)
    if best[0] < least:
        raise ValueError(f"{count} cards of {least} pixels do not fit {area.width} by {area.height}")
    return best[1]


def place(area: Box, rows: Sequence[int], gap: int, widest: float, *, even: bool = True) -> list[Box]:
    """Cards in rows, no wider than `widest` times their height; all is centred, and when `even` every row is too."""
    width, height = grid_rows(area, rows, gap)
    width, height = min(width, round(height * widest)), min(height, round(width * 1.25))
    top = area.y + (area.height - len(rows) * height - (len(rows) - 1) * gap) // 2
    places = []
    for line, count in enumerate(rows):
        columns = count if even else max(rows)
        left = area.x + (area.width - columns * width - (columns - 1) * gap) // 2
        places += [Box(left + i * (width + gap), top + line * (height + gap), width, height) for i in range(count)]
    return places
