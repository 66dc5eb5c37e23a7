"""Paint mixes as paint does, not as light does."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.activities.paint import MOST, PAINTS, Mixture, between


def of(*paints: str) -> Mixture:
    mixture = Mixture()
    for paint in paints:
        mixture = mixture.with_blob(paint)
    return mixture


def hue(colour: str) -> tuple[float, float, float]:
    """Degrees round the wheel, saturation and lightness 0..1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    turn, light, deep = colorsys.rgb_to_hls(red, green, blue)
    return turn * 360, deep, light


@pytest.mark.parametrize(
    ("paints", "low", "high"),
    [
        (("yellow", "blue"), 100, 160),
        (("red", "yellow"), 15, 40),
        (("red", "blue"), 255, 300),
        (("blue", "yellow"), 100, 160),
    ],
)
def test_two_paints_make_the_colour_a_child_knows(paints: tuple[str, ...], low: float, high: float) -> None:
    """Yellow and blue are green, red and yellow orange, red and blue purple, whichever came first."""
    turn, deep, _ = hue(of(*paints).colour)

    assert low < turn < high
    assert deep > 0.35


def test_all_three_make_brown() -> None:
    """Dark, and no longer bright."""
    turn, deep, light = hue(of("red", "yellow", "blue").colour)

    assert turn < 45
    assert deep < 0.6
    assert light < 0.5


@pytest.mark.parametrize("paint", ["red", "yellow", "blue"])
def test_white_lightens(paint: str) -> None:
    """Each blob of white a little more, and the colour stays what it was."""
    plain, pale, paler = of(paint), of(paint, "white"), of(paint, "white", "white")

    assert hue(plain.colour)[2] < hue(pale.colour)[2] < hue(paler.colour)[2]
    assert abs(hue(plain.colour)[0] - hue(pale.colour)[0]) < 4


def test_one_paint_alone_is_its_own_colour() -> None:
    """What comes out of the jar is what lies on the plate."""
    assert all(of(name).colour == colour for name, colour in PAINTS.items())


@given(st.lists(st.sampled_from(tuple(PAINTS)), max_size=40))
def test_a_plate_never_overflows_and_always_has_a_colour(paints: list[str]) -> None:
    """However many blobs come."""
    mixture = of(*paints)

    assert mixture.blobs <= MOST + 1e-9
    assert len(mixture.colour) == 7
    assert int(mixture.colour[1:], 16) <= 0xFFFFFF


def test_the_last_blob_always_shows() -> None:
    """On a plate full of blue, yellow still changes it."""
    blue = of(*["blue"] * 30)

    assert blue.with_blob("yellow").colour != blue.colour


def test_an_unknown_paint_is_refused() -> None:
    """A mistake in the code, not a colour."""
    with pytest.raises(KeyError):
        Mixture().with_blob("silver")


def test_between_begins_and_ends_at_the_two_colours() -> None:
    """For a change that can be watched."""
    assert between("#102030", "#F0E0D0", 0) == "#102030"
    assert between("#102030", "#F0E0D0", 1) == "#F0E0D0"
    assert between("#000000", "#FFFFFF", 0.5) == "#808080"
