"""A drawing is the child's own: it is smooth to make, costs the same however long it is, and is kept nowhere."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from kiosk.ui.activities.draw import BRUSHES_MM, COLOURS, DrawTheFeeling
from kiosk.ui.drive import Finger
from tests.kiosk.ui.activities.playing import choose, leave
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk

WHITE = (255, 255, 255)


def drawing(kiosk: Kiosk) -> DrawTheFeeling:
    widget = choose(kiosk, "draw")
    assert isinstance(widget, DrawTheFeeling)
    kiosk.advance(kiosk.stage.gate.PAUSE_S)
    return widget


def at(widget: DrawTheFeeling, across: float, up: float) -> tuple[float, float]:
    """A place on the paper, 0..1 each way, in window pixels."""
    box = widget.paper_box
    return box.x + box.width * across, widget.up(box.foot) + box.height * up


def stroke(kiosk: Kiosk, *places: tuple[float, float]) -> None:
    finger: Finger = kiosk.finger_at(*places[0])
    finger.down()
    for place in places[1:]:
        finger.to(*place)
    finger.up()
    kiosk.frames(1)


def choose_card(kiosk: Kiosk, widget: DrawTheFeeling, name: str) -> None:
    stroke(kiosk, widget.cards[name].middle)


def sheet(widget: DrawTheFeeling) -> Image.Image:
    """What is on the paper, the right way up."""
    image = Image.frombytes("RGBA", widget.paper.size, widget.paper.pixels)
    return image.transpose(Image.Transpose.FLIP_TOP_BOTTOM).convert("RGB")


def colour_at(widget: DrawTheFeeling, across: float, up: float) -> tuple[int, ...]:
    image = sheet(widget)
    place = (round(image.width * across), round(image.height * (1 - up)))
    found = image.getpixel(place)
    assert isinstance(found, tuple)
    return found


def inked(image: Image.Image) -> int:
    """How many pixels are no longer paper."""
    return sum(count for count, colour in image.getcolors(1 << 24) or () if colour != WHITE)


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def test_a_tap_is_a_dot_and_a_drag_a_line(kiosk: Kiosk) -> None:
    """In the place that was touched, also between two far touches of a quick finger."""
    widget = drawing(kiosk)
    choose_card(kiosk, widget, "brush_2")
    stroke(kiosk, at(widget, 0.2, 0.8))
    stroke(kiosk, at(widget, 0.2, 0.3), at(widget, 0.8, 0.3))

    ink = rgb(COLOURS[0])
    assert colour_at(widget, 0.2, 0.8) == ink
    assert colour_at(widget, 0.5, 0.3) == ink
    assert colour_at(widget, 0.8, 0.3) == ink
    assert colour_at(widget, 0.5, 0.7) == WHITE


def test_every_colour_and_every_brush_paints(kiosk: Kiosk) -> None:
    """At least eight colours and three sizes, each as wide as it says."""
    widget = drawing(kiosk)
    assert len(COLOURS) >= 8
    for i, colour in enumerate(COLOURS):
        choose_card(kiosk, widget, colour)
        across = (i + 0.5) / len(COLOURS)
        stroke(kiosk, at(widget, across, 0.9))
        assert colour_at(widget, across, 0.9) == rgb(colour)
    for i, wide in enumerate(BRUSHES_MM):
        choose_card(kiosk, widget, "new_page")
        choose_card(kiosk, widget, f"brush_{i}")
        stroke(kiosk, at(widget, 0.1, 0.5), at(widget, 0.9, 0.5))
        column = sheet(widget).crop((widget.paper.size[0] // 2, 0, widget.paper.size[0] // 2 + 1, widget.paper.size[1]))
        assert abs(inked(column) - kiosk.metrics.px(wide)) <= 4


def test_a_drawing_is_seen_on_the_screen(kiosk: Kiosk) -> None:
    """What is on the paper is what the child sees."""
    widget = drawing(kiosk)
    choose_card(kiosk, widget, COLOURS[1])
    stroke(kiosk, at(widget, 0.3, 0.5), at(widget, 0.7, 0.5))
    x, y = at(widget, 0.5, 0.5)

    assert kiosk.picture().getpixel((round(x), round(kiosk.metrics.height - y))) == rgb(COLOURS[1])


def test_a_fresh_page_is_empty(kiosk: Kiosk) -> None:
    """One touch."""
    widget = drawing(kiosk)
    stroke(kiosk, at(widget, 0.1, 0.1), at(widget, 0.9, 0.9))
    choose_card(kiosk, widget, "new_page")

    assert inked(sheet(widget)) == 0


def test_no_pixel_of_a_drawing_outlives_the_activity(kiosk: Kiosk) -> None:
    """The texture itself is painted over, and what is shown of it is gone with the screen."""
    widget = drawing(kiosk)
    choose_card(kiosk, widget, COLOURS[5])
    stroke(kiosk, at(widget, 0.1, 0.1), at(widget, 0.9, 0.9), at(widget, 0.1, 0.9))
    assert inked(sheet(widget)) > 100
    kiosk.press("stop")
    kiosk.frames(2)

    assert inked(sheet(widget)) == 0
    assert widget._veil.a == 0


def test_a_drawing_is_written_to_no_file(kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing from beginning to end opens nothing for writing."""
    opened: list[str] = []
    real = open

    def watched(file: object, mode: str = "r", *args: object, **kwargs: object) -> object:
        if set(mode) & set("wax+"):
            opened.append(str(file))
        return real(file, mode, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", watched)
    monkeypatch.chdir(tmp_path)
    widget = drawing(kiosk)
    stroke(kiosk, at(widget, 0.1, 0.1), at(widget, 0.9, 0.9))
    leave(kiosk)

    assert opened == []
    assert list(tmp_path.iterdir()) == []


def test_a_long_drawing_grows_nothing_and_slows_nothing(kiosk: Kiosk) -> None:
    """Three thousand strokes later there is as much to draw for the next one as there was for the first."""
    widget = drawing(kiosk)
    paper = widget.paper
    paper.stroke((10, 10), (20, 20), 5, COLOURS[0])
    first = paper.instructions
    spent = []
    for batch in range(10):
        start = time.thread_time()
        for i in range(300):
            paper.stroke((i, batch * 9), (i + 5, batch * 9 + 40), 12, COLOURS[i % 8])
        spent.append(time.thread_time() - start)

    assert paper.instructions == first
    assert min(spent[5:]) < 3 * min(spent[:5])


def test_a_stroke_that_leaves_the_paper_paints_no_card(kiosk: Kiosk) -> None:
    """A finger may slide over the cards: no colour changes, and the line ends at the edge."""
    widget = drawing(kiosk)
    stroke(kiosk, at(widget, 0.5, 0.2), widget.cards[COLOURS[3]].middle)

    assert widget.colour == COLOURS[0]


def test_a_switch_draws_a_sunflower(kiosk: Kiosk) -> None:
    """A dot with every press, from the middle out, in changing colours."""
    widget = drawing(kiosk)
    seen, colours = [], set()
    for _ in range(8):
        widget.key()
        seen.append(inked(sheet(widget)))
        colours.add(widget.colour)

    assert seen[0] > 0
    assert all(after > before for before, after in pairwise(seen))
    assert len(colours) == 2


def test_every_card_is_at_least_fifteen_millimetres(start: Start) -> None:
    """And inside the room, none over another, at every size."""
    for size in SIZES:
        kiosk = start(size)
        widget = drawing(kiosk)
        boxes = [card.box for card in widget.cards.values()]
        least = kiosk.metrics.px(15)
        assert all(min(box.width, box.height) >= least for box in boxes), size
        assert all(box.right <= widget.box.right and box.foot <= widget.box.foot for box in boxes), size
        apart = [
            a.right <= b.x or b.right <= a.x or a.foot <= b.y or b.foot <= a.y
            for a in boxes
            for b in boxes
            if a is not b
        ]
        assert all(apart), size
        kiosk.close()
