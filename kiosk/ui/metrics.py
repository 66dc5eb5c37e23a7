"""Where everything stands on the screen, worked out in millimetres of real glass.

A child's finger is the same size on every panel, so sizes are millimetres first and pixels last. Three forms:
*foot* (exits along the foot, such as 1280x800), *rail* (a low screen such as 800x480: everything that is no answer
stands in a rail of 30 mm at the right) and *tall* (720x1280). No Kivy here.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.ui.grid import Box, flow, grid_rows, place, turned

__all__ = ["ANSWER_GAP_MM", "ANSWER_MM", "LARGER_MM", "SIZES", "Box", "Form", "Metrics", "Sizes", "turned"]

ANSWER_MM = 20.0
LARGER_MM = 30.0
"""The least size of an answer for a child whose staff chose larger targets."""
ANSWER_GAP_MM = 5.0
TILE_MM = 15.0
TILE_GAP_MM = 3.0
EXIT_MM = (20.0, 14.0)
"""An exit is at least this in one direction and in the other."""
WALL_MOST = 24
"""Tiles on one page of the class wall."""
_TILE_WISH_MM = (20.0, 16.0)
"""A tile with room for a name under its picture; pages of the wall are counted with it."""


class Form(enum.Enum):
    """How a screen is divided."""

    FOOT = "foot"
    RAIL = "rail"
    TALL = "tall"


@dataclass(frozen=True, slots=True)
class Sizes:
    """What differs between the forms, in millimetres; `*_em` are letter sizes."""

    side: float
    top: float
    header: float
    animal: float
    exit: float
    exit_gap: float
    question_em: float
    word_em: float
    exit_em: float
    name_em: float
    edge: float = 0.7
    """The lower edge of a card, in place of a shadow."""
    radius: float = 4.4
    ring: float = 0.7
    """The ink border of what was chosen."""


SIZES = {
    Form.FOOT: Sizes(5.4, 3.4, 20.0, 20.0, 20.6, 5.0, 7.6, 5.0, 4.7, 4.7),
    Form.RAIL: Sizes(2.7, 2.7, 13.5, 20.0, 20.2, 2.0, 5.6, 4.2, 3.2, 3.6, radius=3.2),
    Form.TALL: Sizes(4.0, 4.5, 19.0, 19.0, 28.0, 5.0, 6.4, 4.8, 3.3, 3.7, radius=3.4, edge=0.55, ring=0.55),
}
_RAIL_MM = 30.0
_WORTH_IT = 1.15
"""How much larger cards must become before the catalogue's own rows are given up."""
_LOW_MM = 110.0
_CONTROL_MM = (20.0, 14.0)


