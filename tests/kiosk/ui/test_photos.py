"""Photographs on the screens: in place of the drawn picture once they are there, and never a reason to stop."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from kiosk.checkin import Step
from kiosk.ui import photos, pictures
from kiosk.ui.activities import sprites
from kiosk.ui.photos import ADULT_PX, CHILD_PX, Photos, decode
from sync.protocol import Classroom
from tests.kiosk.ui import compare
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import SEEN_BY, show, turns
from tests.kiosk.ui.kiosk import Kiosk
from tests.photographs import photograph

Put = Callable[[int], str]
"""Lays the photograph of a number on the tablet, and gives its path."""


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Photographs as the service's are kept."""

    def lay(number: int) -> str:
        path = f"pictures/{number:032x}_{0:024x}.jpg"
        (tmp_path / "pictures").mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(photograph(number))
        return path

    return lay


def with_photos(children: dict[int, str], adults: dict[int, str] | None = None) -> Classroom:
    """A class of twelve in which some have photographs, by their place."""
    room = a_class(12)
    return msgspec.structs.replace(
        room,
        pupils=[msgspec.structs.replace(each, photo=children.get(i, "")) for i, each in enumerate(room.pupils)],
        adults=[msgspec.structs.replace(each, photo=(adults or {}).get(i, "")) for i, each in enumerate(room.adults)],
    )


def begin(start: Start, folder: Path, room: Classroom) -> Kiosk:
    """A tablet whose photographs are in a folder, with those that can be shown ready."""
    return start((800, 480), MemoryTablet(room), folder)


def ready(kiosk: Kiosk, count: int) -> None:
    kiosk.until(lambda: len(kiosk.kiosk.photos) == count, f"{count} photos")
    kiosk.frames(2)


def shows(kiosk: Kiosk, said: str) -> str:
    """The name of the picture on a card."""
    return str(kiosk.card(said).option.picture)


def test_a_childs_photo_stands_on_the_wall_in_place_of_the_animal(
    start: Start, tmp_path: Path, put: Put, pytestconfig: pytest.Config
) -> None:
    """Beside children who have none; it looks as it was seen."""
    paths = {i: put(i) for i in (0, 1, 4, 6, 11)}
    kiosk = begin(start, tmp_path, with_photos(paths))
    ready(kiosk, 5)
    kiosk.to_wall()

    assert shows(kiosk, hex_of(0)) == paths[0]
    assert shows(kiosk, hex_of(2)) == kiosk.tablet.room.pupils[2].picture  # type: ignore[union-attr]
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))
    assert compare.check(kiosk.picture(), "photos", "who", renew=renew) == ""


def test_no_photo_stands_beside_a_feeling(start: Start, tmp_path: Path, put: Put) -> None:
    """From the wall on it is the animal that says whose turn it is, to the last screen."""
    kiosk = begin(start, tmp_path, with_photos({0: put(0)}))
    ready(kiosk, 1)
    met = set()
    for turn in turns().values():
        if turn.step is Step.NOT_YOU:
            continue
        show(kiosk, turn)
        screen = kiosk.stage.screen
        met |= {card.option.picture for card in kiosk.cards()} | {getattr(screen, "picture", "")}

    assert not [name for name in met if pictures.is_photo(name)]


@pytest.mark.parametrize("name", ["adult", "came", "not_you"])
def test_an_adult_is_shown_as_they_look(
    start: Start, tmp_path: Path, put: Put, name: str, pytestconfig: pytest.Config
) -> None:
    """Where a child chooses one, where one saw the request, and where the child says who they are."""
    kiosk = begin(start, tmp_path, with_photos({0: put(0)}, {0: put(2), 1: put(3)}))
    ready(kiosk, 3)
    show(kiosk, turns()[name])
    photographed = [card.option.picture for card in kiosk.cards() if pictures.is_photo(card.option.picture)]

    assert len(photographed) == {"adult": 2, "came": 1, "not_you": 1}[name]
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))
    assert compare.check(kiosk.picture(), "photos", name, renew=renew) == ""


def test_a_photo_that_is_missing_or_broken_is_the_drawn_picture(start: Start, tmp_path: Path, put: Put) -> None:
    """A child sees no error, and nothing empty."""
    sound, cut, none, text = put(0), put(1), f"pictures/{'f' * 57}.jpg", put(3)
    (tmp_path / cut).write_bytes(photograph(1)[:900])
    (tmp_path / text).write_text("no picture at all")
    kiosk = begin(start, tmp_path, with_photos({0: sound, 1: cut, 2: none, 3: text}))
    ready(kiosk, 1)
    kiosk.to_wall()
    drawn = [shows(kiosk, hex_of(i)) for i in range(4)]

    assert drawn == [sound, *(tile.picture for tile in a_class(12).pupils[1:4])]


