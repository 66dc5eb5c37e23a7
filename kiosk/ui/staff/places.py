"""Where things stand in the staff corner, from the metrics of the screen. No Kivy here."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.metrics import Box, Form, Metrics

CONTROL_MM = 14.0
"""No control is smaller, either way."""
GAP_MM = 3.0
_STEP_MM = 17.0
CARD_MM = (85.6, 54.0)
"""A bank card, ISO/IEC 7810 ID-1."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label, and beside it (on a tall screen under it) the place of its control."""

    label: Box
    control: Box


def labelled(metrics: Metrics, count: int) -> list[Row]:
    """`count` rows, evenly down the body; at most four fit everywhere."""
    area, gap = metrics.body, metrics.px(GAP_MM)
    if metrics.form is Form.TALL:
        control = metrics.px(CONTROL_MM + 1)
        height = min((area.height - gap * (count - 1)) // count, metrics.px(24))
        return [
            Row(
                Box(area.x, top, area.width, height - control), Box(area.x, top + height - control, area.width, control)
            )
            for top in (area.y + i * (height + gap) for i in range(count))
        ]
    height = min((area.height - gap * (count - 1)) // count, metrics.px(20))
    wide = round(area.width * 0.4)
    return [
        Row(Box(area.x, top, wide - gap, height), Box(area.x + wide, top, area.width - wide, height))
        for top in (area.y + i * (height + gap) for i in range(count))
    ]


def people(metrics: Metrics, count: int) -> list[Box]:
    """Places for at most `count` people with a sentence each, down the body; on a wide screen in two columns."""
    area, gap = metrics.body, metrics.px(GAP_MM)
    columns = 1 if metrics.form is Form.TALL else 2
    lines = (area.height + gap) // (metrics.px(19) + gap)
    height = (area.height - gap * (lines - 1)) // lines
    whole = [Box(area.x, area.y + i * (height + gap), area.width, height) for i in range(lines)]
    return [box for line in whole for box in share(metrics, line, columns)][:count]


def joined(row: Row) -> Box:
    """The whole of a row."""
    label, control = row.label, row.control
    top = min(label.y, control.y)
    return Box(label.x, top, control.right - label.x, max(label.foot, control.foot) - top)


def stepper(metrics: Metrics, control: Box) -> tuple[Box, Box, Box]:
    """Less, what it is now, more."""
    step, gap = metrics.px(_STEP_MM), metrics.px(GAP_MM)
    return (
        Box(control.x, control.y, step, control.height),
        Box(control.x + step + gap, control.y, control.width - 2 * (step + gap), control.height),
        Box(control.right - step, control.y, step, control.height),
    )


def share(metrics: Metrics, control: Box, count: int) -> list[Box]:
    """A control cut into `count` equal cards."""
    gap = metrics.px(GAP_MM)
    width = (control.width - gap * (count - 1)) // count
    return [Box(control.x + i * (width + gap), control.y, width, control.height) for i in range(count)]


def front(metrics: Metrics) -> tuple[Box, list[Box]]:
    """The place of what is told, and of six cards beside or below it."""
    area, gap = metrics.body, metrics.px(GAP_MM)
    if metrics.form is Form.TALL:
        told = Box(area.x, area.y, area.width, area.height - gap - 2 * gap - 3 * metrics.px(CONTROL_MM))
        menu = Box(area.x, told.foot + gap, area.width, area.height - told.height - gap)
    else:
        wide = round(area.width * (0.47 if metrics.form is Form.RAIL else 0.5))
        told = Box(area.x, area.y, wide - gap, area.height)
        menu = Box(area.x + wide, area.y, area.width - wide, area.height)
    high = (menu.height - 2 * gap) // 3
    return told, [
        box for i in range(3) for box in share(metrics, Box(menu.x, menu.y + i * (high + gap), menu.width, high), 2)
    ]


def aside(metrics: Metrics) -> Box:
    """A small place that nothing else uses, across from the way out."""
    side, height = metrics.px(metrics.sizes.side), metrics.px(6)
    if metrics.form is Form.RAIL:
        slot = metrics.exits(3, animal=False)[0]
        return Box(slot.x, slot.y, slot.width, height)
    return Box(side, metrics.exits(1)[0].foot - height, metrics.width // 2, height)


def lines(metrics: Metrics, area: Box, count: int, most_mm: float) -> list[Box]:
    """`count` lines of equal height from the top of an area, each at most `most_mm` high."""
    height = min(area.height // max(1, count), metrics.px(most_mm))
    return [Box(area.x, area.y + i * height, area.width, height) for i in range(count)]


def keys(metrics: Metrics) -> tuple[Box, list[Box]]:
    """The place of the typed dots, and of twelve keys in rows of three, from 1 to what ends the typing."""
    area, gap = metrics.body, metrics.px(GAP_MM)
    if metrics.form is Form.TALL:
        dots = Box(area.x, area.y, area.width, metrics.px(14))
        pad = Box(area.x, dots.foot + gap, area.width, area.height - dots.height - gap)
    else:
        wide = round(area.width * 0.42)
        dots = Box(area.x, area.y, wide - gap, area.height)
        pad = Box(area.x + wide, area.y, area.width - wide, area.height)
    high = min((pad.height - 3 * gap) // 4, metrics.px(22))
    wide = min((pad.width - 2 * gap) // 3, round(high * 1.6))
    left = pad.x + (pad.width - 3 * wide - 2 * gap) // 2
    return dots, [
        Box(left + column * (wide + gap), pad.y + row * (high + gap), wide, high)
        for row in range(4)
        for column in range(3)
    ]


def dots(metrics: Metrics, area: Box, count: int) -> list[Box]:
    """One dot for each typed digit, in the middle of an area; eight fit."""
    side, gap = metrics.px(2.6), metrics.px(2)
    left = area.x + (area.width - count * side - (count - 1) * gap) // 2
    return [Box(left + i * (side + gap), area.y + (area.height - side) // 2, side, side) for i in range(count)]


def bank_card(metrics: Metrics, px_per_mm: float) -> Box:
    """A bank card's outline if the glass had so many pixels to the millimetre; upright on a tall screen."""
    area = metrics.body
    long, short = (round(mm * px_per_mm) for mm in CARD_MM)
    width, height = (short, long) if metrics.form is Form.TALL else (long, short)
    return Box(area.x + max(0, area.width - width) // 2, area.y + max(0, area.height - height) // 2, width, height)


def px_per_mm_most(metrics: Metrics) -> float:
    """The densest glass that leaves the window large enough for a child's finger: 80 mm either way."""
    return min(metrics.width, metrics.height) / 80.0


def measuring(metrics: Metrics) -> list[Box]:
    """Places of: much smaller, smaller, larger, much larger, it fits, back."""
    least, gap = metrics.px(CONTROL_MM), metrics.px(GAP_MM)
    if metrics.form is Form.RAIL:
        # Two controls share a place of the rail: they stand nearer to each other than elsewhere.
        high, low, keep, back = metrics.exits(4)
        halves = [
            (Box(slot.x, slot.y, least, slot.height), Box(slot.right - least, slot.y, least, slot.height))
            for slot in (high, low)
        ]
        return [halves[0][0], halves[1][0], halves[1][1], halves[0][1], keep, back]
    left, right = metrics.exits(2)
    whole = Box(left.x, left.y, right.right - left.x, left.height)
    if metrics.form is Form.TALL:
        low = Box(whole.x, whole.foot - least, whole.width, least)
        high = Box(whole.x, low.y - gap - least, whole.width, least)
        return [*share(metrics, high, 4), *share(metrics, low, 2)]
    return share(metrics, whole, 6)
