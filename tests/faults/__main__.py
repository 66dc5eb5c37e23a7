"""`make faults`: the longer proofs that nothing is lost and nothing is counted twice."""

from __future__ import annotations

import sys
from pathlib import Path

from tests import faults
from tests.bench.rows import run

if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--quick"]
    done = run(faults, "fault_", Path("build/faults.json"), only=words, quick="--quick" in sys.argv)
    sys.exit(0 if done else 1)
