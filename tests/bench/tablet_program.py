"""A whole tablet in a process of its own, for what can only be measured so. It prints lines of JSON.

empty                  an empty Kivy window: its memory
loaded FOLDER          everything a tablet ever loads: its memory, and what its sounds hold
rest FOLDER SECONDS    a tablet at rest on a real display: frames, passes of the loop, CPU
touch                  a question on a real display: where two cards are, and the moment of each frame
checkins FOLDER COUNT  check-ins as fast as the record takes them: memory before and after
turns COUNT            turns through the real screens: what stays of them
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZE = (800, 480)


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def held_mb(which: str = "Pss") -> float:
    """Memory of this process in MB, shared pages by their share."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{which}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(which)


def empty() -> None:
    from kivy.clock import Clock

    from tests.bench import first_frame

    def end() -> None:
        from kivy.base import stopTouchApp

        Clock.schedule_once(lambda dt: stopTouchApp(), 0.5)

    first_frame.empty(end)
    gc.collect()
    say(pss_mb=held_mb(), rss_mb=held_mb("Rss"))


def loaded(folder: str) -> None:
    from kiosk.ui import app

    def on_stage(stage: Any) -> None:
        from kivy.clock import Clock

        Clock.schedule_once(lambda dt: visit(stage), 1.0)

    def visit(stage: Any) -> None:
        from assets import activities, catalogue
        from assets.voice import clips
        from kiosk.turn import Chose, Step, Tapped, Turn

        kiosk, player = stage.kiosk, stage.reader.player
        kiosk.hear(Tapped("hello"))
        child = kiosk._child(kiosk.classroom.pupils[0])
        kiosk.hear(Chose(child))
        for page in catalogue.load().pages:
            kiosk.turn = Turn(step=Step.FEELING, child=child, page=page)
        for activity in activities.load():
            kiosk.turn = Turn(step=Step.ACTIVITY, child=child, activity=activity.id, told=("calm",))
        for step in (Step.ADULT, Step.HOW, Step.NOT_YOU, Step.CANT_FIND, Step.UNSAVED, Step.THANKS):
            kiosk.turn = Turn(step=step, child=child)
        kiosk.turn = Turn()
        for word in clips.lines():
            if (clip := stage.reader.voice.clip(word)) is not None:
                player._load(clip)
        end(stage)

    def end(stage: Any) -> None:
        from kivy.base import stopTouchApp

        gc.collect()
        say(pss_mb=held_mb(), rss_mb=held_mb("Rss"), sounds_mb=stage.reader.player.held_bytes / 2**20)
        stopTouchApp()

    app.run(lambda: opened(folder), settings=settings(folder, offscreen=True), on_stage=on_stage)


def settings(folder: str, *, offscreen: bool) -> Any:
    from kiosk.settings import Settings

    return Settings(data=folder, offscreen=offscreen, width=SIZE[0], height=SIZE[1])


def opened(folder: str) -> Any:
    """A real tablet whose service is away, and which knows its class."""
    from kiosk.tablet import open_tablet
    from sync.clock import SystemClock
    from tests.kiosk.ui.classroom import a_class

    tablet = open_tablet(settings(folder, offscreen=True), SystemClock())
    tablet.classroom_came(a_class())
    return tablet


def rest(folder: str, seconds: str) -> None:
    from kiosk.ui import app

    counts = {"passes": 0, "frames": 0}

    def on_stage(stage: Any) -> None:
        from kivy.base import EventLoop, stopTouchApp
        from kivy.clock import Clock
        from kivy.core.window import Window

        idled = EventLoop.idle

        def counted() -> None:
            counts["passes"] += 1
            idled()

        def flipped(*_: Any) -> None:
            counts["frames"] += 1

        EventLoop.idle = counted
        Window.bind(on_flip=flipped)

        def begin(dt: float) -> None:
            before, cpu, at = dict(counts), time.process_time(), time.monotonic()

            def end(dt: float) -> None:
                lasted = time.monotonic() - at
                say(
                    passes=(counts["passes"] - before["passes"]) * 5 / lasted,
                    frames=counts["frames"] - before["frames"],
                    cpu_percent=(time.process_time() - cpu) / lasted * 100,
                )
                stopTouchApp()

            Clock.schedule_once(end, float(seconds))

        Clock.schedule_once(begin, 4)

    app.run(lambda: opened(folder), settings=settings(folder, offscreen=False), on_stage=on_stage)


