"""The activities that lead, each by what is its own; and five things, which waits for the child."""

from __future__ import annotations

import pytest

from kiosk.turn import Step
from kiosk.ui.activities.candle import CandleBreath
from kiosk.ui.activities.five import SENSES, FiveThings
from kiosk.ui.activities.push import PushTheWall
from kiosk.ui.activities.shake import ShakeItOut
from kiosk.ui.activities.squeeze import SqueezeAndLetGo
from kiosk.ui.activities.star import StarBreath
from kiosk.ui.metrics import ANSWER_MM
from tests.kiosk.ui.activities.playing import STILL, choose, leave
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk


def drawn(
    kiosk: Kiosk, widget: CandleBreath | StarBreath | PushTheWall | SqueezeAndLetGo | ShakeItOut, s: float
) -> None:
    """Let time pass and draw that moment."""
    kiosk.advance(s)
    widget.frame()


def test_the_candle_breath_has_the_four_breaths_that_were_studied(kiosk: Kiosk) -> None:
    """Smell for four seconds, blow for six, four times; the words change with the breath."""
    widget = choose(kiosk, "candle", feeling="sad")
    assert isinstance(widget, CandleBreath)
    told = []
    for seconds in (4.0, 6.0) * 4:
        told.append((widget.title.text, widget.moment.phase.seconds))
        kiosk.advance(seconds)

    assert told == [("Smell the flower", 4.0), ("Blow the candle", 6.0)] * 4
    assert widget._face.name == "sad"


def test_the_flame_leans_and_grows_small_while_it_is_blown_and_comes_back(kiosk: Kiosk) -> None:
    """It is never blown out for good, and the face breathes with the rings."""
    widget = choose(kiosk, "candle")
    assert isinstance(widget, CandleBreath)
    drawn(kiosk, widget, 3.99)
    full = widget._face._grow.x
    drawn(kiosk, widget, 3.0)
    leaning, small = widget._flame.angle, widget._flame._grow.y
    drawn(kiosk, widget, 3.0)

    assert leaning > 20
    assert small < 0.6
    assert widget._flame.angle == pytest.approx(0, abs=1)
    assert widget._face._grow.x < full


def test_a_finger_on_the_star_leaves_a_trail_that_fades(kiosk: Kiosk) -> None:
    """The trail is drawn where the finger was; nothing of it is kept for the next child."""
    widget = choose(kiosk, "star")
    assert isinstance(widget, StarBreath)
    kiosk.advance(0.4)  # the pause after a change of screen
    finger = kiosk.finger_at(200, 200)
    finger.down()
    for x in range(210, 300, 10):
        finger.to(x, 200)
    seen = [light.place for light in widget._trail if light.alpha]
    finger.up()
    drawn(kiosk, widget, 3.5)
    faded = [light for light in widget._trail if light.alpha]
    widget.press(100, 100)
    leave(kiosk)
    choose(kiosk, "star")

    assert len(seen) >= 4
    assert all(190 <= x <= 300 and y == pytest.approx(200, abs=2) for x, y in seen)
    assert faded == []
    assert not [light for light in widget._trail if light.alpha]


def test_the_star_goes_by_itself_along_all_ten_edges(kiosk: Kiosk) -> None:
    """The point leads whoever touches or not, and at the end the whole star is traced."""
    widget = choose(kiosk, "star")
    assert isinstance(widget, StarBreath)
    kiosk.advance(widget.phases.total_s + 0.5)

    assert [edge.alpha for edge in widget._edges] == [1.0] * 10
    assert all(edge._grow.x == pytest.approx(1) for edge in widget._edges)


def test_the_wall_gives_where_a_finger_pushes_it(kiosk: Kiosk) -> None:
    """The rows near the finger move more than those far from it, and go back when it goes."""
    widget = choose(kiosk, "push")
    assert isinstance(widget, PushTheWall)
    drawn(kiosk, widget, 7.0)
    at_rest = [row.place[0] for row in widget._rows]
    finger = kiosk.finger_at(widget._wall_x + 20, widget._heights[-2])
    finger.down()
    pushed = [row.place[0] - rest for row, rest in zip(widget._rows, at_rest, strict=True)]
    finger.up()

    assert pushed[-2] == max(pushed) > 5
    assert pushed[0] < 1
    assert [row.place[0] for row in widget._rows] == at_rest


