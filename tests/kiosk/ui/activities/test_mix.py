"""A touch on a jar sends its paint to the plate, where it mixes; nobody has to drag."""

from __future__ import annotations

from itertools import pairwise

from kiosk.ui.activities.mix import MixColours
from kiosk.ui.activities.paint import PAINTS, Mixture
from sync.protocol import ChildSettings
from tests.kiosk.ui.activities.playing import STILL, choose, leave, play_for
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk

RED, YELLOW, BLUE, WHITE, WATER = range(5)


def mix(kiosk: Kiosk, settings: ChildSettings | None = None) -> MixColours:
    widget = choose(kiosk, "mix", settings or ChildSettings())
    assert isinstance(widget, MixColours)
    kiosk.advance(kiosk.stage.gate.PAUSE_S)
    return widget


def tap(kiosk: Kiosk, widget: MixColours, jar: int) -> None:
    finger = kiosk.finger_at(*widget.jars[jar].middle)
    finger.down()
    kiosk.frames(1)
    finger.up()
    kiosk.frames(1)


def settle(kiosk: Kiosk, widget: MixColours) -> None:
    """Until nothing moves any more."""

    def still() -> bool:
        kiosk.advance(0.3)
        return not widget.moving

    kiosk.until(still, "the paint to settle")


def seen(kiosk: Kiosk, widget: MixColours) -> tuple[int, int, int]:
    """The colour in the middle of the plate, as it is drawn."""
    x, y = widget._dish_at
    return kiosk.picture().getpixel((round(x), round(kiosk.metrics.height - y)))  # type: ignore[return-value]


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def test_yellow_and_blue_are_seen_as_green(kiosk: Kiosk) -> None:
    """Two taps; the plate and the chameleon show what they make."""
    widget = mix(kiosk)
    tap(kiosk, widget, YELLOW)
    settle(kiosk, widget)
    assert seen(kiosk, widget) == rgb(PAINTS["yellow"])
    tap(kiosk, widget, BLUE)
    settle(kiosk, widget)

    red, green, blue = seen(kiosk, widget)
    assert green > red + 40
    assert green > blue + 40
    assert (red, green, blue) == rgb(Mixture(yellow=1, blue=1).colour)


def test_two_quick_taps_lose_no_paint(kiosk: Kiosk) -> None:
    """A second jar before the first blob has arrived: both arrive."""
    widget = mix(kiosk)
    tap(kiosk, widget, RED)
    tap(kiosk, widget, YELLOW)
    settle(kiosk, widget)

    assert widget.mixture == Mixture(red=1, yellow=1)


def test_a_blob_can_be_dragged_too(kiosk: Kiosk) -> None:
    """It follows the finger, and finds the plate from wherever it is let go."""
    widget = mix(kiosk)
    jar = widget.jars[RED]
    finger = kiosk.finger_at(*jar.middle)
    finger.down()
    kiosk.frames(1)
    finger.to(jar.middle[0] + 60, jar.middle[1] + 120)
    kiosk.frames(1)
    assert abs(widget._blob.place[0] - jar.middle[0] - 60) < 1
    finger.up()
    settle(kiosk, widget)

    assert widget.mixture == Mixture(red=1)


def test_water_makes_the_plate_clean(kiosk: Kiosk) -> None:
    """And the chameleon pale again."""
    widget = mix(kiosk)
    tap(kiosk, widget, RED)
    settle(kiosk, widget)
    tap(kiosk, widget, WATER)
    kiosk.frames(2)

    assert widget.mixture == Mixture()
    assert widget._pool.alpha == 0
    assert not widget.moving


def test_with_reduced_motion_the_colours_change_at_once(kiosk: Kiosk) -> None:
    """Nothing flies and nothing swirls."""
    widget = mix(kiosk, STILL)
    tap(kiosk, widget, RED)
    tap(kiosk, widget, BLUE)

    assert widget.mixture == Mixture(red=1, blue=1)
    assert not widget.moving
    assert widget._swirl.alpha == 0
    assert seen(kiosk, widget) == rgb(Mixture(red=1, blue=1).colour)


def test_the_next_child_finds_a_clean_plate(kiosk: Kiosk) -> None:
    """Nothing of a mixture outlives its child."""
    widget = mix(kiosk)
    tap(kiosk, widget, RED)
    play_for(kiosk, 1.0)
    leave(kiosk)
    mix(kiosk)

    assert widget.mixture == Mixture()
    assert widget._pool.alpha == 0


def test_a_switch_makes_a_new_colour_with_every_press(kiosk: Kiosk) -> None:
    """Yellow, then blue, white and red, then water."""
    widget = mix(kiosk, STILL)
    colours = []
    for _ in range(4):
        widget.key()
        colours.append(widget.colour)

    assert len(set(colours)) == 4
    widget.key()
    assert widget.mixture == Mixture()


def test_every_jar_is_large_enough_for_a_small_finger(start: Start) -> None:
    """At least 15 mm, inside the room, none over another."""
    for size in SIZES:
        kiosk = start(size)
        widget = mix(kiosk)
        px = kiosk.metrics.px
        sides = {jar.side for jar in widget.jars}
        assert min(sides) >= px(15), size
        across = [jar.middle[0] for jar in widget.jars]
        assert across[0] - widget.jars[0].side / 2 >= widget.box.x
        assert across[-1] + widget.jars[-1].side / 2 <= widget.box.right
        assert all(b - a >= min(sides) + px(0.5) for a, b in pairwise(across))
        kiosk.close()
