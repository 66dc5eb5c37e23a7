"""The messages that both ends speak.

Two layers. An *event* says what a child did; it is sealed on the tablet (`sync.seal`) and opened only by the
service. An *envelope* carries the sealed bytes and the little that may be known in clear: an id, an order, a key.

Events are arrays of small values, so that every kind fits one block of 64 bytes and no length tells an answer.
Fields are only ever added at the end, with a default: an old tablet and a new service keep understanding each other.
"""

from __future__ import annotations

import enum
from typing import Literal

import msgspec

VERSION = 1
BATCH_LIMIT = 500
"""Events in one request; the service refuses larger batches (500 after morango's chunks)."""
BODY_LIMIT = 1_000_000
"""Bytes of one request's body: 500 envelopes need about 90,000."""
MEDIA_TYPE = "application/vnd.msgpack"
HELD_HEADER = "daybreak-held"
"""Of an answer to `GET /v1/classroom?store=…`: up to this number the service holds that store without a gap."""


class Trust(enum.IntEnum):
    """How far the tablet's clock can be believed when an event is made."""

    UNKNOWN = 0
    """Nobody has set it since the tablet started."""
    TOLD = 1
    """Set from the service's time."""
    SYNCED = 2
    """Kept by a time server."""


class Moment(msgspec.Struct, array_like=True, frozen=True):
    """When an event was made, as the tablet saw it: raw, so that the service can put it right."""

    utc_s: int
    """Seconds since 1970 by the tablet's own clock, however wrong."""
    mono_ms: int
    """Milliseconds since the tablet started; never jumps."""
    boot: bytes
    """4 bytes that name this start of the tablet."""
    trust: int


class _Event(msgspec.Struct, array_like=True, frozen=True):
    at: Moment
    catalogue: int
    """Version of the catalogue of feelings the child was shown."""

    @property
    def kind(self) -> str:
        """The event's name in the record, such as `checked_in`."""
        return KINDS[type(self)]


class CheckedIn(_Event, tag=1, frozen=True):
    """A child answered how they feel; *not sure* and *not say* are answers too."""

    pupil: bytes
    """16 bytes of the pupil's UUID."""
    answers: tuple[str, ...]
    """One or two ids of the catalogue, in the order they were tapped."""
    step: int
    """The ladder step the child was shown, 1..4."""
    slot: int
    """0 is the morning check-in, 1 the one after lunch."""
    position: int
    """Where the answer stood on the screen, from 0 at the reading start; the first place draws taps."""
    by_adult: bool = False
    """An adult tapped it for the child, from the staff corner."""


class AskedForAdult(_Event, tag=2, frozen=True):
    """A child wants a grown-up. Sent on the first tap; all that follows is an addition."""

    pupil: bytes | None
    """None when the child asked from the class wall and has not said who they are."""


class ChoseAdult(_Event, tag=3, frozen=True):
    """One addition to a request: who is asking, which adult, or how. One choice an event, so all are one length."""

    request: bytes
    """The event id of the request."""
    pupil: bytes | None = None
    adult: bytes | None = None
    how: str | None = None
    """`talk`, `sit`, `watch` or `not_now`."""
    someone_else: bool = False
    """None of the adults in the pictures; the child will say who."""


class Withdrew(_Event, tag=4, frozen=True):
    """A child took back a check-in or a request; the original stays and is shown as taken back."""

    event: bytes


class ToldMore(_Event, tag=5, frozen=True):
    """One addition to a check-in: how big the feeling is, or what it is about. One choice an event."""

    check_in: bytes
    """The event id of the check-in."""
    size: int | None = None
    """1 little, 2 middle, 3 big; it never changes the value."""
    about: str | None = None


class ActivityDone(_Event, tag=6, frozen=True):
    """A child chose something that might help."""

    check_in: bytes
    activity: str
    seconds: int
    to_the_end: bool


class HowNow(_Event, tag=7, frozen=True):
    """How it is after an activity, in the child's own eyes. Never fed to flags."""

    check_in: bytes
    activity: str
    answer: str
    """One of `HOW_NOWS`."""


