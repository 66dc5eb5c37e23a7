"""What the pages cost at a school of a thousand with five years: they cost what they show, not what is kept.

The same school runs twice, with one year and with five, each as a program of its own; both are asked the same in turn.
"""

from __future__ import annotations

import socket
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy import select

from sync.service.db.models import FlagRow, Role
from tests.bench import big_school
from tests.bench.big_school import School
from tests.bench.crowd import Delivery
from tests.bench.crowds import together
from tests.bench.rows import Row, at_most, percentile, shown
from tests.bench.service_program import ServiceProgram

YEARS = 5
MINUTES = 40
"""From when the tablets' Monday begins to `big_school.NOW`."""
BAR_MS = 100
KEPT = 1.2
"""What a page may cost where five years are kept, in times of what it costs where one is; by processor time, since
neighbours on the machine move the other."""
WARM = 3
"""Requests that are not counted: connections open, statements are compiled."""


@dataclass(frozen=True)
class Page:
    """A page that is measured; `address` may hold `{class}`, `{pupil}` and `{flag}`, each time another's."""

    name: str
    address: str
    role: Role = Role.PRACTITIONER
    revealed: bool = True
    barred: bool = False
    """It has to open within `BAR_MS`."""
    longer: bool = False
    """It shows more where more is kept, up to a number."""


PAGES = (
    Page("today", "/?class={class}", barred=True),
    Page("today_school", "/?class=school", barred=True),
    Page("today_mine", "/"),
    Page("today_covered", "/?class={class}", revealed=False),
    Page("today_school_covered", "/?class=school", revealed=False),
    Page("flags", "/flags", barred=True),
    Page("flag", "/flags/{flag}"),
    Page("pupil", "/pupils/{pupil}", barred=True),
    Page("patterns_class", "/patterns?of={class}", barred=True),
    Page("patterns_year", "/patterns?of=year-1", barred=True),
    Page("patterns_school", "/patterns?of=school", barred=True),
    Page("pupils", "/pupils?class={class}", revealed=False),
    Page("plans", "/plans"),
    Page("plans_closed", "/plans?which=closed", longer=True),
    Page("audit", "/audit", Role.DSL, revealed=False),
    Page("devices", "/devices", Role.IT, revealed=False),
)


@dataclass
class Running:
    """A school, its program, and browsers of it."""

    school: School
    program: ServiceProgram
    url: str
    flags: list[str]
    tap: Delivery
    browsers: dict[Role, httpx.Client] = field(default_factory=dict)
    wall: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def look(self, page: Page, number: int) -> None:
        """Open a page just after a child has tapped, so that nothing of it was read a moment ago."""
        client = self.browsers[page.role]
        self.tap.check(client.post(self.tap.url, content=self.tap.batch(1), headers=self.tap.head))
        room = self.school.rooms[number % len(self.school.rooms)]
        there = {"class": room.id, "pupil": room.pupils[number % len(room.pupils)]}
        address = self.url + page.address.format(**there, flag=self.flags[number % len(self.flags)])
        if page.revealed:
            until = int(time.time() + self.program.shift_s) + 50
            address += f"{'&' if '?' in address else '?'}shown={until}"
        cpu, began = self.program.cpu_s(), time.perf_counter()
        answer = client.get(address)
        self.wall[page.name].append(time.perf_counter() - began)
        self.cpu[page.name].append(self.program.cpu_s() - cpu)
        assert answer.status_code == 200, (page.name, answer.status_code)


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    size, years = (big_school.SMALL, 2) if quick else (big_school.Size(), YEARS)
    began = time.monotonic()
    one = big_school.build(folder / "one", size)
    five = big_school.with_years(one, folder / "five", years)
    big_school.finish(one, 1)
    big_school.finish(five, years)
    yield shown("pages.school.events", five.events, "events")
    yield shown("pages.school.built_in", time.monotonic() - began, "s")
    with ExitStack() as stack:
        both = [running(stack, each) for each in (one, five)]
        for page in PAGES:
            for number in range(2 if quick else WARM + 60):
                for each in both:
                    each.look(page, number)
            yield from told(page, *both, warm=1 if quick else WARM)
        yield from weight(both[1])
        yield from together(both[1], quick)


def running(stack: ExitStack, school: School) -> Running:
    """Start a school's program, and sign browsers in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    service = school.open()
    with service.db.read() as session:
        newest = select(FlagRow.id).where(FlagRow.state != "closed").order_by(FlagRow.day.desc(), FlagRow.id)
        flags = [str(each) for each in session.scalars(newest)]
    service.close()
    program = stack.enter_context(ServiceProgram(school.folder, port, minutes=MINUTES))
    url = f"http://127.0.0.1:{port}"
    plan = {"url": url, "public_key": school.public_key.hex(), "shift_s": program.shift_s}
    tap = Delivery(plan, school.rooms[0].token, [each.hex for each in school.rooms[0].pupils])
    made = Running(school, program, url, flags, tap)
    for role in (Role.PRACTITIONER, Role.DSL, Role.IT):
        cookies = {school.cookie: school.signed_in[school.adults[role][0]]}
        made.browsers[role] = stack.enter_context(httpx.Client(cookies=cookies, timeout=60))
    program.settle()
    return made


def told(page: Page, one: Running, five: Running, *, warm: int) -> Iterator[Row]:
    """A page's time, what of it was work, and how both grow with the years."""
    wall, cpu, young, work = (each[page.name][warm:] for each in (five.wall, five.cpu, one.wall, one.cpu))
    name = f"pages.{page.name}"
    slow_ms = percentile(wall, 0.95) * 1000
    yield at_most(f"{name}.p95", slow_ms, "ms", BAR_MS) if page.barred else shown(f"{name}.p95", slow_ms, "ms")
    yield shown(f"{name}.median", statistics.median(wall) * 1000, "ms")
    yield shown(f"{name}.cpu", statistics.median(cpu) * 1000, "ms")
    yield shown(f"{name}.years_wall", statistics.median(wall) / statistics.median(young), "times")
    ratio, row = statistics.median(cpu) / statistics.median(work), f"{name}.years_ratio"
    yield shown(row, ratio, "times") if page.longer else at_most(row, ratio, "times", KEPT)
    if page.name == "patterns_class":
        yield shown("pages.patterns.first", five.wall[page.name][0] * 1000, "ms")


def weight(at: Running) -> Iterator[Row]:
    """Bytes of Today with all that it needs, as they travel."""
    client, room = at.browsers[Role.PRACTITIONER], at.school.rooms[0]
    until = int(time.time() + at.program.shift_s) + 50
    parts = ("/static/daybreak.css", "/static/daybreak.js", "/static/daybreak.svg")
    rest = sum(travelled(client, at.url + part) for part in parts)
    page = travelled(client, f"{at.url}/?class={room.id}&shown={until}")
    school = travelled(client, f"{at.url}/?class=school&shown={until}")
    yield at_most("pages.today.weight", (page + rest) / 1000, "KB", 150)
    yield shown("pages.today_school.weight", (school + rest) / 1000, "KB")


def travelled(client: httpx.Client, address: str) -> int:
    """Bytes of an answer's body as they went over the wire."""
    with client.stream("GET", address) as answer:
        assert answer.status_code == 200, address
        return sum(map(len, answer.iter_raw()))