class Metrics:
    """The places of one screen.

    Args:
        width_px, height_px: the window, in pixels.
        px_per_mm: pixels to one millimetre of glass: 5.2 (7", 800x480), 5.9 (10.1", 1280x800), 8.3 (7", 720x1280).

    Raises:
        ValueError: the glass is too small for a child's finger: under 80 mm either way.
    """

    def __init__(self, width_px: int, height_px: int, px_per_mm: float) -> None:
        if px_per_mm <= 0 or min(width_px, height_px) / px_per_mm < 80:
            raise ValueError(
                f"a screen of {width_px} by {height_px} pixels at {px_per_mm} pixels to the millimetre is smaller than "
                "80 mm; measure the glass and set px_per_mm in the tablet's settings"
            )
        self.width, self.height, self.px_per_mm = width_px, height_px, px_per_mm
        if height_px > width_px:
            self.form = Form.TALL
        else:
            self.form = Form.RAIL if height_px / px_per_mm < _LOW_MM else Form.FOOT
        self.sizes = SIZES[self.form]

    def px(self, mm: float) -> int:
        """Millimetres as whole pixels, rounded up so that a least size stays a least size."""
        return math.ceil(mm * self.px_per_mm - 1e-9)

    @property
    def _side(self) -> int:
        return self.px(self.sizes.side)

    @property
    def _main_right(self) -> int:
        """Where the answers end: at the edge, or before the rail."""
        if self.form is Form.RAIL:
            return self.width - self._side - self.px(_RAIL_MM) - self.px(ANSWER_GAP_MM - 1)
        return self.width - self._side

    @property
    def animal(self) -> Box:
        """The child's own animal: whose turn it is."""
        side = self.px(self.sizes.animal)
        if self.form is Form.RAIL:
            return self._slots(4)[0]
        return Box(self._side, self.px(self.sizes.top), side, side)

    @property
    def speaker(self) -> Box:
        """The speaker, at the top right of the answers."""
        height = self.px(self.sizes.header)
        width = height if self.form is not Form.RAIL else self.px(20)
        return Box(self._main_right - width, self.px(self.sizes.top), width, height)

    @property
    def wall_speaker(self) -> Box:
        """The same above the class wall, which stands higher."""
        speaker = self.speaker
        return Box(
            speaker.x, speaker.y, speaker.width, min(speaker.height, self.wall.y - self.px(TILE_GAP_MM) - speaker.y)
        )

    @property
    def controls(self) -> tuple[Box, Box]:
        """Places of *another* and *tick* (or *skip*), which come and go: beside the speaker, or under the answers.

        They are empty until they are wanted, so that nothing else ever moves.
        """
        gap = self.px(2)
        if self.form is Form.TALL:
            body, height = self.body, self.px(_CONTROL_MM[1])
            width = (body.width - self.px(ANSWER_GAP_MM)) // 2
            return (
                Box(body.x, body.foot - height, width, height),
                Box(body.right - width, body.foot - height, width, height),
            )
        speaker, width = self.speaker, self.px(_CONTROL_MM[0])
        height = max(speaker.height, self.px(_CONTROL_MM[1]))
        tick = Box(speaker.x - gap - width, speaker.foot - height, width, height)
        return Box(tick.x - gap - width, tick.y, width, height), tick

    def answers_area(self, *, controls: bool = False) -> Box:
        """Where the answers stand; on a tall screen controls take a line of it."""
        body = self.body
        if not controls or self.form is not Form.TALL:
            return body
        return Box(body.x, body.y, body.width, self.controls[0].y - self.px(ANSWER_GAP_MM) - body.y)

    @property
    def beside(self) -> tuple[Box, Box]:
        """A place for one large picture, and one for the answers beside it or, on a tall screen, under it."""
        body, gap = self.body, self.px(ANSWER_GAP_MM)
        if self.form is Form.TALL:
            high = round(body.height * 0.5)
            return (
                Box(body.x, body.y, body.width, high),
                Box(body.x, body.y + high + gap, body.width, body.height - high - gap),
            )
        wide = round(body.width * 0.42)
        return (
            Box(body.x, body.y, wide, body.height),
            Box(body.x + wide + gap, body.y, body.width - wide - gap, body.height),
        )

    @property
    def aside(self) -> Box:
        """A small tile at the end of the body, such as *something to do* on the thank-you."""
        body = self.body
        if self.form is Form.TALL:
            width, height = self.px(60), self.px(20)
            return Box(body.x + (body.width - width) // 2, body.foot - height, width, height)
        wide, high = (44, 38) if self.form is Form.FOOT else (27, 27)
        width, height = self.px(wide), self.px(high)
        return Box(body.right - width, body.foot - height - self.px(1), width, height)

    def question(self, *, animal: bool, controls: int = 0) -> Box:
        """The line at the top, beside the animal where there is one and clear of `controls` places for controls."""
        left = self._side
        if animal and self.form is not Form.RAIL:
            left = self.animal.right + self.px(3.7)
        right = self.speaker.x - self.px(2)
        if controls and self.form is not Form.TALL:
            right = self.controls[2 - controls].x - self.px(2)
        return Box(left, self.px(self.sizes.top), right - left, self.px(self.sizes.header))

    @property
    def body(self) -> Box:
        """Where the answers stand."""
        top = self.px(self.sizes.top) + self.px(self.sizes.header) + self.px(3.4 if self.form is not Form.RAIL else 2)
        foot = self.height - self.px(self.sizes.top)
        if self.form is not Form.RAIL:
            foot = self._exit_top - self.px(ANSWER_GAP_MM - 1)
        return Box(self._side, top, self._main_right - self._side, foot - top)

    @property
    def wall(self) -> Box:
        """Where the class stands: no animal beside the question, so the line above is lower."""
        body = self.body
        if self.form is Form.RAIL:
            return body
        rise = self.px(4 if self.form is Form.FOOT else 5)
        return Box(body.x, body.y - rise, body.width, body.height + rise)

    @property
    def _exit_top(self) -> int:
        return self.height - self.px(self.sizes.top) - self.px(self.sizes.exit)

    def exits(self, count: int, *, animal: bool = True) -> list[Box]:
        """Places of one to three exits, the last always in the same corner.

        Along the foot one takes the right third, two take halves, three take thirds; in the rail they stand below the
        animal, or share the whole rail where there is none.
        """
        if self.form is Form.RAIL:
            slots = self._slots(4) if animal else self._slots(3)
            return slots[len(slots) - count :]
        columns = 3 if count == 1 else count
        left, right = self._side, self.width - self._side
        gap = self.px(self.sizes.exit_gap)
        width = (right - left - gap * (columns - 1)) // columns
        height = self.px(self.sizes.exit)
        return [
            Box(right - (columns - i) * width - (columns - 1 - i) * gap, self._exit_top, width, height)
            for i in range(columns - count, columns)
        ]

    def _slots(self, count: int) -> list[Box]:
        """The rail cut into equal places."""
        width, gap = self.px(_RAIL_MM), self.px(self.sizes.exit_gap)
        top = self.px(self.sizes.top) - self.px(0.4)
        height = (self.height - 2 * top - gap * (count - 1)) // count
        return [Box(self.width - self._side - width, top + i * (height + gap), width, height) for i in range(count)]

    def answers(
        self,
        rows: Sequence[int],
        area: Box | None = None,
        *,
        least_mm: float = ANSWER_MM,
        widest: float = 1.32,
        keep: bool = False,
    ) -> list[Box]:
        """Places for answers given as the length of each row, in reading order.

        The rows are kept, unless other rows make the cards clearly larger: a tall screen takes more rows. With `keep`
        they are kept wherever the cards stay large enough. `widest` is how wide a card may be for its height.

        Raises:
            ValueError: not even the best rows leave every card `least_mm` each way.
        """
        area = area or self.body
        gap, least = self.px(ANSWER_GAP_MM), self.px(least_mm)
        kept = min(grid_rows(area, rows, gap))
        if keep and kept >= least:
            return place(area, rows, gap, widest)
        flowed = flow(area, sum(rows), gap, least)
        larger = min(grid_rows(area, flowed, gap)) > kept * _WORTH_IT
        return place(area, flowed if kept < least or larger else rows, gap, widest)

    def most(self, least_mm: float, area: Box | None = None) -> int:
        """How many answers of at least `least_mm` each way stand in the area at once; one at least."""
        area = area or self.body
        gap, least = self.px(ANSWER_GAP_MM), self.px(least_mm)
        return max(1, (area.width + gap) // (least + gap)) * max(1, (area.height + gap) // (least + gap))

    def tiles(self, count: int) -> list[Box]:
        """Places for one page of the class wall."""
        gap = self.px(TILE_GAP_MM)
        rows = flow(self.wall, count, gap, self.px(TILE_MM))
        # A wall is read row by row: every row is full but the last, which begins where the others do.
        columns = max(rows)
        full = [min(columns, count - i) for i in range(0, count, columns)]
        return place(self.wall, full, gap, 1.55, even=False)

    @property
    def wall_most(self) -> int:
        """How many tiles one page of the class wall holds, 12 to 24."""
        gap = self.px(TILE_GAP_MM)
        wide, high = (self.px(mm) + gap for mm in _TILE_WISH_MM)
        columns, rows = (self.wall.width + gap) // wide, (self.wall.height + gap) // high
        return max(12, min(WALL_MOST, columns * rows))
