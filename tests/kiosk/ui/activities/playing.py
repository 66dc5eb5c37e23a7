"""Plays any activity on the tablet's real screens, with hand-turned time."""

from __future__ import annotations

from uuid import UUID

from kiosk.turn import AS_EVERYBODY, Child, Step, Turn
from kiosk.ui.activities import Activity
from kiosk.ui.screens.activity import ActivityScreen
from kiosk.ui.timers import HandTimers
from sync.protocol import ChildSettings
from tests.kiosk.ui.classroom import hex_of
from tests.kiosk.ui.kiosk import Kiosk

STILL = ChildSettings(reduced_motion=True)
FRAME_S = 1 / 40


def choose(
    kiosk: Kiosk, activity: str, settings: ChildSettings = AS_EVERYBODY, feeling: str = "cross", step: int = 2
) -> Activity:
    """Go straight to an activity, as if a child had chosen it after a feeling. Returns its widget, begun."""
    child = Child(hex_of(0), step=step, settings=settings)
    kiosk.kiosk.turn = Turn(
        step=Step.ACTIVITY,
        child=child,
        told=(feeling,),
        checked_in=True,
        saved=True,
        offers=(activity, "draw", "find_adult"),
        activity=activity,
    )
    kiosk.frames(2)
    return playing(kiosk)


def playing(kiosk: Kiosk) -> Activity:
    """The widget that is being played."""
    screen = kiosk.stage.screen
    assert isinstance(screen, ActivityScreen)
    assert screen.activity is not None
    return screen.activity


def leave(kiosk: Kiosk) -> None:
    """Back to rest, as when nobody is there any more."""
    kiosk.kiosk.turn = Turn()
    kiosk.frames(1)


def pending(kiosk: Kiosk) -> int:
    """Waits of the hand-turned time that are not called off."""
    timers = kiosk.kiosk.timers
    assert isinstance(timers, HandTimers)
    return sum(wait.what is not None for wait in timers._waits)


def play_for(kiosk: Kiosk, seconds: float, each_s: float = 0.5) -> None:
    """Let time pass in steps, a frame after each."""
    for _ in range(round(seconds / each_s)):
        kiosk.advance(each_s)


def pupil_id(number: int = 0) -> bytes:
    return UUID(int=number + 1).bytes
