"""`make bench`: what it costs. `make bench ARGS="sync --quick"` measures one area, roughly."""

from __future__ import annotations

import sys
from pathlib import Path

from tests import bench
from tests.bench.rows import run

if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--quick"]
    done = run(bench, "bench_", Path("build/bench.json"), only=words, quick="--quick" in sys.argv)
    sys.exit(0 if done else 1)
