"""The tablet's state as the screens see it: one turn at a time, every touch heard once, every effect carried out.

touch -> `tap`/`choose` -> `kiosk.checkin.answer` -> `turn` changes -> the stage shows another screen
                                                  \\-> effects -> `Tablet.carry_out` -> `Kept`
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kivy.event import EventDispatcher
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty

from kiosk.exits import exits_of
from kiosk.ports import Reach, Tablet
from kiosk.turn import (
    AS_EVERYBODY,
    HELLO,
    SCANNING_REST_S,
    VISITOR,
    Child,
    Chose,
    Heard,
    Kept,
    Left,
    Settled,
    Step,
    Tapped,
    Turn,
    Turned,
)
from kiosk.ui.timers import Timer, Timers, later
from sync.protocol import Adult, ChildSettings, Classroom, Tile

if TYPE_CHECKING:
    from kiosk.guide import Guide
    from kiosk.ui.own_words import OwnWords
    from kiosk.ui.photos import Photos


def nothing() -> int:
    """How long no activity has been played."""
    return 0


class KioskState(EventDispatcher):
    """What is shown, and what follows from a touch. Belongs to the screen's thread.

    `on_main` brings a call from the tablet's threads to the screen's; `timers` says when a waiting answer settles and
    when an untouched turn ends. Without `photos` only drawn pictures are shown.
    """

    turn = ObjectProperty(Turn())
    ready = BooleanProperty(False)
    """True once the tablet's store is open."""
    classroom = ObjectProperty(None, allownone=True)
    done = ObjectProperty(frozenset())
    here_today = ObjectProperty(frozenset())
    """Who has said anything today: a visitor's tile among them stands on the wall."""
    slot = NumericProperty(0)
    lantern = BooleanProperty(False)
    afternoon = BooleanProperty(False)
    reach = ObjectProperty(Reach.HERE)
    photos = ObjectProperty(frozenset())
    """Paths of the photographs that can be shown now."""

    def __init__(
        self,
        timers: Timers,
        on_main: Callable[[Callable[[], None]], None] = later,
        photos: Photos | None = None,
    ) -> None:
        super().__init__()
        self.timers = timers
        self._on_main = on_main
        self._photos = photos
        if photos is not None:
            photos.tell(lambda: on_main(self.look))
        self._tablet: Tablet | None = None
        self._settling: Timer | None = None
        self._leaving: Timer | None = None
        self._looking: Timer | None = None
        self._turns = 0
        self.own_words: OwnWords | None = None
        """What the school says in its own way, as far as it fits this screen; set by the stage."""
        self.activity_rest_s: float | None = None
        """Seconds untouched until an activity is left, while one is played that sets its own limit."""
        self.played_s: Callable[[], int] = nothing
        """Whole seconds that the activity which is on has been played."""

    @cached_property
    def _everything(self) -> Guide:
        """The catalogue, read when the first touch comes: the first frame is drawn without it."""
        from assets import activities, catalogue
        from kiosk.guide import Guide

        return Guide.of(catalogue.load(), activities.load(), catalogue.SECRET_PICTURES)

    @property
    def guide(self) -> Guide:
        """What may be asked and offered in the slot that is now."""
        classroom: Classroom | None = self.classroom
        if classroom is None:
            return self._everything
        return replace(
            self._everything,
            afterwards=self.slot > 0 or not classroom.quick_morning,
            later=self.slot + 1 < len(classroom.slot_from),
        )

    @property
    def settings(self) -> ChildSettings:
        """How the tablet is for the child whose turn it is."""
        child: Child | None = self.turn.child
        return child.settings if child else AS_EVERYBODY

    @property
    def language(self) -> str:
        """The language of words and voice for the child whose turn it is."""
        return self.settings.language

    def attach(self, tablet: Tablet) -> None:
        """Take the opened tablet: from now on the screens show its class."""
        self._tablet = tablet
        tablet.watch(lambda: self._on_main(self.look))
        self._look_each_minute()
        self.ready = True

    def look(self) -> None:
        """Read again what the tablet knows; properties that did not change redraw nothing."""
        tablet = self._tablet
        if tablet is None:
            return
        self.classroom = tablet.classroom()
        if self._photos is not None:
            self.photos = self._photos.want(self.classroom)
        self.here_today, self.slot = tablet.here_today(), tablet.slot()
        self.done = tablet.done()
        self.lantern = tablet.lantern()
        self.afternoon = tablet.afternoon()
        self.reach = tablet.reach()

    def picture_of(self, one: Tile | Adult) -> str:
        """The photograph of a child or an adult where it can be shown; their drawn picture else."""
        return one.photo if one.photo in self.photos else one.picture

    def _look_each_minute(self) -> None:
        """Noon comes without a message: the greeting and the ticks of the morning go by themselves."""
        self.look()
        self._looking = self.timers.after(60.0, self._look_each_minute)

    def pupil(self) -> Tile | None:
        """The tile of the child whose turn it is."""
        child = self.turn.child
        if child is None or self.classroom is None:
            return None
        return next((tile for tile in self.classroom.pupils if tile.pupil.hex() == child.pupil), None)

    def visitor(self) -> Tile | None:
        """The next blank tile for a child who is not on the wall; None when there is none left."""
        tiles = self.classroom.pupils if self.classroom else []
        blank = (tile for tile in tiles if tile.visitor and not tile.used)
        return next((tile for tile in blank if tile.pupil.hex() not in self.here_today), None)

    # Touches.

    def touched(self) -> None:
        """Somebody is there: the wait for an untouched screen begins again."""
        self._wait_to_leave()

    def tap(self, choice: str, position: int = 0) -> None:
        """A choice of the screen was touched."""
        if choice == HELLO:
            self.look()
            if self.classroom is None:
                return
        if choice == VISITOR:
            blank = self.visitor()
            if blank is not None:
                self.choose(blank)
            return
        self.hear(Tapped(choice, position, self.played_s()))

    def choose(self, tile: Tile) -> None:
        """A tile of the class wall was touched."""
        self.hear(Chose(self._child(tile)))

    def _child(self, tile: Tile) -> Child:
        """All that the conversation needs to know of a child, from their tile and from what the tablet remembers."""
        pupil, settings, tablet = tile.pupil.hex(), tile.settings, self._tablet
        key = self.classroom.secret_key if self.classroom else b""
        secret = None
        if tile.secret:
            from sync.secret import reveal

            secret = reveal(tile.pupil, tile.secret, key, self._everything.secrets)
        return Child(
            pupil,
            tile.step,
            tile.opted_out,
            tick=settings.tick,
            secret=secret or "",
            order=tile.activities,
            asked=tablet.asked_before(pupil) if tablet else None,
            later=tablet.chose_later(pupil) if tablet else False,
            settings=settings,
            exits=exits_of(settings, self.classroom),
        )

    def turn_wall(self, page: int) -> None:
        """The class wall was turned to a page, from 0."""
        self.hear(Turned(page))

    # The conversation.

    def hear(self, heard: Heard) -> None:
        """Take one step of the conversation and carry out what follows."""
        from kiosk import checkin  # the conversation begins after the first frame

        before: Turn = self.turn
        after, effects = checkin.answer(before, heard, self.guide)
        if after.step is Step.REST and before.step is not Step.REST:
            self._turns += 1
        self._wait_to_settle(before, after)
        if after != before:
            self.turn = after
            self._wait_to_leave()
        if effects and self._tablet is not None:
            mine, saving = self._turns, after.step is Step.SAVING
            self._tablet.carry_out(effects, lambda durable: self._on_main(lambda: self._kept(mine, saving, durable)))

    def _kept(self, turn_number: int, saving: bool, durable: bool) -> None:
        """Hear what became of a record. Only the record that is being waited for may end the wait."""
        self.look()
        if turn_number == self._turns and (saving or not durable):
            self.hear(Kept(durable))

    def _wait_to_settle(self, before: Turn, after: Turn) -> None:
        if after.held == before.held and after.step is before.step and after.page == before.page:
            return
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None
        from kiosk.asking import settle_s

        seconds = settle_s(after, self.guide)
        if seconds is not None:
            self._settling = self.timers.after(seconds, lambda: self.hear(Settled()))

    def _wait_to_leave(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None
        seconds = self.turn.rest_after_s
        if self.turn.step is Step.ACTIVITY and self.activity_rest_s is not None:
            seconds = self.activity_rest_s
        if seconds is not None and self.settings.switches:
            seconds = max(seconds, SCANNING_REST_S)  # going from card to card takes its time
        if seconds is not None:
            self._leaving = self.timers.after(seconds, lambda: self.hear(Left(self.played_s())))

    def close(self) -> None:
        """Call off what is waited for; a turn half-way ends as if it had been left."""
        if self.turn.step is not Step.REST:
            self.hear(Left(self.played_s()))
        for timer in (self._settling, self._leaving, self._looking):
            if timer is not None:
                timer.cancel()
