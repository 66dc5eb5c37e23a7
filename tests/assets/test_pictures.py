"""The animals of the class wall, and every sign."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest

from assets import activities, catalogue
from assets.animals import ANIMALS, animal, tile_colour
from assets.catalogue import FAMILIES
from assets.drawing.ink import INK
from assets.pictures import names, picture, playthings, props
from assets.scenes import sunrise
from kiosk.raster import paint
from tests.assets.looking import WHITE, contrast, difference, edge_colours, grey, inked, overlap, silhouette

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
    "stop",
    "skip",
    "another",
    "clock",
    "visitor",
    "came_yes",
    "came_no",
    *(f"family_{family}" for family in FAMILIES),
    *(catalogue.load().picture(id) for id in catalogue.load().pages["inside"].leads),
    *(f"about_{about}" for about in catalogue.load().abouts),
    *(activity.picture for activity in activities.load()),
    *catalogue.SECRET_PICTURES,
]
GLOWING = ("lantern_lit", "offline")
"""A glow, and a white halo round the stroke that crosses out: both are meant to have no edge."""
PARTS = {*playthings.PLAYTHINGS, *props.PROPS}
"""Pieces that activities are put together from: two may be the same behind different fronts."""


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
    """A lit lantern is not an unlit one, and no adult is drawn twice; *not sure* is itself wherever it is asked."""
    asked_again = {name for name in names() if ":" in name} | {"about_not_sure"}
    seen = {name: paint(picture(name), 48) for name in names() if name not in PARTS | asked_again}
    assert picture("about_not_sure") == picture("not_sure")
    for a, b in combinations(seen, 2):
        assert difference(seen[a], seen[b]) > 1.5, (a, b)


def test_no_two_secret_pictures_are_mixed_up() -> None:
    """Nine shapes, apart in outline and in grey: the child who chose the key never doubts which it is."""
    shapes = {name: silhouette(picture(name)) for name in catalogue.SECRET_PICTURES}
    seen = {name: grey(picture(name)) for name in catalogue.SECRET_PICTURES}
    for a, b in combinations(catalogue.SECRET_PICTURES, 2):
        assert overlap(shapes[a], shapes[b]) < 0.88, (a, b)
        assert difference(seen[a], seen[b]) > 25, (a, b)


def test_no_two_abouts_or_activities_are_mixed_up() -> None:
    """Pictures that stand beside each other differ even without their colours."""
    abouts = [f"about_{about}" for about in catalogue.load().abouts]
    doing = [activity.picture for activity in activities.load()]
    inside = [catalogue.load().picture(id) for id in catalogue.load().pages["inside"].leads]
    for group, apart in ((abouts, 20), (doing, 20), (inside, 8)):
        seen = {name: grey(picture(name)) for name in group}
        for a, b in combinations(group, 2):
            assert difference(seen[a], seen[b]) > apart, (a, b)


@pytest.mark.parametrize("name", [name for name in NEEDED if name not in GLOWING])
def test_each_picture_is_outlined_dark_enough_to_be_seen_on_its_card(name: str) -> None:
    """Where a picture ends, its line stands three to one off a white card (WCAG 2.2, 1.4.11)."""
    edge = edge_colours(picture(name))
    seen = sum(contrast(colour, WHITE) >= 3 for colour in edge)

    assert seen / len(edge) > 0.95


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
