"""Each child has the screens as they need them: clear, calm or quiet; and nobody sees it on the wall."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageChops

from assets import activities, animals
from assets.colour import contrast
from kiosk.checkin import Step
from kiosk.ui import theme
from kiosk.ui.theme import Look, look_for
from kiosk.ui.widgets.answer import Answer
from sync.protocol import ChildSettings
from tests.kiosk.ui.classroom import MemoryTablet, a_class
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import show, turns
from tests.kiosk.ui.hearing import listen
from tests.kiosk.ui.kiosk import SIZES, Kiosk

CLEAR, CALM = Look(high_contrast=True), Look(low_stimulus=True)
TINTS = sorted(
    {animals.tile_colour(animal) for animal in animals.ANIMALS}
    | {each.tint for each in activities.load()}
    | {theme.CARD}
)
TEXT, DRAWING = 7.0, 3.0
"""What WCAG 2.2 asks of text at its strictest level, and of a drawing's outline."""


def tablet(**settings: bool) -> MemoryTablet:
    """A class whose first child has these settings."""
    room = a_class(8)
    room.pupils[0] = msgspec.structs.replace(room.pupils[0], settings=ChildSettings(**settings))  # type: ignore[arg-type]
    return MemoryTablet(room)


# What the colours say.


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    """Black on white is 21, a colour on itself 1, and the order does not matter."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#7CC98A", "#7CC98A") == pytest.approx(1)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("look", [theme.USUAL, CLEAR, CALM, Look(high_contrast=True, low_stimulus=True)])
def test_words_can_be_read_in_every_look(look: Look) -> None:
    """On the ground and on every card, of every animal and activity."""
    for ground in (look.paper, *map(look.tint, TINTS)):
        assert contrast(look.ink, ground) >= TEXT, ground


def test_words_on_the_landscape_can_be_read() -> None:
    """The thank-you writes on the sky, and a sign on the hills."""
    for ground in (theme.SKY, theme.HILL, theme.NEAR_HILL):
        assert contrast(theme.INK, ground) >= TEXT - 0.7, ground


def test_a_card_is_edged_where_contrast_is_needed() -> None:
    """Black on white, without a tint or a scene behind it."""
    assert CLEAR.outline_mm > 0
    assert contrast(theme.BLACK, CLEAR.paper) >= TEXT
    assert {CLEAR.tint(tint) for tint in TINTS} == {theme.WHITE}
    assert not CLEAR.scenery


def test_low_stimulus_keeps_every_tint_paler() -> None:
    """A hint of the colour remains, so that a child still finds their own."""

    def strength(colour: str) -> float:
        return max(theme.rgba(colour)[:3]) - min(theme.rgba(colour)[:3])

    for tint in TINTS:
        assert strength(CALM.tint(tint)) <= 0.4 * strength(tint) + 0.01
    assert len({CALM.tint(tint) for tint in TINTS}) == len(TINTS)
    assert strength(CALM.paper) < strength(theme.PAPER)


def test_a_look_is_what_staff_chose_and_nobodys_look_is_the_usual_one() -> None:
    """Every setting that is seen arrives."""
    assert look_for(None) == look_for(ChildSettings()) == theme.USUAL
    assert look_for(
        ChildSettings(language="ar", high_contrast=True, low_stimulus=True, larger_targets=True, reduced_motion=True)
    ) == Look("ar", high_contrast=True, low_stimulus=True, larger_targets=True, reduced_motion=True)


# What is really drawn.


def pixel(seen: Image.Image, x: float, y: float) -> str:
    """The colour of a place of the window, y up as in Kivy."""
    found = seen.getpixel((int(x), seen.height - 1 - int(y)))
    assert isinstance(found, tuple)
    return "#" + "".join(f"{channel:02X}" for channel in found[:3])


def shades(seen: Image.Image, card: Answer) -> tuple[str, str]:
    """The commonest and the darkest colour where a card's word stands."""
    x, y, width, height = card.word_at
    word = seen.convert("RGB").crop((x, seen.height - y - height, x + width, seen.height - y))
    counted = word.getcolors(word.width * word.height)
    assert counted
    colours = ["#" + "".join(f"{c:02X}" for c in colour) for _, colour in sorted(counted, reverse=True)]  # type: ignore[attr-defined]
    return colours[0], min(colours, key=lambda colour: sum(theme.rgba(colour)[:3]))


