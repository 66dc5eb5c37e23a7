"""From the page to the wall: an adult's upload stands on a child's tile, and is gone again when it should be."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kivy.core.window import Window
from PIL import Image, ImageChops

from kiosk.checkin import Step
from kiosk.ui import pictures
from kiosk.ui.drive import Driver
from kiosk.ui.metrics import Metrics
from kiosk.ui.photos import Photos
from kiosk.ui.stage import Stage
from kiosk.ui.state import KioskState
from kiosk.ui.timers import HandTimers
from kiosk.voice import Voice, sound
from sync.service import erasure, media
from sync.service.db.models import Role
from tests.photographs import photograph
from tests.service.browsers import Browser
from tests.service.running import RunningService
from tests.sync.tablets import Watched, enrol, opened


class Classroom:
    """A service, its adult's browser, and a tablet of 2W with its screens."""

    def __init__(self, running: RunningService, watched: Watched, folder: Path) -> None:
        self.running, self.watched, self.folder = running, watched, folder
        self.amina = running.pupils["2W"][0].id
        self.browser = Browser(running, Role.CLASS_ADULT)
        watched.until(lambda: watched.tablet.classroom() is not None)
        photos = Photos(folder)
        pictures.photos_from(photos.square)
        self.state = KioskState(HandTimers(), photos=photos)
        self.driver = Driver(Stage(self.state, Metrics(800, 480, 5.2)))
        self.state.attach(watched.tablet)
        self.driver.frames(2)

    def send(self, path: str, content: bytes | None = None, **fields: str) -> None:
        """Open a page and send its form."""
        assert self.browser.open(path).status_code == 200
        parts: dict[str, Any] = {"_csrf_token": (None, self.browser.token)}
        parts |= {name: (None, value) for name, value in fields.items()}
        if content is not None:
            parts["file"] = ("chosen", content)
        assert self.browser.http.post(path, files=parts).status_code == 200

    def tile(self) -> Image.Image:
        """Amina's tile on the wall, as a child sees it."""
        card = self.driver.card(self.amina.hex)
        top = Window.height - card.top
        return self.driver.picture().crop((int(card.x), int(top), int(card.right), int(top + card.height)))

    def shows(self) -> str:
        return str(self.driver.card(self.amina.hex).option.picture)

    def until(self, so: Any, what: str) -> None:
        self.driver.until(so, what, timeout_s=20)


@pytest.fixture
def classroom(tmp_path: Path) -> Iterator[Classroom]:
    """A Monday morning in 2W, on a panel of 800x480."""
    Window.size = (800, 480)
    with RunningService(tmp_path / "school") as running, opened(enrol(running, tmp_path / "tablet")) as watched:
        made = Classroom(running, watched, tmp_path / "tablet")
        yield made
        made.driver.close()
        made.state.close()


def likeness(one: Image.Image, other: Image.Image) -> float:
    """How far two tiles differ, 0..255 on average."""
    counts = ImageChops.difference(one, other).convert("L").histogram()
    return sum(level * count for level, count in enumerate(counts)) / (one.width * one.height)


def held(classroom: Classroom, whose: uuid.UUID) -> list[str]:
    """The files that the tablet keeps of somebody."""
    found = (path for path in classroom.folder.rglob("*") if whose.hex in path.name)
    return sorted(str(path.relative_to(classroom.folder)) for path in found)


def test_a_photo_goes_from_the_page_to_the_wall_and_leaves_with_the_child(classroom: Classroom) -> None:
    """Kept, shown, replaced, hidden and shown again without a restart; erased, it is nowhere any more."""
    page = f"/pupils/{classroom.amina}/photo"
    classroom.driver.press("hello")
    classroom.driver.until_screen(Step.WHO)
    animal, drawn = classroom.shows(), classroom.tile()
    classroom.send(page, photograph(1), do="keep photo")
    classroom.send(page, sound("chime").read_bytes(), do="keep name", language="en")
    classroom.until(lambda: classroom.shows() != animal, "the photo")
    first, seen = classroom.shows(), classroom.tile()
    classroom.send(page, photograph(2), do="keep photo")
    classroom.until(lambda: classroom.shows() not in (first, animal), "the other photo")
    again = classroom.tile()

    assert likeness(drawn, seen) > 10
    assert likeness(seen, again) > 5
    classroom.until(lambda: len(held(classroom, classroom.amina)) == 2, "the recorded name")
    assert Voice(classroom.folder / "voice").clip(f"name.{classroom.amina.hex}") is not None

    classroom.send(page, do="wall", wall="animal")
    classroom.until(lambda: classroom.shows() == animal, "the animal")
    assert likeness(drawn, classroom.tile()) < 1
    classroom.until(lambda: held(classroom, classroom.amina) == [media.recorded_name(classroom.amina)], "no photo")
    classroom.send(page, do="wall", wall="photo")
    classroom.until(lambda: classroom.shows() != animal, "the photo")

    service = classroom.running.service
    with service.db.write() as session:
        erasure.erase(session, service, classroom.amina, None)
    classroom.until(lambda: not held(classroom, classroom.amina), "an empty shelf")
    classroom.until(lambda: not classroom.state.photos, "forgotten pixels")
    assert not list((service.settings.folder / media.FOLDER).iterdir())


def test_an_adults_photo_goes_from_their_account_to_the_cards_children_choose_from(classroom: Classroom) -> None:
    """Where a child says which grown-up they would like."""
    wren = classroom.running.staff[Role.CLASS_ADULT].id
    classroom.send("/account/picture", photograph(5), do="keep photo")
    classroom.until(lambda: len(classroom.state.photos) == 1, "the photo")
    classroom.driver.press("hello")
    classroom.driver.until_screen(Step.WHO)
    classroom.driver.press("adult")
    classroom.driver.until_screen(Step.WHO, Step.ADULT)
    if classroom.state.turn.step is Step.WHO:
        classroom.driver.press(classroom.amina.hex)
    classroom.driver.until_screen(Step.ADULT)

    assert pictures.is_photo(classroom.driver.card(wren.hex).option.picture)