def test_a_touch_on_the_lemon_begins_the_next_squeeze(kiosk: Kiosk) -> None:
    """No long press is needed; the squeeze goes on by itself after a tap."""
    widget = choose(kiosk, "squeeze")
    assert isinstance(widget, SqueezeAndLetGo)
    kiosk.advance(6.5)
    before = widget.title.text
    finger = kiosk.finger_at(widget._x, widget._y)
    finger.down()
    finger.up()
    after = widget.title.text
    drawn(kiosk, widget, 3.0)

    assert (before, after) == ("And let go", "Squeeze tight")
    assert widget.moment.phase.name == "squeeze"
    assert widget._lemon._grow.x < 0.8


def test_each_part_of_the_body_shakes_in_its_turn_and_then_all_is_still(kiosk: Kiosk) -> None:
    """Hands, arms, legs, all over; the last picture does not move. A touched part shakes, too."""
    widget = choose(kiosk, "shake")
    assert isinstance(widget, ShakeItOut)

    def moved() -> set[str]:
        """Which parts stand otherwise a tenth of a second later."""
        told = []
        for _ in range(2):
            drawn(kiosk, widget, 0.13)
            told.append((widget._hands[0].angle, widget._arms[0].angle, widget._legs[0].place, widget._trunk.angle))
        return {part for part, a, b in zip(("hands", "arms", "legs", "trunk"), *told, strict=True) if a != b}

    kiosk.advance(2.0)
    seen = [moved()]
    for _ in range(4):
        kiosk.advance(6.74)
        seen.append(moved())
    finger = kiosk.finger_at(widget._x, widget._foot + 5)
    finger.down()
    finger.up()

    assert "arms" not in seen[0]
    assert "hands" in seen[0]
    assert "arms" in seen[1]
    assert "legs" in seen[2]
    assert seen[3] == {"hands", "arms", "legs", "trunk"}
    assert seen[4] == set()
    assert "legs" in moved()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_five_things_waits_for_each_tap_and_ends_with_the_last(start: Start, size: tuple[int, int]) -> None:
    """Five, four, three, two, one: real fingers on dots of 20 mm that no other dot and no exit touches."""
    kiosk = start(size)
    widget = choose(kiosk, "five")
    assert isinstance(widget, FiveThings)
    told = []
    kiosk.advance(0.4)
    for sense in SENSES:
        dots = widget._dots[: sense.count]
        told.append((widget._title.text, sum(bool(dot.rim.alpha) for dot in widget._dots)))
        for dot in dots:
            half = widget._side / 2
            assert widget._side >= ANSWER_MM * kiosk.metrics.px_per_mm
            for card in kiosk.cards():
                assert card.right < dot.x - half or card.x > dot.x + half or card.top < dot.y - half
            finger = kiosk.finger_at(dot.x, dot.y)
            finger.down()
            finger.up()
            kiosk.advance(0.5)
        kiosk.advance(1.0)
    kiosk.advance(2.0)

    assert [count for _, count in told] == [5, 4, 3, 2, 1]
    assert told[0][0] == "Five things you can see"
    assert told[4][0] == "One thing you can taste"
    assert kiosk.at(Step.HOW_NOW)


def test_a_still_picture_changes_when_a_breath_does(kiosk: Kiosk) -> None:
    """With reduced motion each phase has one picture: full for in, small for out."""
    widget = choose(kiosk, "candle", STILL)
    assert isinstance(widget, CandleBreath)
    full = widget._face._grow.x
    kiosk.advance(4.1)

    assert widget._face._grow.x < full
    assert widget._candle.alpha == 1.0
    assert widget._flower.alpha == 0.0
