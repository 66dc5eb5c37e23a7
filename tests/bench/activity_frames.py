"""Plays every activity in real time and writes what each cost, a line of JSON an activity. Run by `bench_activities`.

    python tests/bench/activity_frames.py FRAMES

`frame_cpu_ms` is the main thread's CPU for one frame and everything that led to it. `fps` is from the median time
between two frames while something moved, the loop running at its own pace. A finger taps and strokes all over the
activity, so that what moves only in answer to a touch does move.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kiosk.ui import window

SIZE, PX_PER_MM = (800, 480), 5.2
_STROKE_S = 0.3
_LONGEST_S = 8.0
_PLACES = tuple(((x * 2 + 1) / 10, (y * 2 + 1) / 8) for y in (1, 3, 2, 0) for x in (2, 0, 4, 1, 3))
"""Where the finger comes down, in parts of the room: every part of it has its turn."""


@dataclass
class Seen:
    """What was measured of one activity."""

    id: str
    begin_ms: float
    frames: int = 0
    spent_s: float = 0.0
    gaps: list[float] = field(default_factory=list)
    """Seconds from one frame to the next while something moved."""

    def line(self) -> str:
        assert self.frames, f"{self.id} drew no frame"
        assert self.gaps, f"nothing moved in {self.id}"
        told = {"frame_cpu_ms": self.spent_s / self.frames * 1000, "fps": 1 / statistics.median(self.gaps)}
        return json.dumps({"id": self.id, "begin_ms": self.begin_ms, **told})


class Loop:
    """Kivy's loop, pass by pass at its own pace."""

    def __init__(self) -> None:
        from kivy.base import EventLoop
        from kivy.core.window import Window

        Window.size = SIZE
        EventLoop.status = "started"
        self._loop, self.window = EventLoop, Window
        self.flips = 0
        Window.bind(on_flip=self._flipped)

    def _flipped(self, *_: object) -> None:
        self.flips += 1

    def once(self) -> bool:
        """One pass; True when it drew a frame."""
        before = self.flips
        self._loop.idle()
        self.window.mainloop()
        return self.flips > before


def play(loop: Loop, id: str, begin: Callable[[str], Any], frames: int) -> Seen:
    """Play one activity, stroking it, until so many frames have followed each other."""
    started = time.thread_time()
    activity = begin(id)
    loop.window.add_widget(activity)
    loop.once()
    seen = Seen(id, (time.thread_time() - started) * 1000)
    room, height = activity.box, activity.metrics.height
    start, number, drawn_at = time.monotonic(), -1, None
    while (now := time.monotonic() - start) < _LONGEST_S and len(seen.gaps) < frames:
        place = _PLACES[int(now / _STROKE_S) % len(_PLACES)]
        x, y = room.x + room.width * place[0], height - room.y - room.height * place[1]
        used = time.thread_time()
        if int(now / _STROKE_S) != number:
            if number >= 0:
                activity.lift()
            number = int(now / _STROKE_S)
            activity.press(x, y)
            drawn_at = None if not activity.moving else drawn_at
        along = now % _STROKE_S / _STROKE_S
        activity.drag(x + 60 * along, y + 30 * along)
        if loop.once():
            seen.frames += 1
            seen.spent_s += time.thread_time() - used
            at = time.monotonic()
            if drawn_at is not None:
                seen.gaps.append(at - drawn_at)
            drawn_at = at
        elif not activity.moving:
            drawn_at = None  # at rest: the next frame answers a touch
    activity.lift()
    activity.end()
    loop.window.remove_widget(activity)
    return seen


def main(frames: int) -> None:
    window.prepare(SIZE, offscreen=True)
    from assets import words
    from kiosk.ui import activities
    from kiosk.ui.activities.activity import Play
    from kiosk.ui.metrics import Box, Metrics
    from kiosk.ui.sound import Player
    from kiosk.ui.timers import KivyTimers

    loop = Loop()
    metrics = Metrics(*SIZE, PX_PER_MM)
    room = Box(0, 0, metrics.exits(3)[0].x - metrics.px(2), metrics.height)
    timers = KivyTimers()
    adults = (("adult_1", "Miss Ola"), ("adult_2", "Mr Reed"), ("adult_3", "Mrs Khan"))

    def begin(id: str) -> Any:
        activity = activities.build(id, metrics, room)
        activity.begin(Play(timers, words.words(), Player(timers), adults=adults, picture="fox"))
        return activity

    for id in activities.ids():
        print(play(loop, id, begin, frames).line(), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
