"""The animals of the class wall, and every sign."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest

from assets.animals import ANIMALS, animal, tile_colour
from assets.drawing.ink import INK
from assets.pictures import names, picture
from assets.scenes import sunrise
from kiosk.raster import paint
from tests.assets.looking import contrast, difference, grey, inked, overlap, silhouette

NEEDED = [
    "not_sure",
    "not_say",
    "adult",
    "speaker",
    "tick",
    "lantern_lit",
    "lantern_unlit",
    "hand",
    "more",
    "cant_find",
    "my_body",
    "hungry",
    "hurt",
    "how_talk",
    "how_sit",
    "how_watch",
    "how_not_now",
    "any_adult",
    "adult_1",
    "adult_2",
    "adult_3",
    "adult_4",
    "adult_5",
    "adult_6",
    "adult_7",
    "adult_8",
    "take_back",
    "card",
    "yes",
    "no",
    "offline",
]


def test_a_class_of_thirty_six_can_each_have_an_animal() -> None:
    """No two children of a class need share one."""
    assert len(ANIMALS) == len(set(ANIMALS)) >= 36


def test_no_two_animals_have_one_silhouette() -> None:
    """With colour and features gone they still differ."""
    shapes = {id: silhouette(animal(id)) for id in ANIMALS}
    alike = {(a, b): overlap(shapes[a], shapes[b]) for a, b in combinations(shapes, 2)}
    nearest = max(alike, key=lambda pair: alike[pair])

    assert alike[nearest] < 0.92, nearest


def test_no_two_animals_look_alike_in_grey() -> None:
    """Two animals with nearly one outline differ inside it."""
    seen = {id: grey(animal(id)) for id in ANIMALS}
    alike = {(a, b): difference(seen[a], seen[b]) for a, b in combinations(seen, 2)}
    nearest = min(alike, key=lambda pair: alike[pair])

    assert alike[nearest] > 8, nearest


@pytest.mark.parametrize("id", ANIMALS)
def test_each_animals_outline_stands_out_from_its_tile(id: str) -> None:
    """Three to one at least; a tile is a plain colour."""
    assert re.fullmatch(r"#[0-9A-F]{6}", tile_colour(id))
    assert contrast(INK, tile_colour(id)) >= 3


def test_neighbours_on_the_wall_have_different_tiles() -> None:
    """A wall dealt in order is varied."""
    assert all(tile_colour(a) != tile_colour(b) for a, b in pairwise(ANIMALS))


@pytest.mark.parametrize("name", [*NEEDED, *ANIMALS])
def test_each_picture_fills_its_box_and_stays_in_it(name: str) -> None:
    """Nothing is trimmed by a tile, and nothing is lost in the middle of one."""
    assert name in names()
    left, top, right, foot = inked(picture(name))

    assert min(left, top) >= -0.6
    assert max(right, foot) <= 100.6
    assert max(right - left, foot - top) >= 62


def test_no_two_pictures_are_the_same() -> None:
    """A lit lantern is not an unlit one, and no adult is drawn twice."""
    seen = {name: paint(picture(name), 48) for name in names()}
    for a, b in combinations(seen, 2):
        assert difference(seen[a], seen[b]) > 1.5, (a, b)


def test_a_picture_there_is_not_is_refused() -> None:
    """A mistyped name is found by the programmer, not by a child."""
    with pytest.raises(KeyError):
        picture("unicorn")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 480), (720, 1280)])
def test_the_sunrise_fills_any_screen_and_has_sky_sun_and_hills(width: int, height: int) -> None:
    """Every pixel is painted; the sky is above, the hill below, the sun between them."""
    scene = paint(sunrise(width, height), width // 4)
    middle = [scene.getpixel((scene.width // 2, y)) for y in range(scene.height)]

    assert scene.size == (width // 4, height // 4)
    assert scene.getchannel("A").getextrema() == (255, 255)
    assert middle[0] == (0xCF, 0xEA, 0xF6, 255)
    assert middle[-1] == (0x7C, 0xC9, 0x8A, 255)
    assert (0xFF, 0xD2, 0x5A, 255) in middle


def test_a_scene_without_size_is_refused() -> None:
    """The message gives the size that was asked for."""
    with pytest.raises(ValueError, match="0 by 480"):
        sunrise(0, 480)
