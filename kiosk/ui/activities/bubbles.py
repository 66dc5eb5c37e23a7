"""Pop the bubbles: they rise, a touch pops one softly, others follow. Nothing is counted and none can be missed."""

from __future__ import annotations

import math
import random
from typing import ClassVar

from kiosk import voice
from kiosk.ui.activities.activity import Activity, Play
from kiosk.ui.activities.motion import arriving, mix
from kiosk.ui.activities.sprites import Sprite
from kiosk.ui.metrics import Box, Metrics

LAST_BUBBLE_S = 75.0
"""No new bubble comes after this; the activity ends when the last one has gone."""
END_S = 95.0
"""Where nothing moves, bubbles that were left alone go after this."""
_SIZES_MM = (25.0, 19.0, 22.0)
_KINDS = 4
_MANY, _FEW = 12, 6
_POP_S = 0.45
_AWAY_S = (0.8, 2.4)
_RISE_MM = (7.5, 9.5)
"""Millimetres a second: slow enough to follow with a finger."""
_REACH_MM = 11.0
"""A touch this near to a bubble's middle pops even a small one."""


class Bubble:
    """One bubble: where it is at a moment, and the drops it leaves."""

    def __init__(self, sprite: Sprite, drops: Sprite, radius: float, tone: int) -> None:
        self.sprite, self.drops, self.radius, self.tone = sprite, drops, radius, tone
        self.size = 2 * radius / sprite.side
        """In parts of the painted picture."""
        self.here = False
        self.since = self.popped = 0.0
        self.lane = self.speed = self.sway = 0.0

    def at(self, now: float, floor: float) -> tuple[float, float]:
        """Its middle, y up."""
        seconds = now - self.since
        return (
            self.lane + math.sin(seconds * 0.9 + self.sway) * self.radius * 0.35,
            floor + self.radius + self.speed * seconds,
        )


