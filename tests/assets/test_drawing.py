"""One geometry, two painters: SVG for the pages, pixels for the tablet."""

from __future__ import annotations

import re
import time
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from assets.animals import ANIMALS
from assets.art import Picture, Shape, ellipse, line, polygon, rounded
from assets.faces import face, faces
from assets.pictures import names, picture
from assets.svg import svg
from kiosk.raster import paint
from tests.assets.looking import difference

SVG = "{http://www.w3.org/2000/svg}"
EVERY = [*faces(), *(n for n in names() if n not in faces())]


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def drawn(name: str) -> Picture:
    return face(name) if name in faces() else picture(name)


@pytest.mark.parametrize("name", EVERY)
def test_each_picture_is_well_formed_svg_with_one_path_a_shape(name: str) -> None:
    """A strict XML reader accepts it; every clip that is used is there."""
    root = ElementTree.fromstring(svg(drawn(name)))
    used = {p.get("clip-path") for p in root.findall(f"{SVG}path")} - {None}

    assert root.get("viewBox") == "0 0 100 100"
    assert len(root.findall(f"{SVG}path")) == len(drawn(name).shapes)
    assert used == {f"url(#{c.get('id')})" for c in root.findall(f"{SVG}clipPath")}


def test_two_pictures_on_one_page_never_share_a_clip() -> None:
    """The same face twice has names of its own each time."""
    ids = re.findall(r'id="([^"]+)"', svg(face("happy")) + svg(face("happy")) + svg(face("sad")))

    assert len(ids) == len(set(ids)) == 5


def test_a_titled_picture_is_an_image_with_a_name_and_another_is_hidden() -> None:
    """Screen readers say the title once, or nothing; a title can hold any character."""
    titled = ElementTree.fromstring(svg(face("sad"), title='Sad & "blue" <3'))
    plain = ElementTree.fromstring(svg(face("sad")))

    assert titled.get("role") == "img"
    assert titled.get("aria-hidden") is None
    assert titled.findtext(f"{SVG}title") == 'Sad & "blue" <3'
    assert plain.get("aria-hidden") == "true"
    assert plain.find(f"{SVG}title") is None


def test_size_and_class_reach_the_element() -> None:
    """A number is pixels, a text is any CSS length."""
    root = ElementTree.fromstring(svg(face("sad"), size=44, css="face small"))

    assert (root.get("width"), root.get("height"), root.get("class")) == ("44", "44", "face small")
    assert 'width="2.5rem"' in svg(face("sad"), size="2.5rem")


def test_numbers_are_compact() -> None:
    """A class of thirty faces stays light on the page: no face is over nine kilobytes."""
    square = svg(Picture((Shape(polygon((0.5, 0), (10, -0.25), (10.004, 7)), fill="#000000"),)))

    assert 'd="M.5 0L10-.25L10 7Z"' in square
    assert max(len(svg(face(id))) for id in faces()) < 9_000


def test_a_real_browser_and_the_tablet_paint_the_same_picture() -> None:
    """Chromium's SVG and our own pixels agree for every face, animal and sign, edges aside."""
    side, columns = 96, 10
    rows = -(-len(EVERY) // columns)
    ours = Image.new("RGB", (columns * side, rows * side), "#FFFFFF")
    cells = []
    for i, name in enumerate(EVERY):
        tile = paint(drawn(name), side)
        ours.paste(tile, (i % columns * side, i // columns * side), tile)
        cells.append(svg(drawn(name), size=side))
    page_ = f"<style>body{{margin:0;width:{columns * side}px;font-size:0}}</style>{''.join(cells)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": columns * side, "height": rows * side})
        page.set_content(page_)
        theirs = Image.open(BytesIO(page.screenshot())).convert("RGB")
        browser.close()

    assert theirs.size == ours.size
    for i, name in enumerate(EVERY):
        left, top = i % columns * side, i // columns * side
        box = (left, top, left + side, top + side)
        assert difference(ours.crop(box), theirs.crop(box)) < 3.5, name


def test_a_clear_ground_stays_clear_and_edges_keep_their_colour() -> None:
    """Half-covered pixels are half transparent, never darker."""
    disc = paint(Picture((Shape(ellipse(50, 50, 40), fill="#FF0000"),)), 50)
    corner, centre = pixel(disc, 0, 0), pixel(disc, 25, 25)
    edges = [p for y in range(50) for x in range(50) if 0 < (p := pixel(disc, x, y))[3] < 255]

    assert corner == (0, 0, 0, 0)
    assert centre == (255, 0, 0, 255)
    assert edges
    assert all(p[0] >= 250 and p[1] <= 5 for p in edges if p[3] > 8)


def test_fill_and_outline_fade_as_one() -> None:
    """Where an outline lies on its own fill, a faded shape shows no seam."""
    box = Shape(rounded(20, 20, 60, 60, 5), fill="#0000FF", stroke="#0000FF", width=10, opacity=0.5)
    seen = paint(Picture((box,)), 100)

    assert {pixel(seen, x, 50)[3] for x in range(20, 80)} == {128}


def test_a_clip_limits_the_paint() -> None:
    """Shade at the foot of a body never leaves the body."""
    clipped = paint(Picture((Shape(ellipse(50, 50, 45), fill="#000000", clip=rounded(0, 50, 100, 50, 0)),)), 100)

    assert pixel(clipped, 50, 40)[3] == 0
    assert pixel(clipped, 50, 60)[3] == 255


def test_lines_have_round_ends_and_joins() -> None:
    """A line reaches half its width beyond its ends; a corner has no notch."""
    corner = paint(Picture((Shape(line((20, 20), (80, 20), (80, 80)), stroke="#000000", width=20),)), 100)

    assert pixel(corner, 12, 20)[3] == 255
    assert pixel(corner, 11, 12)[3] == 0
    assert pixel(corner, 86, 14)[3] == 255
    assert pixel(corner, 89, 11)[3] == 0


def test_a_picture_is_centred_in_a_box_of_another_shape() -> None:
    """It is never stretched."""
    seen = paint(Picture((Shape(rounded(0, 0, 100, 100, 0), fill="#000000"),)), 80, 40)

    assert seen.size == (80, 40)
    assert seen.getchannel("A").point([0] * 128 + [255] * 128).getbbox() == (20, 0, 60, 40)
    with pytest.raises(ValueError, match="at least one pixel"):
        paint(face("happy"), 0)


def test_a_face_costs_a_few_thousandths_of_a_second() -> None:
    """Eight faces of 160 pixels are painted while a screen opens: half a second at most, however busy the machine."""
    for id in faces():
        face(id)
    start = time.process_time()
    for id in ("calm", "okay", "happy", "excited", "tired", "sad", "scared", "cross"):
        paint(face(id), 160)

    assert time.process_time() - start < 0.5


def test_every_animal_is_a_picture_by_its_name() -> None:
    """The wall asks for animals as for any other picture."""
    assert set(ANIMALS) <= set(names())
