"""Turns what follows from a child's answers into sealed events, and keeps them in one transaction.

A recorder belongs to the store's thread. It remembers the last check-in and the last request, because taking back and
adding to them come later in the same turn. What a child wishes for later today lives here only, in memory.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.draft import Draft, TurnSoFar
from kiosk.effects import (
    AddToRequest,
    AskAdult,
    CheckIn,
    Did,
    Effect,
    RememberLater,
    SayCame,
    SayHowNow,
    TakeBack,
    TellMore,
    Tick,
)
from kiosk.identity import Identity
from kiosk.store import Change, Mark, Sealed, Store
from sync.protocol import (
    ActivityDone,
    AdultCame,
    AskedForAdult,
    CheckedIn,
    ChoseAdult,
    Event,
    HowNow,
    Moment,
    Reply,
    ToldMore,
    Withdrew,
)
from sync.seal import key_id, seal


@dataclass(frozen=True, slots=True)
class Now:
    """When and where effects happened, taken when the screen handed them over."""

    moment: Moment
    day: str
    slot: int


class Recorder:
    """Records effects in a store, sealed to the school's key."""

    def __init__(self, store: Store, identity: Identity, catalogue: int, *, new_id: Callable[[], uuid.UUID]) -> None:
        self._store = store
        self._key_id, self._public_key = identity.key_id, identity.public_key
        self._catalogue = catalogue
        self._new_id = new_id
        self._turn = TurnSoFar()
        self._tidied = ""
        """The school day on which old things were last forgotten."""
        self.marks = set(store.marks())
        self.open_requests = set(store.open_requests())
        self.came: dict[bytes, bytes] = {}
        """Requests about which a child has answered, by the id of the event that waits to tell so."""
        self.later: set[Mark] = set()
        """Who chose *later today*, and at which check-in."""
        self.here = set(self.marks)
        """Who has said anything today; after a restart, who was ticked."""

    def record(self, effects: Sequence[Effect], now: Now) -> bool:
        """Make effects durable, all or nothing; return whether something urgent is among them.

        Raises:
            sqlalchemy.exc.DBAPIError: nothing was written.
        """
        if now.day != self._tidied:
            self.tidy(now)
        turn = replace(self._turn)
        draft = Draft()
        try:
            for effect in effects:
                self._draft(effect, now, turn, draft)
            change = draft.change
            if change != Change():
                self._store.apply(change, now.moment.utc_s)
        except Exception:
            self._forget(effects)
            raise
        self._turn = turn
        self.marks = (self.marks | set(draft.marks)) - set(draft.unmarks)
        self.open_requests = (self.open_requests | set(draft.opened)) - set(draft.closed)
        self.came |= draft.came
        self.later = {mark for mark in self.later if mark.pupil not in draft.later}
        self.later |= {mark for mark in draft.later.values() if mark}
        self.here |= draft.here
        return any(event.urgent for event in draft.events)

    def seal_to(self, key: bytes, public_key: bytes) -> None:
        """From now on seal to this key: the school has made a new one. A key without its own name is passed over."""
        if (key, public_key) != (self._key_id, self._public_key) and key == key_id(public_key):
            self._key_id, self._public_key = key, public_key

    def acknowledge(self, replies: Sequence[Reply]) -> None:
        """Forget the requests that an adult has seen or met.

        A reply is older than a child's *nobody came* while that still waits to be sent: the request stays open.
        """
        if self.came:
            waiting = self._store.waiting_among(tuple(self.came.values()))
            self.came = {request: event for request, event in self.came.items() if event in waiting}
        answered = {reply.request for reply in replies if reply.state != "asked"} - self.came.keys()
        known = tuple(answered & self.open_requests)
        if known:
            self._store.apply(Change(closed=known), 0)
            self.open_requests -= set(known)

    def tidy(self, now: Now) -> None:
        """Forget the ticks of other days and what was confirmed long ago."""
        self._store.tidy(now.moment.utc_s, now.day)
        self.marks = {mark for mark in self.marks if mark.day == now.day}
        self.here = {mark for mark in self.here if mark.day == now.day}
        self.later = {mark for mark in self.later if mark.day == now.day}
        self.open_requests = set(self._store.open_requests())
        self._tidied = now.day

    def _draft(self, effect: Effect, now: Now, turn: TurnSoFar, draft: Draft) -> None:
        match effect:
            case CheckIn(pupil, answers, step, position, by_adult):
                who = bytes.fromhex(pupil)
                event = CheckedIn(
                    at=now.moment,
                    catalogue=self._catalogue,
                    pupil=who,
                    answers=answers,
                    step=step,
                    slot=now.slot,
                    position=position,
                    by_adult=by_adult,
                )
                turn.check_in, turn.pupil, turn.last_is_request = self._add(draft, event), who, False
                turn.mark = self._tick(who, now, draft)
            case Tick(pupil):
                self._tick(bytes.fromhex(pupil), now, draft)
            case AskAdult(pupil):
                who_asks = bytes.fromhex(pupil) if pupil else None
                asked = AskedForAdult(at=now.moment, catalogue=self._catalogue, pupil=who_asks)
                turn.request, turn.last_is_request = self._add(draft, asked, urgent=True), True
                draft.opened.append(turn.request)
                self._was_here(who_asks, now, draft)
            case AddToRequest(pupil, adult, how, someone_else):
                if turn.request is None:
                    return
                choice = ChoseAdult(
                    at=now.moment,
                    catalogue=self._catalogue,
                    request=turn.request,
                    pupil=bytes.fromhex(pupil) if pupil else None,
                    adult=bytes.fromhex(adult) if adult else None,
                    how=how,
                    someone_else=someone_else,
                )
                self._add(draft, choice, urgent=True)
                self._was_here(choice.pupil, now, draft)
            case SayCame(request, came):
                self._came(bytes.fromhex(request), came, now, draft)
            case TakeBack(check_in):
                self._take_back(check_in or not turn.last_is_request, now, turn, draft)
            case RememberLater(pupil):
                who_waits = bytes.fromhex(pupil)
                draft.later[who_waits] = Mark(who_waits, now.day, now.slot)
            case _:
                self._add_to_check_in(effect, now, turn, draft)

    def _add_to_check_in(self, effect: Effect, now: Now, turn: TurnSoFar, draft: Draft) -> None:
        """What is told of a check-in that stands; without one there is nothing to tell it of."""
        check_in, at, version = turn.check_in, now.moment, self._catalogue
        if check_in is None:
            return
        match effect:
            case TellMore(size, about):
                more = ToldMore(at=at, catalogue=version, check_in=check_in, size=size, about=about)
                self._add(draft, more)
            case Did(activity, seconds, to_the_end):
                done = ActivityDone(
                    at=at,
                    catalogue=version,
                    check_in=check_in,
                    activity=activity,
                    seconds=seconds,
                    to_the_end=to_the_end,
                )
                self._add(draft, done)
                if turn.pupil:
                    draft.later[turn.pupil] = None
            case SayHowNow(activity, answer):
                how_now = HowNow(at=at, catalogue=version, check_in=check_in, activity=activity, answer=answer)
                self._add(draft, how_now)

    def _came(self, request: bytes, came: str, now: Now, draft: Draft) -> None:
        """*No* is as urgent as the request was, and lights the lantern again."""
        event = AdultCame(at=now.moment, catalogue=self._catalogue, request=request, came=came)
        draft.came[request] = self._add(draft, event, urgent=came == "no")
        if came == "no" and request not in self.open_requests:
            draft.opened.append(request)

    def _forget(self, effects: Sequence[Effect]) -> None:
        """After a failure, what this turn could not write must not be mistaken for what the turn before wrote."""
        if any(isinstance(each, CheckIn) for each in effects):
            self._turn.check_in, self._turn.pupil, self._turn.mark = None, None, None
        if any(isinstance(each, AskAdult) for each in effects):
            self._turn.request, self._turn.last_is_request = None, False

    def _take_back(self, check_in: bool, now: Now, turn: TurnSoFar, draft: Draft) -> None:
        event_id = turn.check_in if check_in else turn.request
        if event_id is None:
            return
        withdrew = Withdrew(at=now.moment, catalogue=self._catalogue, event=event_id)
        self._add(draft, withdrew, urgent=not check_in)
        if check_in:
            if turn.mark:
                draft.unmarks.append(turn.mark)
            if turn.pupil:
                draft.later[turn.pupil] = None
            turn.check_in, turn.pupil, turn.mark = None, None, None
        else:
            draft.closed.append(event_id)
            turn.request, turn.last_is_request = None, False

    def _add(self, draft: Draft, event: Event, *, urgent: bool = False) -> bytes:
        event_id = self._new_id().bytes
        box = seal(event, self._public_key)
        draft.events.append(Sealed(event_id, self._key_id, box, urgent))
        return event_id

    def _was_here(self, pupil: bytes | None, now: Now, draft: Draft) -> None:
        if pupil:
            draft.here.add(Mark(pupil, now.day, now.slot))

    def _tick(self, pupil: bytes, now: Now, draft: Draft) -> Mark | None:
        mark = Mark(pupil, now.day, now.slot)
        draft.here.add(mark)
        if mark in self.marks:
            return None
        draft.marks.append(mark)
        return mark