class AdultCame(_Event, tag=8, frozen=True):
    """At the next visit: did a grown-up come? *No* opens the request again."""

    request: bytes
    came: str
    """One of `CAMES`."""


Event = CheckedIn | AskedForAdult | ChoseAdult | Withdrew | ToldMore | ActivityDone | HowNow | AdultCame

KINDS: dict[type, str] = {
    CheckedIn: "checked_in",
    AskedForAdult: "asked_for_adult",
    ChoseAdult: "chose_adult",
    Withdrew: "withdrew",
    ToldMore: "told_more",
    ActivityDone: "activity_done",
    HowNow: "how_now",
    AdultCame: "adult_came",
}

HOWS = ("talk", "sit", "watch", "not_now")
SIZES = (1, 2, 3)
HOW_NOWS = ("easier", "same", "harder", "not_sure")
CAMES = ("yes", "no", "not_sure")


class Envelope(msgspec.Struct, array_like=True, frozen=True):
    """A sealed event on its way."""

    event_id: bytes
    """16 bytes of a UUID made on the tablet: the idempotency key."""
    seq: int
    """The tablet's own order, from 1, without gaps."""
    key: bytes
    """4 bytes that name the school's public key it is sealed to."""
    box: bytes


class EventBatch(msgspec.Struct, frozen=True):
    """`POST /v1/events`: up to `BATCH_LIMIT` envelopes from one store of one tablet."""

    store: bytes
    """8 bytes that name this database on this tablet; a new database starts a new order."""
    utc_s: int
    """The tablet's clock at sending, to compare with the service's."""
    events: list[Envelope]
    since: int = 1
    """The first number this store ever gave out; those below were another's, before the tablet was enrolled anew."""
    sent: Moment | None = None
    """The tablet's moment of sending: says how old the events of this start are, however wrong its date is."""


Outcome = Literal["stored", "already", "conflict", "erased", "refused"]


class Verdict(msgspec.Struct, array_like=True, frozen=True):
    """What became of one event: `stored` and `already` are safe; the others are kept and shown to staff."""

    event_id: bytes
    outcome: Outcome
    reason: str = ""


class BatchAnswer(msgspec.Struct, frozen=True):
    """The answer to a batch. It counts only for the events it names."""

    daybreak: int
    """The protocol's version: a captive portal's page has none, so it can't be mistaken for an answer."""
    verdicts: list[Verdict]
    pace_s: float = 0.0
    """Seconds to leave before the next batch of a backlog: how a fleet that comes back at once is spread."""


class Enrol(msgspec.Struct, frozen=True):
    """`POST /v1/enrol`: a one-time code, as typed."""

    code: str
    version: str


class Enrolled(msgspec.Struct, frozen=True):
    """The tablet's new identity. The token is said once and stored hashed on the service."""

    device_id: bytes
    token: str
    school: str
    classroom: str
    key_id: bytes
    public_key: bytes


class ChildSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the tablet is for one child. Only the child's own screens follow it; the wall looks the same to all."""

    language: str = "en"
    """Of words and voice; the pictures don't change."""
    voice: Literal["own", "english", "off"] = "own"
    """Where a clip is missing in the child's language, `own` plays nothing and `english` the English one; `off` never
    speaks."""
    tick: bool = False
    """*Tap, then tick* instead of tap and wait."""
    quiet: bool = False
    reduced_motion: bool = False
    low_stimulus: bool = False
    """Fewer colours and pictures at once; no scenery."""
    high_contrast: bool = False
    larger_targets: bool = False
    switches: Literal[0, 1, 2] = 0
    """Scanning with one or two switches (keys); 0 is touch alone."""
    unsure: bool | None = None
    """Whether this child's questions have *Not sure*; None as the school has it. A grown-up can always be asked for."""
    unsaid: bool | None = None
    """The same of *I don't want to say*."""