class Bubbles(Activity):
    """Pop the bubbles."""

    id: ClassVar[str] = "bubbles"
    ground: ClassVar[str] = "#D8EDF8"

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(metrics, box)
        self._floor, self._top = self.up(box.foot), self.up(box.y)
        self._scenery = [
            self.disc("#C3E2F3", round(box.width * 0.9)),
            self.disc("#AEE0C0", round(box.width * 1.5)),
            self.disc("#9AD6AE", round(box.width * 1.3)),
        ]
        self._title = self.saying(self.title_box)
        self.bubbles: list[Bubble] = []
        side = metrics.px(max(_SIZES_MM))
        for i in range(_MANY):
            # Each kind is painted once, and shown in three sizes.
            size = metrics.px(_SIZES_MM[i % len(_SIZES_MM)])
            kind = i % _KINDS + 1
            drops = self.sprite(f"pop_{kind}", side)
            self.bubbles.append(Bubble(self.sprite(f"bubble_{kind}", side), drops, size / 2, 5 - i % 5))
        self._chance = random.Random(0)  # noqa: S311 - where bubbles rise is no secret
        self._began = 0.0

    def begin(self, play: Play) -> None:
        super().begin(play)
        self._began = self.now
        self._chance.seed(3)
        self._set_scenery()
        self.say(self._title, "do.bubbles")
        for i, bubble in enumerate(self._in_play):
            self._come(bubble, i, self.now, early=True)
        self.move()
        if self.still:
            self.later(END_S, self.finish)

    def end(self) -> None:
        super().end()
        for bubble in self.bubbles:
            bubble.here = False

    def press(self, x: float, y: float) -> bool:
        if self.play is None:
            return False
        near = self.metrics.px(_REACH_MM)
        for bubble in reversed(self.bubbles):
            across, up = bubble.sprite.place
            if bubble.here and math.hypot(x - across, y - up) <= max(near, bubble.radius):
                self._pop(bubble)
                return True
        return False

    def key(self) -> None:
        """A switch pops the bubble nearest to the middle."""
        x, y = self.box.x + self.box.width / 2, (self._floor + self._top) / 2
        here = [bubble for bubble in self.bubbles if bubble.here]
        if self.play is not None and here:
            self._pop(min(here, key=lambda each: math.dist(each.sprite.place, (x, y))))

    def frame(self) -> None:
        now = self.now
        for bubble in self._in_play:
            if bubble.here:
                self._rise(bubble, now)
            elif bubble.drops.alpha:
                share = (now - bubble.popped) / _POP_S
                bubble.drops.scale(bubble.size * mix(0.8, 1.2, arriving(share)))
                bubble.drops.alpha = 1 - share
        if now - self._began > LAST_BUBBLE_S and not any(each.here for each in self.bubbles):
            self.finish()

    # How bubbles come and go.

    @property
    def _in_play(self) -> list[Bubble]:
        return self.bubbles[: _FEW if self.plain else _MANY]

    def _come(self, bubble: Bubble, place: int, when: float, *, early: bool = False) -> None:
        """Begin at the foot, always in the same lane; the first ones are on their way already."""
        many, chance = len(self._in_play), self._chance
        width = self.box.width - 2 * bubble.radius
        lane = (place + 0.5 + chance.uniform(-0.2, 0.2)) / many
        bubble.lane = self.box.x + bubble.radius + width * lane
        bubble.speed = self.metrics.px_per_mm * chance.uniform(*_RISE_MM)
        bubble.sway = chance.uniform(0, math.tau)
        bubble.since = when
        if early or self.still:
            high = self._top - self._floor - 2 * bubble.radius
            # By the golden ratio neighbours never stand at the same height.
            share = (place * 0.618 + 0.2) % 1.0
            bubble.since = when - high * share / bubble.speed
        bubble.here = True
        self._rise(bubble, when)

    def _rise(self, bubble: Bubble, now: float) -> None:
        x, y = bubble.at(now, self._floor)
        left = self._top - bubble.radius * 0.4 - y
        if left < 0:
            self._go(bubble)
            return
        young = arriving((now - bubble.since) / 1.2)
        bubble.sprite.at(x, y)
        bubble.sprite.scale(bubble.size * mix(0.35, 1.0, young))
        bubble.sprite.alpha = min(1.0, left / bubble.radius) * young

    def _pop(self, bubble: Bubble) -> None:
        if self.play is None:
            return
        bubble.drops.at(*bubble.sprite.place)
        bubble.drops.scale(bubble.size * 0.8)
        bubble.drops.alpha = 0.0 if self.still else 1.0
        bubble.popped = self.now
        # By now it is plain what to do, and bubbles rise where the words stood.
        self._title.say("")
        self.play.player.play(voice.sound(f"marimba_{bubble.tone}"))
        self._go(bubble)

    def _go(self, bubble: Bubble) -> None:
        """The bubble is no more; another comes after a while."""
        bubble.here, bubble.sprite.alpha = False, 0.0
        self.later(self._chance.uniform(*_AWAY_S), lambda: self._another(bubble))

    def _another(self, bubble: Bubble) -> None:
        if self.now - self._began < LAST_BUBBLE_S:
            self._come(bubble, self.bubbles.index(bubble), self.now)

    def _set_scenery(self) -> None:
        """A pale sun and two hills far below; nothing of it for a child who wants it plain."""
        box = self.box
        foot = self.up(self.metrics.height)
        light, far, near = self._scenery
        light.at(box.x + box.width * 0.82, self.up(box.y + box.height * 0.12))
        far.at(box.x + box.width * 0.1, foot - box.width * 0.62)
        near.at(box.x + box.width * 0.85, foot - box.width * 0.54)
        for each in self._scenery:
            each.alpha = 0.0 if self.plain or self.play is None or self.play.settings.high_contrast else 1.0
        for bubble in self.bubbles:
            bubble.here = False
            bubble.sprite.alpha = bubble.drops.alpha = 0.0
