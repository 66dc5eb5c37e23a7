"""Each child meets their own language, from the side it is read from; the wall and the rest are in the class's."""

from __future__ import annotations

import msgspec
import pytest

from assets.words import words
from kiosk.checkin import Step
from kiosk.ui import pictures
from kiosk.ui.metrics import Form
from kiosk.ui.screens.screen import KioskScreen
from sync.protocol import ChildSettings
from tests.kiosk.ui import compare
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import show, turns
from tests.kiosk.ui.kiosk import SIZES, Kiosk

ARABIC_NAME = "عائشة"


def tablet(*languages: str) -> MemoryTablet:
    """A class whose first children have these languages; the first is called by an Arabic name."""
    room = a_class(8, names=(ARABIC_NAME, "Ben", "Chidi", "Daisy", "Ela", "Finn", "Grace", "Hari"))
    for pupil, language in enumerate(languages):
        room.pupils[pupil] = msgspec.structs.replace(room.pupils[pupil], settings=ChildSettings(language=language))
    return MemoryTablet(room)


def asked(kiosk: Kiosk) -> str:
    screen: KioskScreen = kiosk.stage.screen
    return str(screen.question)


def said(kiosk: Kiosk, choice: str) -> str:
    return str(kiosk.card(choice).option.word)


def test_every_child_meets_their_own_language_and_the_wall_stays_the_classs(start: Start) -> None:
    """Arabic, then Polish, then English, on the same tablet one after another."""
    kiosk = start((800, 480), tablet("ar", "pl", "en"))
    for child, language in enumerate(("ar", "pl", "en")):
        kiosk.to_wall()
        assert asked(kiosk) == words()["ask.who"]
        assert said(kiosk, "adult") == words()["exit.adult"]

        kiosk.find(child)
        kiosk.until_screen(Step.FEELING)
        assert asked(kiosk) == words(language)["ask.feeling"]
        assert said(kiosk, "sad") == words(language)["feeling.sad"]
        assert said(kiosk, "not_say") == words(language)["exit.not_say"]

        kiosk.feel("calm")
        kiosk.leave_out()
        assert said(kiosk, "finish") == words(language)["control.finish"]
        kiosk.press("finish")
        kiosk.until_screen(Step.REST)
        assert said(kiosk, "hello") == words()["greet.hello"]


def test_no_screen_is_built_anew_for_another_language(start: Start) -> None:
    """Only its words and places change."""
    kiosk = start((800, 480), tablet("en", "ar"))
    kiosk.to_thanks(0)
    kiosk.press("finish")
    before = {id(screen) for screen in kiosk.stage.screens}

    kiosk.to_thanks(1)

    assert {id(screen) for screen in kiosk.stage.screens} == before


def test_not_me_brings_the_english_wall_back(start: Start) -> None:
    """A child who touched the wrong tile is asked in that tile's language, and then sees the wall as ever."""
    kiosk = start((800, 480), tablet("ur"))
    kiosk.to_feeling(0)
    kiosk.press("me")
    assert asked(kiosk) == words("ur")["ask.not_you"]

    kiosk.press("no")

    assert asked(kiosk) == words()["ask.who"]
    assert not kiosk.stage.screen.look.mirrored


def test_a_language_of_a_newer_daybreak_is_shown_in_english(start: Start) -> None:
    """An older tablet goes on."""
    kiosk = start((800, 480), tablet("xx"))
    kiosk.to_feeling(0)

    assert asked(kiosk) == words()["ask.feeling"]


@pytest.mark.parametrize("size", SIZES)
def test_a_screen_read_from_the_right_is_mirrored_card_by_card(start: Start, size: tuple[int, int]) -> None:
    """Every card stands where its mirror image stood: answers from the right, animal, speaker, exits and rail."""
    kiosk = start(size)

    def places(language: str) -> dict[str, list[tuple[str, float, float, float, int]]]:
        seen = {}
        for name, turn in turns(ChildSettings(language=language)).items():
            show(kiosk, turn)
            seen[name] = [(card.said, card.x, card.right, card.y, int(card.position)) for card in kiosk.cards()]
        return seen

    with pictures.noting():
        left, right = places("en"), places("ar")

    width = kiosk.metrics.width
    for name, cards in left.items():
        assert right[name] == [(said, width - r, width - x, y, position) for said, x, r, y, position in cards], name


@pytest.mark.parametrize("size", SIZES)
def test_reading_order_runs_from_the_right_and_is_what_is_recorded(start: Start, size: tuple[int, int]) -> None:
    """The first place is at the right: it is still place 0 in the record."""
    kiosk = start(size, tablet("ar"))
    kiosk.to_feeling(0)
    calm, happy = kiosk.card("calm"), kiosk.card("happy")
    assert calm.x > happy.right
    side = kiosk.card("adult")
    assert side.right < kiosk.metrics.width / 2
    if kiosk.metrics.form is Form.RAIL:
        assert kiosk.card("me").right < kiosk.card("speaker").x

    kiosk.feel("calm")
    kiosk.leave_out()

    assert [(check_in.answers, check_in.position) for check_in in kiosk.tablet.check_ins()] == [(("calm",), 0)]


@pytest.mark.parametrize("size", SIZES)
def test_a_finger_finds_every_card_of_a_mirrored_screen(start: Start, size: tuple[int, int]) -> None:
    """A card answers where it is seen, and nowhere else."""
    kiosk = start(size, tablet("ar"))
    kiosk.to_feeling(0)
    for card in kiosk.cards():
        assert kiosk.stage.screen.press(card.center_x, card.center_y) is card


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ar", "ur"])
def test_mirrored_screens_look_as_they_were_seen(
    start: Start, size: tuple[int, int], language: str, pytestconfig: pytest.Config
) -> None:
    """A question, a request and the end, read from the right; and the wall, which is nobody's own."""
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))
    kiosk = start(size, tablet(language))
    folder = f"mirrored/{size[0]}x{size[1]}"
    shown = turns(ChildSettings(language=language))
    told = []
    for name in ("page_2", "help", "adult", "thanks"):
        show(kiosk, shown[name])
        told.append(compare.check(kiosk.picture(), folder, f"{language}_{name}", renew=renew))
    if language == "ar":
        show(kiosk, type(shown["help"])())
        kiosk.to_wall()
        told.append(compare.check(kiosk.picture(), folder, "wall", renew=renew))

    assert [each for each in told if each] == []


def test_only_what_points_the_way_is_turned_round(start: Start) -> None:
    """An arrow back points to where the child came from; a face, a clock or a tick stays as it is drawn."""
    start()
    for name in ("back", "more", "skip", "take_back"):
        assert pictures.texture(name, 40, mirrored=True) is not pictures.texture(name, 40)
    for name in ("happy", "clock", "yes", "speaker", "adult"):
        assert pictures.texture(name, 40, mirrored=True) is pictures.texture(name, 40)


def test_a_childs_own_animal_stands_where_reading_begins(start: Start) -> None:
    """At the top right, with the question beside it and the speaker at the left."""
    kiosk = start((1280, 800), tablet("ar"))
    kiosk.to_feeling(0)

    assert kiosk.card("me").x > kiosk.metrics.width / 2 > kiosk.card("speaker").right
    assert kiosk.kiosk.turn.child is not None
    assert kiosk.kiosk.turn.child.pupil == hex_of(0)