def touch() -> None:
    from kiosk.ui import app
    from tests.kiosk.ui.classroom import MemoryTablet

    def on_stage(stage: Any) -> None:
        from kivy.clock import Clock
        from kivy.core.window import Window

        def begin(dt: float) -> None:
            stage.kiosk.hear(Tapped("hello"))
            stage.kiosk.choose(stage.kiosk.classroom.pupils[0])
            Clock.schedule_once(ready, 1.5)

        def ready(dt: float) -> None:
            Window.bind(on_flip=lambda *_: say(flip=time.monotonic()))
            cards = [card for card in stage.screen.cards if card.said in ("happy", "calm")]
            say(cards=[(int(card.center_x), int(Window.height - card.center_y)) for card in cards])

        from kiosk.turn import Tapped

        Clock.schedule_once(begin, 1.5)

    app.run(MemoryTablet, settings=settings("", offscreen=False), on_stage=on_stage)


def checkins(folder: str, count: str) -> None:
    from kiosk.effects import CheckIn
    from kiosk.turn import SETTLE_S, Chose, Step, Tapped
    from kiosk.ui import window

    window.prepare(SIZE, offscreen=True)
    from kiosk.ui.state import KioskState
    from kiosk.ui.timers import HandTimers

    told = threading.Semaphore(0)
    calls: list[Any] = []

    def on_main(call: Any) -> None:
        calls.append(call)
        told.release()

    tablet, timers = opened(folder), HandTimers()
    kiosk = KioskState(timers, on_main)
    kiosk.attach(tablet)

    def run(turns: int) -> None:
        for number in range(turns):
            kiosk.hear(Tapped("hello"))
            kiosk.hear(Chose(kiosk._child(kiosk.classroom.pupils[number % 30])))
            kiosk.hear(Tapped("calm", 1))
            timers.advance(SETTLE_S + 0.1)
            while kiosk.turn.step is Step.SAVING:
                told.acquire()
                calls.pop(0)()
            assert kiosk.turn.saved, CheckIn
            kiosk.hear(Tapped("finish"))

    run(1000)
    gc.collect()
    before, began = held_mb("Rss"), time.monotonic()
    run(int(count))
    gc.collect()
    say(grown_mb=held_mb("Rss") - before, a_second=int(count) / (time.monotonic() - began))
    tablet.close()


def turns(count: str) -> None:
    from kiosk.ui import window

    window.prepare(SIZE, offscreen=True)
    from tests.kiosk.ui.kiosk import Kiosk

    kiosk = Kiosk(SIZE)

    def run(number: int) -> None:
        for child in range(number):
            kiosk.to_feeling(child % 12)
            kiosk.feel("calm")
            kiosk.press("finish")
            kiosk.tablet.carried.clear()

    def kept() -> int:
        gc.collect()
        return len(gc.get_objects())

    run(14)
    widgets, before = sum(1 for _ in kiosk.stage.walk()), kept()
    began = time.process_time()
    run(int(count))
    spent = time.process_time() - began
    say(
        kept=(kept() - before) / int(count),
        widgets=sum(1 for _ in kiosk.stage.walk()) - widgets,
        cpu_ms=spent / int(count) * 1000,
    )


if __name__ == "__main__":
    which: dict[str, Callable[..., None]] = {
        "empty": empty,
        "loaded": loaded,
        "rest": rest,
        "touch": touch,
        "checkins": checkins,
        "turns": turns,
    }
    which[sys.argv[1]](*sys.argv[2:])
    sys.stdout.flush()
    os._exit(0)
