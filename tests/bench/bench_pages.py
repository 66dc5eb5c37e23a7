"""What the pages cost at a school of a thousand with five years: they cost what they show, not what is kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from sqlalchemy import select

from sync.service.db.models import Pupil, Role
from tests.bench import big_school
from tests.bench.rows import Row, at_most, percentile, shown
from tests.service.running import RunningService

YEARS = 5
PAGES = {"today": "/", "flags": "/flags", "pupil": "/pupils/{pupil}", "patterns": "/patterns"}
STAFF_AT_ONCE = 50


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    years = 2 if quick else YEARS
    running = big_school.build(folder / "school")
    events = big_school.lay_a_year(running, 0)
    cookies = big_school.signed_in(running, Role.PRACTITIONER)
    rounds = 5 if quick else 60
    one = timed(running, cookies, rounds)
    for back in range(1, years):
        events += big_school.lay_a_year(running, back)
    all_of_them = timed(running, cookies, rounds)
    yield shown("pages.school.events", events, "events")
    for name, times in all_of_them.items():
        yield at_most(f"pages.{name}.p95", percentile(times, 0.95) * 1000, "ms", 100)
        ratio = percentile(times, 0.5) / percentile(one[name], 0.5)
        yield at_most(f"pages.{name}.years_ratio", ratio, "times", 1.2)
    with running:
        yield from weight(running, cookies)
        yield from together(running, cookies, seconds=1.0 if quick else 10.0)


def timed(running: RunningService, cookies: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Seconds of each page, each time another child's."""
    found: dict[str, list[float]] = {}
    with running, httpx.Client(cookies=cookies, verify=False, timeout=60) as client:
        with running.service.db.read() as session:
            pupils = session.scalars(select(Pupil.id).where(Pupil.source == "csv").limit(rounds + 3)).all()
        for name, path in PAGES.items():
            times = []
            for number in range(rounds + 3):
                url = running.url + path.format(pupil=pupils[number])
                began = time.perf_counter()
                answer = client.get(url)
                times.append(time.perf_counter() - began)
                if answer.status_code == 404:
                    break
                assert answer.status_code == 200, (path, answer.status_code)
            else:
                found[name] = times[3:]  # the first ones open connections and compile statements
    return found


def weight(running: RunningService, cookies: dict[str, str]) -> Iterator[Row]:
    """Bytes of Today with all that it needs, as they travel."""
    with httpx.Client(cookies=cookies, verify=False) as client:
        page = client.get(f"{running.url}/")
        parts = ("/static/daybreak.css", "/static/daybreak.js", "/static/daybreak.svg")
        total = len(page.content) + sum(len(client.get(running.url + part).content) for part in parts)
    yield at_most("pages.today.weight", total / 1000, "KB", 150)


def together(running: RunningService, cookies: dict[str, str], *, seconds: float) -> Iterator[Row]:
    """Fifty adults who look again and again."""
    times: list[float] = []
    lock = threading.Lock()
    until = time.monotonic() + seconds

    def look() -> None:
        with httpx.Client(cookies=cookies, verify=False, timeout=60) as client:
            while time.monotonic() < until:
                began = time.perf_counter()
                client.get(f"{running.url}/today/part")
                with lock:
                    times.append(time.perf_counter() - began)
                threading.Event().wait(1.0)

    threads = [threading.Thread(target=look) for _ in range(STAFF_AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield at_most("pages.today.fifty_at_once.p95", percentile(times, 0.95) * 1000, "ms", 250)
