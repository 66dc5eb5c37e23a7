"""The staff corner itself: what it tells, what it changes at once, and what it never shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from assets import catalogue, words
from kiosk.checkin import Step
from kiosk.ports import Health
from kiosk.preferences import Kept
from kiosk.settings import Settings
from kiosk.ui.drive import NotReachedError
from kiosk.ui.staff.desk import SAVE_S
from sync.protocol import Classroom, Reply, Trust
from tests.kiosk.ui import compare
from tests.kiosk.ui.classroom import MemoryTablet, a_class
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.hearing import listen
from tests.kiosk.ui.kiosk import SIZES, Kiosk
from tests.kiosk.ui.staff.corner import Corner
from tests.kiosk.ui.staff.test_corner import texts

ASKED_S = 1_795_423_500
"""08:45 in London on 23 November 2026."""
PAGES = ("waiting", "sound", "quiet", "glass", "measure")
AMISS = Health(3, 1, 4000.0, True, Trust.UNKNOWN, 90, "1.0", 1)


def waiting_class(count: int = 5) -> Classroom:
    """A class in which children wait for a grown-up; one of them has not said who they are."""
    room = a_class()
    replies = [
        Reply(
            bytes([i + 1]) * 16,
            "asked" if i < 2 else "seen",
            room.adults[0].adult if i >= 2 else None,
            None if i == 1 else room.pupils[i].pupil,
            ASKED_S + 60 * i,
        )
        for i in range(count)
    ]
    met = Reply(bytes(16), "met", room.adults[0].adult, room.pupils[9].pupil, ASKED_S)
    return msgspec.structs.replace(room, replies=[met, *replies], quiet_hours=("13:00", "13:45"))


@pytest.fixture
def corner(start: Start, tmp_path: Path) -> Corner:
    """The corner of an 800x480 tablet, open."""
    corner = Corner(start((800, 480), MemoryTablet(waiting_class())), tmp_path)
    corner.open()
    return corner


def pages(corner: Corner) -> Iterator[str]:
    """Walk through every page, stopping at each."""
    kiosk = corner.kiosk
    yield "staff_front"
    for page in PAGES:
        if page == "measure":
            kiosk.press("glass")
        kiosk.press(page)
        if page == "quiet":
            kiosk.press("quiet:own")
        yield f"staff_{page}"
        kiosk.press("back")
        if page == "measure":
            kiosk.press("back")
    kiosk.tablet.well = AMISS
    kiosk.press("send")
    yield "staff_amiss"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_staff_screen_looks_as_it_was_seen(
    start: Start, tmp_path: Path, size: tuple[int, int], pytestconfig: pytest.Config
) -> None:
    """Compared with tolerance, and no control is smaller than 14 mm."""
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))
    kiosk = start(size, MemoryTablet(waiting_class()))
    corner = Corner(kiosk, tmp_path)
    folder = f"staff/{size[0]}x{size[1]}"
    corner.hold()
    kiosk.press("1")
    told = [compare.check(kiosk.picture(), folder, "staff_pin", renew=renew)]
    kiosk.press("back")
    corner.open()
    least, small = kiosk.metrics.px(14), []
    for name in pages(corner):
        told.append(compare.check(kiosk.picture(), folder, name, renew=renew))
        small += [(name, card.said) for card in kiosk.cards() if card.takes and min(card.width, card.height) < least]
        cut = [line.text for line in kiosk.stage.screen._lines if line.fitted and line.fitted.cut]
        assert cut == [], name

    assert [each for each in told if each] == []
    assert small == []


def test_no_page_shows_a_feeling(corner: Corner) -> None:
    """Not a word of the catalogue, not a face, also after children have answered."""
    feelings = catalogue.load().feelings
    said = {words.words()[f"feeling.{id}"].lower() for id in feelings if f"feeling.{id}" in words.words()}
    for _ in pages(corner):
        shown = set(re.findall(r"[a-z' ]+", texts(corner.kiosk).lower()))
        assert not said & {word for phrase in shown for word in phrase.split()}
        assert not {card.option.picture for card in corner.kiosk.cards()} & set(feelings)


def test_the_corner_tells_how_the_tablet_is(corner: Corner) -> None:
    """In sentences; what is amiss says what to do."""
    kiosk = corner.kiosk
    told = texts(kiosk)
    assert "Everything has been sent." in told
    assert "It is 08:47: a time server keeps the clock." in told
    assert "Daybreak 1.0" in told

    kiosk.tablet.well = AMISS
    kiosk.press("send")
    told = texts(kiosk)

    assert kiosk.tablet.sent == 1
    assert "Sending now." in told
    assert "refused one record. Ask IT" in told
    assert "67 minutes ago. Look at the network." in told


def test_who_is_waiting_is_told_by_first_name_and_who_has_seen_it(corner: Corner) -> None:
    """Those met are gone; the oldest comes first; whoever has not said who they are has no picture."""
    corner.kiosk.press("waiting")
    told = texts(corner.kiosk)

    assert "Aisha asked at 08:45. Nobody has seen it yet." in told
    assert "Somebody asked at 08:46." in told
    assert "Jack" not in told
    assert "Chidi asked at 08:47. Seen by Miss Ola." in told


def test_more_than_fit_are_counted_and_those_nobody_has_seen_come_first(start: Start, tmp_path: Path) -> None:
    """Staff find the rest on their pages."""
    room = waiting_class(12)
    late = msgspec.structs.replace(room.replies[8], state="asked")
    room = msgspec.structs.replace(room, replies=[*room.replies[:8], late, *room.replies[9:]])
    kiosk = start((720, 1280), MemoryTablet(room))
    Corner(kiosk, tmp_path).open()
    kiosk.press("waiting")
    told = texts(kiosk)

    assert "And 9 more, on the staff pages." in told
    assert "Hari asked at 08:52. Nobody has seen it yet." in told
    assert "Chidi" not in told


def test_nobody_waiting_is_said(kiosk: Kiosk, tmp_path: Path) -> None:
    """And a request that the service has not heard of yet is told from the lantern."""
    corner = Corner(kiosk, tmp_path)
    corner.open()
    kiosk.press("waiting")
    assert "Nobody is waiting." in texts(kiosk)

    kiosk.press("back")
    kiosk.tablet.lit = True
    kiosk.kiosk.look()
    kiosk.press("waiting")

    assert "The service has not heard of it yet." in texts(kiosk)


def test_each_step_of_the_volume_is_heard_at_once_and_kept(corner: Corner, tmp_path: Path) -> None:
    """A soft sound, as loud as it will be."""
    player = listen(corner.kiosk, tmp_path)
    corner.desk = Corner(corner.kiosk, tmp_path, pin_set=False).desk
    corner.kiosk.press("sound")
    before = len(player.started)
    corner.kiosk.press("volume:-")

    assert player.volume == 0.9
    assert len(player.started) == before + 2  # the press, and then the new volume
    assert kept(tmp_path).now.volume == 1.0

    corner.kiosk.advance(SAVE_S)
    assert kept(tmp_path).now.volume == 0.9


def kept(folder: Path) -> Kept:
    return Kept(folder, Settings())


def test_the_volume_stops_at_its_ends(corner: Corner) -> None:
    """Pressing on changes nothing."""
    corner.kiosk.press("sound")
    for _ in range(12):
        corner.kiosk.press("volume:-")
    assert corner.desk.now.volume == 0.0

    for _ in range(12):
        corner.kiosk.press("volume:+")
    assert corner.desk.now.volume == 1.0


def test_headphones_are_felt_at_the_next_touch(corner: Corner) -> None:
    """With them a touched card says its word."""
    corner.kiosk.press("sound")
    corner.kiosk.press("headphones:on")
    assert corner.kiosk.stage.reader.voice.headphones

    corner.kiosk.press("headphones:off")
    assert not corner.kiosk.stage.reader.voice.headphones


def test_brightness_goes_to_the_panel_at_once_and_never_to_darkness(corner: Corner) -> None:
    """The lowest step can still be read."""
    corner.kiosk.press("glass")
    for _ in range(12):
        corner.kiosk.press("brightness:-")

    assert corner.shone[:3] == [1.0, 0.9, 0.8]
    assert corner.shone[-1] == 0.1


def test_quiet_hours_silence_the_tablet_while_they_last(corner: Corner, tmp_path: Path) -> None:
    """The school's own, none, or the tablet's own: from the next sound on."""
    kiosk = corner.kiosk
    player = listen(kiosk, tmp_path)
    corner.desk = Corner(kiosk, tmp_path, pin_set=False).desk
    kiosk.tablet.clock = kiosk.tablet.clock.replace(hour=13, minute=30)
    assert player.hushed()

    kiosk.press("quiet")
    assert "from 13:00 to 13:45" in texts(kiosk)
    kiosk.press("quiet:never")
    assert not player.hushed()

    kiosk.press("quiet:own")
    assert player.hushed()
    for _ in range(2):
        kiosk.press("to:-")
    assert corner.desk.now.quiet == ("13:00", "13:30")
    assert not player.hushed()


def test_an_adult_can_check_in_for_a_child_who_cannot_come(corner: Corner) -> None:
    """The wall comes up, and what is recorded says that an adult tapped it."""
    kiosk = corner.kiosk
    kiosk.press("for_child")
    kiosk.until_screen(Step.WHO)
    kiosk.find(1)
    kiosk.until_screen(Step.FEELING)
    kiosk.feel("calm")

    assert [effect.by_adult for effect in kiosk.tablet.check_ins()] == [True]


def test_the_screen_is_measured_with_a_bank_card(corner: Corner) -> None:
    """Large and small steps; only *it fits* keeps the measure."""
    kiosk = corner.kiosk
    kiosk.press("glass")
    kiosk.press("measure")
    drawn = [card for card in kiosk.cards() if card.option.word == "Bank card"]
    assert drawn[0].width == pytest.approx(85.6 * 5.2, abs=kiosk.metrics.px(1))

    kiosk.press("measure:++")
    kiosk.press("measure:+")
    kiosk.press("measure:-")
    kiosk.press("back")
    assert corner.resized == []

    kiosk.press("measure")
    kiosk.press("measure:++")
    kiosk.press("keep")

    assert corner.resized == [corner.desk.now.px_per_mm]
    assert corner.desk.now.px_per_mm == pytest.approx(5.2 * 1.03, abs=0.01)


def test_no_measure_makes_the_screen_too_small_for_a_child(corner: Corner) -> None:
    """The tablet must start again with what was kept."""
    kiosk = corner.kiosk
    kiosk.press("glass")
    kiosk.press("measure")
    for _ in range(20):
        kiosk.press("measure:++")
    kiosk.press("keep")

    assert corner.desk.now.px_per_mm <= 480 / 80


def test_done_and_a_minute_untouched_lead_back_to_rest(corner: Corner) -> None:
    """And what was chosen is written, whichever it was."""
    corner.kiosk.press("finish")
    corner.kiosk.until_screen(Step.REST)

    corner.open()
    corner.kiosk.press("sound")
    corner.kiosk.advance(61)
    assert corner.kiosk.at(Step.REST)

    corner.open()
    assert corner.kiosk.stage.screen.question == "Oak, Hill School"


def test_leaving_writes_what_was_chosen_last(corner: Corner, tmp_path: Path) -> None:
    """A tablet that is switched off a moment later knows it."""
    corner.kiosk.press("sound")
    corner.kiosk.press("headphones:on")
    corner.kiosk.press("back")
    corner.kiosk.press("finish")

    assert kept(tmp_path).now.headphones


def test_a_tablet_that_is_no_longer_known_is_said(corner: Corner) -> None:
    """Nothing is lost by it, and the cure is a new code."""
    corner.kiosk.tablet.well = replace(AMISS, allowed=False)
    corner.kiosk.press("sound")
    corner.kiosk.press("back")

    assert "Enrol it with a new code: nothing is lost." in texts(corner.kiosk)


def test_health_that_comes_late_finds_nobody_waiting_for_it(corner: Corner) -> None:
    """Staff have gone to another page, or home: the screen they left does not come back."""
    screen = corner.kiosk.stage.screen
    corner.kiosk.press("finish")
    screen._answered(AMISS)
    corner.kiosk.frames(2)

    assert corner.kiosk.at(Step.REST)
    with pytest.raises(NotReachedError):
        corner.kiosk.until(lambda: corner.kiosk.at(Step.STAFF), timeout_s=0.05)
