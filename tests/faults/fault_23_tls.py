"""Certificates that have run out, are not valid yet, are another's; an offer to speak plainly (FAULTS 23)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import trustme

from sync.client import Client
from sync.errors import UnsafeAddressError
from sync.worker import Line
from tests.bench.rows import Row, at_most, shown
from tests.faults import taps
from tests.faults.between import impatient
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import Hands, Watched, enrol, stored


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from somebody_else(folder / "own")
    if not quick:
        yield from bad_dates(folder / "public")
    refused = 0
    for address in ("http://daybreak.school.example", "http://192.0.2.7:8000", "ftp://127.0.0.1"):
        try:
            Client(address, "a-token")
        except UnsafeAddressError:
            refused += 1
    yield at_most("fault.23_plain.spoken", 3 - refused, "addresses", 0)


def somebody_else(folder: Path) -> Iterator[Row]:
    """A service with another authority, then one without encryption, stands at the very address of ours."""
    heard = 0
    with RunningService(folder / "school", clock=Hands(), tls="own") as school:
        settings = enrol(school, folder / "tablet")
        port = int(school.url.rpartition(":")[2])
        made = Taps.of(school.pupils["2W"])
        with impatient(settings) as watched:
            made.make(watched, 2)
            watched.all_delivered()
            for name, chosen in (("stranger", {"tls": "own"}), ("plain", {})):
                school.stop()
                with RunningService(folder / name, clock=Hands(), port=port, **chosen) as stranger:
                    _kept_back(watched, made)
                    heard += len(stored(stranger))
                school.start()
                watched.tablet.send_now()
                watched.all_delivered()
            made.look(school)
    yield at_most("fault.23_tls.told_to_strangers", heard, "taps", 0)
    yield from made.rows("fault.23_tls")


def bad_dates(folder: Path) -> Iterator[Row]:
    """A public certificate that has run out, is not valid yet, is for another name; and then one that is good."""
    ca, other = trustme.CA(), trustme.CA()
    folder.mkdir()
    (folder / "public.pem").write_bytes(ca.cert_pem.bytes())
    now = datetime.now(UTC)
    with patch("certifi.where", lambda: str(folder / "public.pem")):
        good = certificate(folder / "good", ca, "127.0.0.1")
        bad = {
            "run_out": certificate(folder / "run_out", ca, "127.0.0.1", not_after=now - timedelta(days=1)),
            "not_yet": certificate(folder / "not_yet", ca, "127.0.0.1", not_before=now + timedelta(days=1)),
            "another_name": certificate(folder / "name", ca, "another.example"),
            "another_authority": certificate(folder / "ca", other, "127.0.0.1"),
        }
        with RunningService(folder / "service", clock=Hands(), **good) as school:
            settings = enrol(school, folder / "tablet")
            port = int(school.url.rpartition(":")[2])
        made = Taps.of(school.pupils["2W"])
        with impatient(settings) as watched:
            for chosen in bad.values():
                with RunningService(folder / "service", clock=Hands(), port=port, **good):
                    watched.tablet.send_now()
                    watched.all_delivered()
                with RunningService(folder / "service", clock=Hands(), port=port, **chosen):
                    _kept_back(watched, made)
            with RunningService(folder / "service", clock=Hands(), port=port, **good) as school:
                watched.tablet.send_now()
                watched.all_delivered()
                made.look(school)
    yield shown("fault.23_dates.certificates", len(bad), "kinds")
    yield from made.rows("fault.23_dates")


def _kept_back(watched: Watched, made: Taps) -> None:
    """Tap: it must be kept here, and the tablet must say that it is cut off."""
    made.make(watched, 2)
    watched.tablet.send_now()
    watched.until(lambda: taps.line(watched) is Line.DOWN)
    made.untrue += watched.tablet.report().waiting != 2 or watched.tablet.reach().value != "offline"


def certificate(
    folder: Path,
    ca: trustme.CA,
    name: str,
    *,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> dict[str, str]:
    """The settings of a service with such a certificate."""
    first = not_before or datetime.now(UTC) - timedelta(days=30)
    issued = ca.issue_cert(name, not_before=first, not_after=not_after or first + timedelta(days=60))
    folder.mkdir()
    (folder / "c.pem").write_bytes(b"".join(each.bytes() for each in issued.cert_chain_pems))
    (folder / "c.key").write_bytes(issued.private_key_pem.bytes())
    (folder / "c.key").chmod(0o600)
    return {"certificate": str(folder / "c.pem"), "certificate_key": str(folder / "c.key")}
