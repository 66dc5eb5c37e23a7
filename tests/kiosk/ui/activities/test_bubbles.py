"""Bubbles rise, a touch pops one softly, and others follow."""

from __future__ import annotations

from kiosk.turn import Step
from kiosk.ui.activities.bubbles import LAST_BUBBLE_S, Bubble, Bubbles
from kiosk.voice import sound
from sync.protocol import ChildSettings
from tests.kiosk.ui.activities.playing import STILL, choose, play_for
from tests.kiosk.ui.kiosk import Kiosk


def bubbles(kiosk: Kiosk, settings: ChildSettings | None = None) -> Bubbles:
    widget = choose(kiosk, "bubbles", settings or ChildSettings())
    assert isinstance(widget, Bubbles)
    kiosk.advance(kiosk.stage.gate.PAUSE_S)
    return widget


def here(widget: Bubbles) -> list[Bubble]:
    return [bubble for bubble in widget.bubbles if bubble.here]


def touch(kiosk: Kiosk, bubble: Bubble) -> None:
    finger = kiosk.finger_at(*bubble.sprite.place)
    finger.down()
    kiosk.frames(1)
    finger.up()
    kiosk.frames(1)


def highest(widget: Bubbles) -> Bubble:
    """One that no other covers: the last drawn."""
    return here(widget)[-1]


def test_bubbles_rise_slowly(kiosk: Kiosk) -> None:
    """Under twelve millimetres a second: a small finger can follow."""
    widget = bubbles(kiosk)
    bubble = min(here(widget), key=lambda each: each.sprite.place[1])
    widget.frame()
    before = bubble.sprite.place[1]
    kiosk.advance(1.0)
    widget.frame()

    assert 5 < (bubble.sprite.place[1] - before) / kiosk.metrics.px_per_mm < 12


def test_a_touched_bubble_pops_with_a_note_and_another_comes(kiosk: Kiosk) -> None:
    """It is gone at once; within three seconds it has come again."""
    widget = bubbles(kiosk)
    heard = []
    widget.play.player._start = lambda clip: heard.append(clip) or 0.0  # type: ignore[method-assign,union-attr,func-returns-value]
    bubble = highest(widget)
    touch(kiosk, bubble)

    assert bubble not in here(widget)
    assert bubble.sprite.alpha == 0
    assert heard == [sound(f"marimba_{bubble.tone}")]
    play_for(kiosk, 3.0)
    assert bubble in here(widget)


def test_a_touch_beside_every_bubble_does_nothing(kiosk: Kiosk) -> None:
    """Nothing can be done wrong: there is no sign of a miss."""
    widget = bubbles(kiosk, STILL)
    many = len(here(widget))

    assert widget.press(-500, -500) is False
    assert len(here(widget)) == many


def test_with_reduced_motion_bubbles_stand_still_until_they_are_touched(kiosk: Kiosk) -> None:
    """They vanish, and new ones appear elsewhere, without any movement."""
    widget = bubbles(kiosk, STILL)
    places = [bubble.sprite.place for bubble in here(widget)]
    play_for(kiosk, 5.0)
    assert [bubble.sprite.place for bubble in here(widget)] == places

    bubble = highest(widget)
    touch(kiosk, bubble)
    assert bubble.sprite.alpha == 0
    assert bubble.drops.alpha == 0
    play_for(kiosk, 3.0)
    assert bubble.here
    assert not widget.moving


def test_a_child_who_wants_it_plain_has_fewer_bubbles_and_no_scenery(kiosk: Kiosk) -> None:
    """Six on a plain ground."""
    widget = bubbles(kiosk, ChildSettings(low_stimulus=True))

    assert len(here(widget)) == 6
    assert all(disc.alpha == 0 for disc in widget._scenery)


def test_after_a_while_no_more_come_and_it_just_ends(kiosk: Kiosk) -> None:
    """The last bubbles float away, and the child is asked how it is now: no word of how many."""
    widget = bubbles(kiosk)
    while widget.now - widget._began < LAST_BUBBLE_S:
        kiosk.advance(1.0)
        kiosk.kiosk.touched()
    kiosk.until(lambda: bool(_gone(kiosk)), "the end")

    assert kiosk.at(Step.HOW_NOW)


def _gone(kiosk: Kiosk) -> bool:
    kiosk.advance(0.5)
    kiosk.kiosk.touched()
    return not kiosk.at(Step.ACTIVITY)


def test_a_switch_pops_the_bubble_nearest_the_middle(kiosk: Kiosk) -> None:
    """Each press pops one."""
    widget = bubbles(kiosk, STILL)
    many = len(here(widget))
    widget.key()
    widget.key()

    assert len(here(widget)) == many - 2
