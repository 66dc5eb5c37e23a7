"""The activities that lead look, at one moment of each, as they did when somebody looked at them.

After a change that is meant to be seen: `pytest tests/kiosk/ui/activities/test_pictures.py --renew-pictures`.
"""

from __future__ import annotations

import pytest

from kiosk.turn import AS_EVERYBODY
from kiosk.ui.timers import HandTimers
from sync.protocol import ChildSettings
from tests.kiosk.ui import compare
from tests.kiosk.ui.activities.playing import STILL, choose
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES

PLAIN = ChildSettings(reduced_motion=True, low_stimulus=True)
MOMENTS: dict[str, tuple[str, float, ChildSettings, str]] = {
    "candle_in": ("candle", 12.5, AS_EVERYBODY, "tired"),
    "candle_out": ("candle", 17.5, AS_EVERYBODY, "worried"),
    "candle_plain": ("candle", 17.5, PLAIN, "cross"),
    "star": ("star", 15.0, AS_EVERYBODY, "sad"),
    "push": ("push", 12.5, AS_EVERYBODY, "cross"),
    "push_rest": ("push", 17.5, STILL, "cross"),
    "squeeze": ("squeeze", 13.0, AS_EVERYBODY, "cross"),
    "squeeze_let_go": ("squeeze", 9.0, STILL, "cross"),
    "shake": ("shake", 24.1, AS_EVERYBODY, "excited"),
    "shake_still": ("shake", 10.0, STILL, "excited"),
    "five": ("five", 1.0, AS_EVERYBODY, "scared"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_each_activity_looks_as_it_was_seen(start: Start, size: tuple[int, int], pytestconfig: pytest.Config) -> None:
    """Compared with tolerance at a fixed moment; a picture that is missing fails."""
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))
    kiosk = start(size)
    told = []
    for name, (id, seconds, settings, feeling) in MOMENTS.items():
        widget = choose(kiosk, id, settings, feeling)
        timers = kiosk.kiosk.timers
        assert isinstance(timers, HandTimers)
        timers.advance(seconds)
        if id == "five":
            for _ in range(2):
                widget.key()
            timers.advance(1.0)
        widget.hold()
        if not settings.reduced_motion:
            widget.frame()
        told.append(compare.check(kiosk.picture(), f"{size[0]}x{size[1]}", f"activities/{name}", renew=renew))
        kiosk.kiosk.turn = type(kiosk.kiosk.turn)()

    assert [each for each in told if each] == []
