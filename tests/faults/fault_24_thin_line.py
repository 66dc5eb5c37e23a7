"""A network that loses packets, or carries 256 kbit/s (FAULTS 24)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, shown
from tests.faults.between import scene
from tests.faults.machine import lacking, skipped

LOSSY = """
table inet thin {
  chain losing {
    type filter hook input priority 0;
    tcp dport != 0 numgen random mod 100 < 20 drop
  }
}
"""
"""One packet in five never arrives, in both directions."""

KINDS = {"loss_20_percent": ("nft",), "256_kbit": ("tc",)}


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module: each line in a network namespace of its own, with a service and a tablet in it."""
    for kind, tools in KINDS.items():
        name = f"fault.24_{kind}"
        if quick:
            yield skipped(name, "It takes minutes: `make faults` runs it.")
            continue
        if why := lacking("unshare", "ip", *tools):
            yield skipped(name, why)
            continue
        unshare = shutil.which("unshare") or "/usr/bin/unshare"
        command = [unshare, "-n", sys.executable, "-m", "tests.faults.fault_24_thin_line", kind, str(folder / kind)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=400, check=True)
        yield from (Row(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{"))


def over(kind: str, folder: Path) -> Iterator[Row]:
    """A class taps over such a line; then a backlog of two thousand goes over it at once."""
    with scene(folder, patient=True) as each:
        each.settled(120)
        began = time.monotonic()
        for _ in range(10):
            each.tap(3)
            each.settled(120)
        yield shown(f"fault.24_{kind}.ten_deliveries", time.monotonic() - began, "s")
        each.running.stop()
        each.tap(2000)
        each.running.start()
        began = time.monotonic()
        each.watched.tablet.send_now()
        each.settled(200)
        yield shown(f"fault.24_{kind}.backlog", time.monotonic() - began, "s")
        yield from each.rows(f"fault.24_{kind}")


def _narrow(kind: str) -> None:
    """Make this namespace's loopback such a line."""
    subprocess.run(["ip", "link", "set", "lo", "mtu", "1500"], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    if kind == "loss_20_percent":
        subprocess.run(["nft", "-f", "-"], input=LOSSY, text=True, check=True)
    else:
        limit = ["rate", "256kbit", "burst", "16kb", "latency", "400ms"]
        subprocess.run(["tc", "qdisc", "add", "dev", "lo", "root", "tbf", *limit], check=True)


if __name__ == "__main__":
    _narrow(sys.argv[1])
    for row in over(sys.argv[1], Path(sys.argv[2])):
        print(json.dumps({each: getattr(row, each) for each in row.__slots__}), flush=True)