def test_a_photo_that_comes_later_appears_by_itself(start: Start, tmp_path: Path, put: Put) -> None:
    """On the wall that is being looked at, without a restart; so does the one that takes its place."""
    first, second = f"pictures/{1:032x}_{0:024x}.jpg", f"pictures/{2:032x}_{0:024x}.jpg"
    kiosk = begin(start, tmp_path, with_photos({0: first}))
    kiosk.to_wall()
    before = shows(kiosk, hex_of(0))
    put(1)
    kiosk.kiosk.look()
    kiosk.until(lambda: shows(kiosk, hex_of(0)) == first, "the photo")
    put(2)
    kiosk.tablet.room = with_photos({0: second})
    kiosk.kiosk.look()
    kiosk.until(lambda: shows(kiosk, hex_of(0)) == second, "the other photo")

    assert before == a_class().pupils[0].picture
    assert kiosk.kiosk.photos == {second}


def test_a_photo_that_is_taken_back_is_forgotten(start: Start, tmp_path: Path, put: Put) -> None:
    """Also by the graphics, not only by the class."""
    path = put(0)
    kiosk = begin(start, tmp_path, with_photos({0: path}))
    ready(kiosk, 1)
    kiosk.to_wall()
    held = [key for key in pictures._shelf._kept if path in key]  # type: ignore[operator]
    kiosk.tablet.room = with_photos({})
    kiosk.kiosk.look()
    kiosk.frames(2)

    assert held
    assert shows(kiosk, hex_of(0)) == a_class().pupils[0].picture
    assert not [key for key in pictures._shelf._kept if path in key]  # type: ignore[operator]


@pytest.mark.parametrize("path", ["../identity.json", "pictures/../../secret.jpg", "/etc/passwd", "voice/en/a.png"])
def test_a_path_that_is_no_place_for_pictures_is_never_opened(tmp_path: Path, path: str) -> None:
    """Whatever the service, or somebody in its place, says."""
    opened = Photos(tmp_path)
    opened.want(with_photos({0: path}))

    assert opened._wanted == {}


def test_squares_stay_within_their_memory(tmp_path: Path, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would not fit any more is shown as it is drawn."""
    monkeypatch.setattr(photos, "MOST_BYTES", 3 * CHILD_PX * CHILD_PX * 2)
    some = Photos(tmp_path)
    room = with_photos({i: put(i) for i in range(5)})
    some.want(room)
    some._decode_all()

    assert len(some.want(room)) == 2


def test_a_photo_taken_sideways_stands_upright(tmp_path: Path) -> None:
    """As the camera says it was held; the middle of it, a little above."""
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (900, 600), "blue")
    image.paste("red", (0, 0, 300, 600))  # the left third: the top, once it is upright
    image.save(tmp_path / "a.jpg", exif=exif)
    square = decode(tmp_path / "a.jpg", 90)

    assert square.size == (90, 90)
    red, _, blue = square.getpixel((45, 3))  # type: ignore[misc]
    assert red > 200 > 60 > blue
    assert square.getpixel((45, 80))[2] > 200  # type: ignore[index]


def test_clear_parts_of_a_picture_are_white(tmp_path: Path) -> None:
    """A cut-out drawing does not turn black."""
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(tmp_path / "a.png")

    assert decode(tmp_path / "a.png", 20).getpixel((10, 10)) == (255, 255, 255)


def test_a_picture_that_would_fill_the_memory_is_not_decoded(tmp_path: Path) -> None:
    """Its size is read first."""
    out = io.BytesIO()
    Image.new("1", (photos.WIDEST + 1, 10)).save(out, "PNG")
    (tmp_path / "a.png").write_bytes(out.getvalue())

    with pytest.raises(ValueError, match="longer than"):
        decode(tmp_path / "a.png", ADULT_PX)


def test_the_adult_who_saw_a_request_is_the_one_in_the_photo(start: Start, tmp_path: Path, put: Put) -> None:
    """Mr Reed's, not another's."""
    kiosk = begin(start, tmp_path, with_photos({}, {1: put(3), 2: put(4)}))
    ready(kiosk, 2)
    show(kiosk, turns()["came"])

    assert kiosk.tablet.room.adults[1].adult.hex() == SEEN_BY  # type: ignore[union-attr]
    assert [card.option.picture for card in kiosk.cards() if pictures.is_photo(card.option.picture)] == [put(3)]


def test_a_grown_up_who_is_looked_for_is_the_one_in_the_photo(start: Start, tmp_path: Path, put: Put) -> None:
    """The activity paints its pictures itself, and paints a photograph too."""
    path = put(3)
    kiosk = begin(start, tmp_path, with_photos({}, {1: path}))
    ready(kiosk, 1)
    painted, smaller = sprites.paint(path, 100), sprites.paint(path, 60)
    sprites.forget_painted()

    assert painted.getpixel((50, 50))[3] == 255  # type: ignore[index]
    assert painted.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert smaller.size == (60, 60)