class Tile(msgspec.Struct, frozen=True):
    """A pupil as the class wall shows them. No surname ever leaves the service."""

    pupil: bytes
    name: str
    picture: str
    step: int
    """The ladder step, 1..4."""
    group: str = ""
    """The group staff made for paging the wall; empty when there is none."""
    opted_out: bool = False
    """Meets the same wall; the tablet asks no feeling."""
    settings: ChildSettings = ChildSettings()
    secret: bytes = b""
    """The secret picture as a keyed hash (`sync.secret`); empty when staff have not switched it on."""
    activities: tuple[str, ...] = ()
    """This child's own order of what might help. Every child has one, so a plan does not show."""
    visitor: bool = False
    """A blank tile for a child who is not on the roster: without a name until staff give one."""
    used: bool = False
    """A visitor has taken this blank tile: it stands on the wall, and no other visitor is given it."""
    adults: tuple[int, ...] = ()
    """This child's own order of the class's adults, as places in `Classroom.adults`. Every child has one."""
    photo: str = ""
    """The path in `Classroom.media` of a photograph that stands on the wall in place of `picture`; empty for none."""


class Adult(msgspec.Struct, frozen=True):
    """An adult that a child can ask for."""

    adult: bytes
    name: str
    picture: str
    photo: str = ""
    """The path in `Classroom.media` of a photograph that is shown in place of `picture`; empty for none."""


class Reply(msgspec.Struct, frozen=True):
    """A request of this week and what became of it. Tablets keep replies in memory only."""

    request: bytes
    state: Literal["asked", "seen", "met"]
    adult: bytes | None
    pupil: bytes | None = None
    """Who asked, so that they can be told at their next visit."""
    asked_s: int = 0
    """UTC seconds of the request."""
    answered: bool = False
    """The child has said whether a grown-up came."""


class MediaFile(msgspec.Struct, array_like=True, frozen=True):
    """A file that the tablets of a class hold: where it lies in their folder, its hash and its length in bytes."""

    path: str
    sha256: bytes
    size: int


class Classroom(msgspec.Struct, frozen=True):
    """`GET /v1/classroom` (with an ETag): what a tablet needs to know, and no more."""

    epoch: str
    """Changes when the service's data was restored from a backup."""
    utc_s: int
    """The service's time. Left out of the ETag."""
    school: str
    name: str
    key_id: bytes
    public_key: bytes
    pupils: list[Tile]
    adults: list[Adult]
    replies: list[Reply]
    slot_from: tuple[str, ...] = ("00:00", "12:30")
    """Local times at which each check-in slot begins."""
    staffed: tuple[str, str] = ("08:30", "15:45")
    """Local times between which an adult answers; outside them the screen says so."""
    timezone: str = "Europe/London"
    quick_morning: bool = False
    """Activities are offered at the second check-in instead of the first."""
    secret_key: bytes = b""
    """Keys the hashes of the class's secret pictures."""
    erased: list[bytes] = []
    """Ids of events that were erased: a tablet drops what it still has of them."""
    media: list[MediaFile] = []
    """Files to fetch from `GET /v1/media/<sha256>`, such as recorded names."""
    quiet_hours: tuple[str, str] | None = None
    """Local times between which the tablets of the school make no sound."""
    unsure: bool = True
    """Questions have *Not sure*, but for a child whose own settings say otherwise."""
    unsaid: bool = True
    """The same of *I don't want to say*."""
    words: dict[str, dict[str, str]] = {}
    """What the school says in its own way, by language and id (`assets.own_words`)."""


class Report(msgspec.Struct, frozen=True):
    """`POST /v1/report`: the tablet's health in plain words, no child in it."""

    version: str
    utc_s: int
    waiting: int
    """Events not yet acknowledged."""
    refused: int
    clock: int
    """A `Trust`."""
    disk_free_mb: int
    put_aside: list[str] = []
    """Names of database files that could not be read and were put aside."""
    journal_failing: bool = False
    """Events lie in the database alone: the second copy can't be written."""
    sqlite: str = ""
    """The version of SQLite the record is kept with."""
    temperature_c: int | None = None
    """Of the processor; None where the machine does not tell."""


class Problem(msgspec.Struct, frozen=True):
    """A refusal of a whole request, as a sentence with a cure."""

    detail: str