@pytest.mark.parametrize("size", SIZES)
def test_a_child_who_needs_contrast_sees_black_edges_and_dark_words_on_white(
    start: Start, size: tuple[int, int]
) -> None:
    """Sampled from the drawn screen: every card's edge, and its word against what is behind it."""
    kiosk = start(size)
    show(kiosk, turns(ChildSettings(high_contrast=True))["page_2"])
    seen = kiosk.picture()

    assert pixel(seen, 1, kiosk.metrics.height / 2) == theme.WHITE
    for card in kiosk.cards():
        edge = kiosk.metrics.px(theme.Look(high_contrast=True).outline_mm)
        assert edge >= 3
        assert contrast(pixel(seen, card.x + edge / 2, card.center_y), theme.WHITE) >= TEXT, card.said
        assert pixel(seen, card.x - 2, card.center_y) == theme.WHITE
        assert pixel(seen, card.x + 2 * edge, card.center_y) == theme.WHITE
        if card.option.word:
            ground, ink = shades(seen, card)
            assert ground == theme.WHITE
            assert contrast(ink, ground) >= TEXT, card.said


@pytest.mark.parametrize("size", SIZES)
def test_every_word_of_a_usual_screen_can_be_read(start: Start, size: tuple[int, int]) -> None:
    """The same on the tinted cards that everybody sees."""
    kiosk = start(size)
    show(kiosk, turns()["help"])
    seen = kiosk.picture()

    for card in kiosk.cards():
        if card.option.word:
            ground, ink = shades(seen, card)
            assert contrast(ink, ground) >= TEXT, card.said


def test_what_was_chosen_shows_beside_black_edges(start: Start) -> None:
    """Its border is twice as thick, and the card still grows by less than a twentieth."""
    kiosk = start((800, 480), tablet(high_contrast=True))
    kiosk.to_feeling()
    plain, chosen = kiosk.card("happy"), kiosk.card("calm")
    kiosk.press("calm")
    kiosk.frames(2)
    seen = kiosk.picture()

    depth = [
        next(i for i in range(30) if pixel(seen, card.x + i, card.center_y) == theme.WHITE and i > 2)
        for card in (plain, chosen)
    ]
    assert depth[1] >= 1.5 * depth[0]
    assert chosen.ring_at[2] <= chosen.width * 1.05


def test_low_stimulus_leaves_the_scenery_out(start: Start) -> None:
    """One plain ground behind the thank-you."""
    kiosk = start((1280, 800), tablet(low_stimulus=True))
    kiosk.to_thanks()
    seen = kiosk.picture()

    corners = {pixel(seen, x, y) for x in (2, kiosk.metrics.width - 3) for y in (2, kiosk.metrics.height - 3)}
    assert corners == {theme.STILL}


@pytest.mark.parametrize(
    "needs", [{"high_contrast": True}, {"low_stimulus": True, "larger_targets": True, "reduced_motion": True}]
)
def test_the_wall_and_the_rest_look_the_same_whatever_a_child_needs(start: Start, needs: dict[str, bool]) -> None:
    """Nobody in the room can tell from the wall, before or after the child's turn."""
    plain = start((800, 480), tablet())
    rest = plain.picture()
    plain.to_wall()
    wall = plain.picture()
    plain.close()

    def as_ever(kiosk: Kiosk) -> None:
        assert ImageChops.difference(kiosk.picture().convert("RGB"), rest.convert("RGB")).getbbox() is None
        kiosk.to_wall()
        assert ImageChops.difference(kiosk.picture().convert("RGB"), wall.convert("RGB")).getbbox() is None

    kiosk = start((800, 480), tablet(**needs))
    as_ever(kiosk)
    kiosk.find(0)
    kiosk.until_screen(Step.FEELING)
    assert kiosk.stage.screen.look != theme.USUAL
    kiosk.advance(26)
    kiosk.until_screen(Step.REST)
    as_ever(kiosk)


def test_a_quiet_childs_turn_makes_no_sound_and_the_next_one_does(start: Start, tmp_path: Path) -> None:
    """From the moment they touch their picture until the tablet rests."""
    kiosk = start((800, 480), tablet(quiet=True))
    player = listen(kiosk, tmp_path)

    def quiet() -> bool:
        return player.quiet

    kiosk.to_wall()
    assert not quiet()

    kiosk.find(0)
    kiosk.until_screen(Step.FEELING)
    assert quiet()
    kiosk.press("speaker")
    assert not player.reading
    kiosk.feel("calm")
    kiosk.leave_out()
    assert quiet()
    kiosk.press("finish")
    kiosk.until_screen(Step.REST)

    assert not quiet()


def test_a_child_whose_voice_is_off_can_still_press_the_speaker(start: Start, tmp_path: Path) -> None:
    """It reads nothing; touches sound as they do for everybody."""
    room = a_class(8)
    room.pupils[0] = msgspec.structs.replace(room.pupils[0], settings=ChildSettings(voice="off"))
    kiosk = start((800, 480), MemoryTablet(room))
    player = listen(kiosk, tmp_path)
    kiosk.to_feeling(0)

    kiosk.press("speaker")

    assert not player.reading
    assert not player.quiet
