"""A made-up class, and a tablet that keeps it in memory: the whole port, without a disk or a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from assets import animals
from kiosk.checkin import AskAdult, CheckIn, Effect, TakeBack
from kiosk.ports import Health, Reach
from kiosk.turn import Asked
from sync.protocol import Adult, Classroom, Tile, Trust

NAMES = [
    "Aisha",
    "Ben",
    "Chidi",
    "Daisy",
    "Ela",
    "Finn",
    "Grace",
    "Hari",
    "Isla",
    "Jack",
    "Kasia",
    "Leo",
    "Mia",
    "Noah",
    "Oscar",
    "Poppy",
    "Rayan",
    "Sofia",
    "Theo",
    "Uma",
    "Viktor",
    "Wren",
    "Xanthe",
    "Yusuf",
    "Zara",
    "Amir",
    "Bella",
    "Caleb",
    "Dina",
    "Eve",
]
ADULTS = ("Miss Ola", "Mr Reed", "Mrs Khan")


def hex_of(number: int) -> str:
    """The id of the child at a place of the register, from 0."""
    return UUID(int=number + 1).bytes.hex()


def a_class(
    count: int = 30, *, steps: dict[int, int] | None = None, names: Sequence[str] = NAMES, groups: Sequence[str] = ()
) -> Classroom:
    """A class of `count` children on ladder step 2, but for those that `steps` names."""
    steps = steps or {}
    pupils = [
        Tile(
            UUID(int=i + 1).bytes,
            names[i % len(names)],
            animals.ANIMALS[i],
            steps.get(i, 2),
            groups[i] if i < len(groups) else "",
        )
        for i in range(count)
    ]
    adults = [Adult(UUID(int=900 + i).bytes, name, f"adult_{i + 1}") for i, name in enumerate(ADULTS)]
    return Classroom(
        epoch="1",
        utc_s=0,
        school="Hill School",
        name="Oak",
        key_id=b"keys",
        public_key=bytes(32),
        pupils=pupils,
        adults=adults,
        replies=[],
    )


@dataclass
class MemoryTablet:
    """Keeps effects in a list, and answers `then` when told to: at once, or by `answer`."""

    room: Classroom | None = field(default_factory=a_class)
    at_once: bool = True
    durable: bool = True
    reached: Reach = Reach.HERE
    later: bool = False
    slot_now: int = 0
    asked: dict[str, Asked] = field(default_factory=dict)
    chose: set[str] = field(default_factory=set)
    carried: list[Effect] = field(default_factory=list)
    closed: bool = False
    marks: set[str] = field(default_factory=set)
    waiting: list[Callable[[bool], None]] = field(default_factory=list)
    lit: bool = False
    watchers: list[Callable[[], None]] = field(default_factory=list)
    clock: datetime = datetime(2026, 11, 23, 8, 47, tzinfo=UTC)
    well: Health = field(default_factory=lambda: Health(0, 0, 4.0, True, Trust.SYNCED, 5_000, "1.0"))
    sent: int = 0

    def classroom(self) -> Classroom | None:
        return self.room

    def done(self) -> frozenset[str]:
        return frozenset(self.marks)

    def here_today(self) -> frozenset[str]:
        return frozenset(self.marks)

    def slot(self) -> int:
        return self.slot_now

    def asked_before(self, pupil: str) -> Asked | None:
        return self.asked.get(pupil)

    def chose_later(self, pupil: str) -> bool:
        return pupil in self.chose

    def lantern(self) -> bool:
        return self.lit

    def reach(self) -> Reach:
        return self.reached

    def afternoon(self) -> bool:
        return self.later

    def wall_clock(self) -> datetime:
        return self.clock

    def health(self, then: Callable[[Health], None]) -> None:
        then(self.well)

    def send_now(self) -> None:
        self.sent += 1

    def carry_out(self, effects: Sequence[Effect], then: Callable[[bool], None]) -> None:
        self.carried += effects
        for effect in effects:
            if isinstance(effect, CheckIn) and self.durable:
                self.marks.add(effect.pupil)
            self.lit = self.lit or isinstance(effect, AskAdult)
        self.waiting.append(then)
        if self.at_once:
            self.answer()

    def answer(self) -> None:
        """Say what became of everything that waits."""
        waiting, self.waiting = self.waiting, []
        for then in waiting:
            then(self.durable)

    def watch(self, changed: Callable[[], None]) -> None:
        self.watchers.append(changed)

    def close(self) -> None:
        self.closed = True

    def check_ins(self) -> list[CheckIn]:
        return [effect for effect in self.carried if isinstance(effect, CheckIn)]

    def taken_back(self) -> int:
        return sum(isinstance(effect, TakeBack) for effect in self.carried)
