"""The playful activities look at every size as they did when somebody looked at them.

After a change that is meant to be seen: `pytest tests/kiosk/ui/activities --renew-pictures`, then open the pictures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

import pytest

from kiosk.ui.activities import Activity
from kiosk.ui.activities.bubbles import Bubbles
from kiosk.ui.activities.draw import DrawTheFeeling
from kiosk.ui.activities.find_adult import FindAdult
from kiosk.ui.activities.hum import HUM_S, Hum
from kiosk.ui.activities.mix import MixColours
from kiosk.ui.activities.story import PAUSE_S, Story
from sync.protocol import ChildSettings
from tests.kiosk.ui import compare
from tests.kiosk.ui.activities.playing import STILL, choose, leave
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk

PLAIN = ChildSettings(reduced_motion=True, low_stimulus=True)
Look = Callable[[Kiosk, Activity], Iterator[str]]


def settle(kiosk: Kiosk, widget: Activity, seconds: float) -> None:
    """Let time pass, and draw that very moment and no other."""
    kiosk.advance(seconds)
    widget.frame()
    widget.hold()


def hum(kiosk: Kiosk, widget: Activity) -> Iterator[str]:
    assert isinstance(widget, Hum)
    yield "hum"
    widget.key()
    settle(kiosk, widget, HUM_S / 2)
    yield "hum_flying"


def draw(kiosk: Kiosk, widget: Activity) -> Iterator[str]:
    assert isinstance(widget, DrawTheFeeling)
    yield "draw"
    box = widget.paper_box
    left, foot = box.x + box.width * 0.1, widget.up(box.foot)
    for row, colour in enumerate(("#E5484D", "#45A955", "#3D7FDB")):
        for name in (colour, f"brush_{row}"):
            widget.press(*widget.cards[name].middle)
        points = [
            (left + box.width * 0.02 * i, foot + box.height * (0.25 + 0.25 * row + 0.1 * math.sin(i / 4)))
            for i in range(40)
        ]
        widget.press(*points[0])
        for point in points[1:]:
            widget.drag(*point)
        widget.lift()
    yield "draw_lines"


def mix(kiosk: Kiosk, widget: Activity) -> Iterator[str]:
    assert isinstance(widget, MixColours)
    yield "mix"
    for jar in (1, 2):
        widget.press(*widget.jars[jar].middle)
        widget.lift()
    yield "mix_green"


def bubbles(kiosk: Kiosk, widget: Activity) -> Iterator[str]:
    assert isinstance(widget, Bubbles)
    yield "bubbles"


def story(kiosk: Kiosk, widget: Activity) -> Iterator[str]:
    assert isinstance(widget, Story)
    yield "story"
    widget.press(*widget.covers[1].middle)
    for page in range(1, 4):
        kiosk.until(lambda: bool(widget.open or kiosk.advance(0.1)), "the page")  # type: ignore[func-returns-value]
        yield f"story_page_{page}"
        settle(kiosk, widget, PAUSE_S + 0.1)
        widget.press(*widget._sheet.middle)


def find_adult(kiosk: Kiosk, widget: Activity) -> Iterator[str]:
    assert isinstance(widget, FindAdult)
    yield "find_adult"
    for _ in range(2):
        widget.key()
    yield "find_adult_found"
    widget._touch(widget.hidden[0])
    yield "find_adult_card"


LOOKS: Mapping[str, Look] = {
    "hum": hum,
    "draw": draw,
    "mix": mix,
    "bubbles": bubbles,
    "story": story,
    "find_adult": find_adult,
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_playful_activities_look_as_they_were_seen(
    start: Start, size: tuple[int, int], pytestconfig: pytest.Config
) -> None:
    """Compared with tolerance; a picture that is missing fails."""
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))
    kiosk = start(size)
    told = []
    for id, look in LOOKS.items():
        # A stored picture has few colours: the six bubbles on a plain ground fit in them, all twelve would not.
        widget = choose(kiosk, id, PLAIN if id == "bubbles" else STILL)
        for name in look(kiosk, widget):
            told.append(compare.check(kiosk.picture(), f"{size[0]}x{size[1]}", f"activities/{name}", renew=renew))
        leave(kiosk)

    assert [each for each in told if each] == []
