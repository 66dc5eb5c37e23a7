"""Fifty adults who look at Today live while thirty tablets deliver, each crowd a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sync.service.db.models import Role
from tests.bench.rows import Row, at_most, percentile, shown

if TYPE_CHECKING:
    from tests.bench.bench_pages import Running

BAR_MS = 250
TABLETS = 30
EVERY_S = 7.0


def together(at: Running, quick: bool) -> Iterator[Row]:
    """Rows of the crowd: how long each look took, and each delivery.

    Of the adults two thirds look at their own class, the others at the whole school or their caseload in turn; every
    other page is revealed.
    """
    rooms = at.school.rooms[:TABLETS]
    every_s = 1.0 if quick else EVERY_S
    seconds = every_s * 3
    plan = {"url": at.url, "seconds": seconds, "shift_s": at.program.shift_s, "every_s": every_s}
    sent = [{"token": room.token, "pupils": [each.hex for each in room.pupils]} for room in rooms]
    looking = {"cookie": at.school.cookie, "adults": adults(at)}
    tablets = _start("tablets", plan | {"public_key": at.school.public_key.hex(), "tablets": sent})
    staff = _start("staff", plan | looking)
    cpu = at.program.cpu_s()
    for each in (staff, tablets):
        _say(each, "go")
    looked, delivered = (json.loads(each.communicate()[0])["took"] for each in (staff, tablets))
    cpu = at.program.cpu_s() - cpu
    assert staff.returncode == tablets.returncode == 0
    yield at_most("pages.today.fifty_at_once.p95", percentile(looked, 0.95) * 1000, "ms", BAR_MS)
    yield shown("pages.today.fifty_at_once.median", percentile(looked, 0.5) * 1000, "ms")
    yield shown("pages.today.fifty_at_once.looks", len(looked) / seconds, "/s")
    yield shown("pages.today.fifty_at_once.busy", cpu / seconds, "processors")
    yield shown("pages.deliveries.p95", percentile(delivered, 0.95) * 1000, "ms")
    yield shown("pages.deliveries", len(delivered), "batches")


def adults(at: Running) -> list[dict[str, Any]]:
    """What each adult has open."""
    found = []
    for role in (Role.CLASS_ADULT, Role.PRACTITIONER):
        for number, person in enumerate(at.school.adults[role]):
            looks_at = ("school", "mine")[number % 4 == 3]
            if role is Role.CLASS_ADULT:
                looks_at = str(at.school.rooms_of[person])
            cookie = at.school.signed_in[person]
            found.append({"cookie": cookie, "class": looks_at, "shown": number % 2 == 0})
    return found


def _start(which: str, plan: dict[str, Any]) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.crowd", which], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    _say(started, json.dumps(plan))
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def _say(to: subprocess.Popen[str], line: str) -> None:
    assert to.stdin is not None
    to.stdin.write(line + "\n")
    to.stdin.flush()
