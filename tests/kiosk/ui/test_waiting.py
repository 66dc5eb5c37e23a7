"""Time and threads of the screens: waits that can be called off, a gate for fingers, a loop that can be woken."""

from __future__ import annotations

import threading

from kivy.clock import Clock

from kiosk.ui import idle
from kiosk.ui.gate import Gate
from kiosk.ui.timers import HandTimers, KivyTimers, later
from tests.kiosk.ui.kiosk import Kiosk


def test_hand_turned_time_calls_what_falls_due_in_order() -> None:
    """Also what is asked for by something that falls due on the way."""
    timers, heard = HandTimers(), list[str]()

    def first() -> None:
        heard.append("first")
        timers.after(0.5, lambda: heard.append("between"))

    timers.after(2, lambda: heard.append("second"))
    timers.after(1, first)
    timers.after(9, lambda: heard.append("never"))
    timers.advance(3)

    assert heard == ["first", "between", "second"]
    assert timers.now() == 3


def test_a_wait_that_was_called_off_is_never_heard() -> None:
    """Calling it off twice is safe."""
    timers, heard = HandTimers(), list[str]()
    wait = timers.after(1, lambda: heard.append("late"))
    wait.cancel()
    wait.cancel()
    timers.advance(5)

    assert heard == []


def test_real_waits_come_through_kivys_clock_and_can_be_called_off(kiosk: Kiosk) -> None:
    """The same promise on the tablet's own clock."""
    timers, heard = KivyTimers(), list[str]()
    timers.after(0.01, lambda: heard.append("kept"))
    timers.after(0.01, lambda: heard.append("called off")).cancel()
    kiosk.until(lambda: bool(heard))

    assert heard == ["kept"]


def test_what_another_thread_asks_for_happens_on_the_screens_thread(kiosk: Kiosk) -> None:
    """Graphics belong to one thread."""
    where: list[threading.Thread] = []
    thread = threading.Thread(target=lambda: later(lambda: where.append(threading.current_thread())))
    thread.start()
    thread.join()
    kiosk.until(lambda: bool(where))

    assert where == [threading.main_thread()]


def test_the_gate_lets_one_finger_in_at_a_time() -> None:
    """The second is not heard until the first has left."""
    gate = Gate(HandTimers())

    assert gate.enter(1)
    assert not gate.enter(2)

    gate.leave(2)

    assert not gate.enter(2)

    gate.leave(1)

    assert gate.enter(2)


def test_the_gate_stays_shut_for_a_moment_after_the_screen_changed() -> None:
    """Long enough for the second tap of a double tap, too short to be noticed."""
    timers = HandTimers()
    gate = Gate(timers)
    gate.changed()

    assert not gate.enter(1)

    timers.advance(Gate.PAUSE_S)

    assert gate.free
    assert gate.enter(1)


def test_an_arm_on_the_glass_does_not_lock_the_tablet_for_ever() -> None:
    """A finger that never lifts stops keeping others out."""
    timers = HandTimers()
    gate = Gate(timers)
    gate.enter(1)
    timers.advance(Gate.LONGEST_S)

    assert gate.enter(2)


def test_where_the_driver_cannot_wait_the_loop_is_slowed_and_restored(kiosk: Kiosk) -> None:
    """Offscreen only polls; Kivy's own rate comes back at the end."""
    before, kivys = Clock._max_fps, Clock.idle
    waiting = idle.SmartIdle(idle.load_sdl())
    waiting.install()
    try:
        assert not waiting.waits
        assert Clock._max_fps == idle.POLL_FPS

        idle.wake()
    finally:
        waiting.uninstall()

    assert Clock._max_fps == before
    assert Clock.idle == kivys
    idle.wake()


def test_sdl_tells_which_driver_draws() -> None:
    """The tests draw offscreen; without Kivy's SDL the driver is unknown, and nothing breaks."""
    assert idle.driver(idle.load_sdl()) == "offscreen"
    assert idle.driver(None) == ""
