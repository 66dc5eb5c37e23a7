"""Every screen at every size looks as it did when somebody looked at it.

After a change that is meant to be seen: `pytest tests/kiosk/ui/test_pictures.py --renew-pictures`, then open the
pictures and look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
import pytest
from PIL import Image, ImageDraw

from kiosk.ports import Reach
from kiosk.turn import Turn
from sync.protocol import ChildSettings, Tile
from tests.kiosk.ui import compare
from tests.kiosk.ui.classroom import NAMES, a_class
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import show, turns
from tests.kiosk.ui.kiosk import SIZES, Kiosk
from tests.kiosk.ui.test_text import ARABIC, BENGALI, LONG, MARKS, PUNJABI, UNBROKEN

_INSIDE = ("heavy", "tight", "hot", "wobbly", "buzzing")
ON_THE_WAY = ("rest", "who", "cant_find", "visitor", "names", "asked_offline", "rest_lantern")
"""Screens that are met by touches; all others are set up by the turn (`gallery`)."""
LOOKS = {
    "larger_page_3": (ChildSettings(larger_targets=True), "page_3"),
    "calm_about": (ChildSettings(low_stimulus=True), "about"),
    "contrast_help": (ChildSettings(high_contrast=True), "help"),
    "urdu_how_now": (ChildSettings(language="ur"), "how_now"),
}
"""One screen in each of the looks a child may have."""
TOLD_APART = (
    *("page_1.okay", "page_1.not_okay", "page_2.body", "page_4.leaf", "page_4.sun", "page_4.wobble", "page_4.rain"),
    *(f"page_inside.{id}" for id in _INSIDE),
    *("try_again", "kept", "picture_card"),
)
"""Screens that differ from a pictured one in their faces or words alone."""


def pictured() -> Mapping[str, Turn]:
    """The turns whose screens are compared, by the names of their pictures."""
    usual = {name: turn for name, turn in turns().items() if name not in TOLD_APART}
    return {**usual, **{name: turns(settings)[screen] for name, (settings, screen) in LOOKS.items()}}


def on_the_way(kiosk: Kiosk) -> Iterator[str]:
    """Stop at each screen of `ON_THE_WAY` to be looked at."""
    yield "rest"
    kiosk.tablet.marks = {tile.pupil.hex() for tile in kiosk.tablet.room.pupils[1:8:3]}  # type: ignore[union-attr]
    kiosk.to_wall()
    yield "who"
    kiosk.press("cant_find")
    yield "cant_find"
    kiosk.advance(25.1)
    room = a_class(11)
    blank = [Tile(bytes([9]) * 15 + bytes([n]), "", "visitor", 2, visitor=True) for n in (1, 2)]
    kiosk.tablet.room = msgspec.structs.replace(room, pupils=[*room.pupils, *blank])
    kiosk.tablet.marks.add(blank[0].pupil.hex())
    kiosk.to_wall()
    yield "visitor"
    names = (LONG, ARABIC, MARKS, PUNJABI, BENGALI, UNBROKEN, *NAMES[:9])
    kiosk.tablet.room = a_class(15, names=names)
    kiosk.tablet.marks = set()
    kiosk.kiosk.look()
    yield "names"
    kiosk.tablet.reached, kiosk.tablet.lit = Reach.OFFLINE, True
    kiosk.kiosk.look()
    show(kiosk, turns()["asked"])
    yield "asked_offline"
    kiosk.press("finish")
    yield "rest_lantern"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_looks_as_it_was_seen(start: Start, size: tuple[int, int], pytestconfig: pytest.Config) -> None:
    """Compared with tolerance; a picture that is missing fails."""
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))
    kiosk = start(size)
    folder = f"{size[0]}x{size[1]}"
    told = [compare.check(kiosk.picture(), folder, name, renew=renew) for name in on_the_way(kiosk)]
    kiosk.tablet.room, kiosk.tablet.reached = a_class(), Reach.HERE
    kiosk.kiosk.look()
    for name, turn in pictured().items():
        show(kiosk, turn)
        told.append(compare.check(kiosk.picture(), folder, name, renew=renew))

    assert [each for each in told if each] == []


def test_every_stored_picture_is_one_that_is_drawn() -> None:
    """Nothing is kept that no test looks at."""
    drawn = {*ON_THE_WAY, *pictured()}

    for size in SIZES:
        folder = compare.STORED / f"{size[0]}x{size[1]}"
        assert {path.stem for path in folder.glob("*.png")} == drawn


@pytest.fixture
def seen() -> Image.Image:
    """A picture with a stroke as thin as a letter's."""
    image = Image.new("RGB", (200, 120), "#FFF8EC")
    ImageDraw.Draw(image).line((20, 20, 120, 20), fill="#2E2A4F", width=3)
    return image


def test_a_letter_that_moved_is_a_difference(seen: Image.Image) -> None:
    """The comparison is not blind: one stroke in another place fails it."""
    moved = Image.new("RGB", seen.size, "#FFF8EC")
    moved.paste(seen, (0, 6))

    assert "differs" in compare.differs(moved, seen)


def test_another_tint_is_a_difference(seen: Image.Image) -> None:
    """A whole card in another colour fails it."""
    tinted = seen.copy()
    tinted.paste("#CFEAF6", (0, 40, 200, 120))

    assert "differs" in compare.differs(tinted, seen)


def test_smoothing_is_no_difference(seen: Image.Image) -> None:
    """A driver that rounds edges otherwise does not fail it."""
    softer = seen.resize((400, 240), Image.Resampling.BICUBIC).resize((200, 120), Image.Resampling.BOX)

    assert compare.differs(softer, seen) == ""


def test_another_size_is_a_difference(seen: Image.Image) -> None:
    """Nothing is scaled to fit."""
    assert "stored is" in compare.differs(seen.resize((100, 60)), seen)
