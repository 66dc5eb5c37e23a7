"""Four hums: the bee flies while the tone sounds, a touch or waiting starts each, and nobody listens."""

from __future__ import annotations

from pathlib import Path

from kiosk.turn import Step
from kiosk.ui.activities.activity import LAST_S
from kiosk.ui.activities.hum import FIRST_S, HUM_S, HUMS, REST_S, Hum
from kiosk.voice import sound
from sync.protocol import ChildSettings
from tests.kiosk.ui.activities.playing import STILL, choose
from tests.kiosk.ui.kiosk import Kiosk


def hum(kiosk: Kiosk, settings: ChildSettings | None = None) -> Hum:
    widget = choose(kiosk, "hum", settings or ChildSettings())
    assert isinstance(widget, Hum)
    kiosk.advance(kiosk.stage.gate.PAUSE_S)
    return widget


def listen(widget: Hum) -> list[Path]:
    """What is played from now on."""
    heard: list[Path] = []
    assert widget.play is not None

    def start(clip: Path) -> float:
        heard.append(clip)
        return 10.0

    widget.play.player._start = start  # type: ignore[method-assign]
    return heard


def touch(kiosk: Kiosk) -> None:
    finger = kiosk.finger_at(kiosk.metrics.width / 3, kiosk.metrics.height / 2)
    finger.down()
    kiosk.frames(1)
    finger.up()
    kiosk.frames(1)


def test_a_touch_starts_the_tone_and_the_bee(kiosk: Kiosk) -> None:
    """The bee is on its way to the next flower half-way through, and sits on it at the end."""
    widget = hum(kiosk)
    heard = listen(widget)
    assert not widget.moving
    touch(kiosk)
    assert heard == [sound("hum")]
    kiosk.advance(HUM_S / 2)
    widget.frame()
    x = widget._body.place[0]
    assert widget.stops[0][0] < x < widget.stops[1][0]
    assert widget.humming

    kiosk.advance(HUM_S / 2)
    assert widget._body.place == widget.stops[1]
    assert not widget.moving
    assert not widget.humming


def test_a_touch_while_the_tone_sounds_changes_nothing(kiosk: Kiosk) -> None:
    """A hum is never cut short or begun twice."""
    widget = hum(kiosk)
    heard = listen(widget)
    touch(kiosk)
    kiosk.advance(1)
    touch(kiosk)

    assert heard == [sound("hum")]
    assert widget.hums == 1


def test_four_hums_come_by_themselves_and_then_it_ends(kiosk: Kiosk) -> None:
    """A child who only listens and hums is not sent to rest, and is asked how it is now."""
    widget = hum(kiosk)
    heard = listen(widget)
    kiosk.advance(FIRST_S)
    for _ in range(HUMS - 1):
        kiosk.advance(HUM_S)
        kiosk.advance(REST_S)
    assert kiosk.at(Step.ACTIVITY)
    kiosk.advance(HUM_S + LAST_S)

    assert heard == [sound("hum")] * HUMS
    assert kiosk.at(Step.HOW_NOW)


def test_in_quiet_the_bee_flies_without_a_tone(kiosk: Kiosk) -> None:
    """The waves before it show when to hum."""
    widget = hum(kiosk, ChildSettings(quiet=True))
    assert widget.play is not None
    touch(kiosk)
    kiosk.advance(HUM_S / 2)
    widget.frame()

    assert widget._waves.alpha > 0.2
    assert widget.play.player.held_bytes == 0


def test_with_reduced_motion_the_bee_stands_and_its_waves_are_seen(kiosk: Kiosk) -> None:
    """It is at the next flower when the hum is over."""
    widget = hum(kiosk, STILL)
    touch(kiosk)
    kiosk.advance(1)
    assert widget._waves.alpha == 1
    assert widget._body.place == widget.stops[0]
    assert not widget.moving

    kiosk.advance(HUM_S)
    assert widget._waves.alpha == 0
    assert widget._body.place == widget.stops[1]
