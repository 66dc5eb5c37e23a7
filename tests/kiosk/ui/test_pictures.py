"""Every screen at every size looks as it did when somebody looked at it.

After a change that is meant to be seen: `pytest tests/kiosk/ui/test_pictures.py --renew-pictures`, then open the
pictures and look.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw

from kiosk.checkin import Step
from kiosk.ports import Reach
from tests.kiosk.ui import compare
from tests.kiosk.ui.classroom import NAMES, MemoryTablet, a_class
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk
from tests.kiosk.ui.test_text import ARABIC, BENGALI, LONG, MARKS, PUNJABI, UNBROKEN


def morning(kiosk: Kiosk) -> Iterator[str]:
    """Walk through every screen, stopping at each to be looked at."""
    yield "rest"
    kiosk.tablet.marks = {tile.pupil.hex() for tile in kiosk.tablet.room.pupils[1:8:3]}  # type: ignore[union-attr]
    kiosk.to_wall()
    yield "who"
    kiosk.press("cant_find")
    yield "cant_find"
    kiosk.press("no")
    kiosk.find(1)
    yield "step_1"
    kiosk.press("me")
    yield "not_you"
    kiosk.press("no")
    kiosk.find(0)
    kiosk.press("tired")
    yield "step_2_held"
    kiosk.feel("my_body")
    yield "body"
    kiosk.feel("hungry")
    kiosk.until_screen(Step.THANKS)
    yield "thanks"
    kiosk.press("adult")
    yield "adult"
    kiosk.press("not_sure")
    yield "how"
    kiosk.press("talk")
    kiosk.until_screen(Step.THANKS)
    yield "asked"
    kiosk.tablet.reached = Reach.OFFLINE
    kiosk.kiosk.look()
    yield "asked_offline"
    kiosk.press("finish")
    yield "rest_lantern"
    kiosk.tablet.durable = False
    kiosk.to_feeling(2)
    kiosk.feel("calm")
    kiosk.until_screen(Step.UNSAVED)
    yield "unsaved"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_looks_as_it_was_seen(start: Start, size: tuple[int, int], pytestconfig: pytest.Config) -> None:
    """Compared with tolerance; a picture that is missing fails."""
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))
    kiosk = start(size, MemoryTablet(a_class(steps={1: 1})))
    folder = f"{size[0]}x{size[1]}"
    told = [compare.check(kiosk.picture(), folder, name, renew=renew) for name in morning(kiosk)]
    kiosk.close()
    names = (LONG, ARABIC, MARKS, PUNJABI, BENGALI, UNBROKEN, *NAMES[:9])
    kiosk = start(size, MemoryTablet(a_class(15, names=names)))
    kiosk.to_wall()
    told.append(compare.check(kiosk.picture(), folder, "names", renew=renew))

    assert [each for each in told if each] == []


def test_every_stored_picture_is_one_that_is_drawn() -> None:
    """Nothing is kept that no test looks at."""
    expected = 15

    for size in SIZES:
        folder = compare.STORED / f"{size[0]}x{size[1]}"
        assert len(list(folder.glob("*.png"))) == expected


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
