"""What a mark of the register says. An unknown code stays unknown: it makes a child neither in nor away."""

from __future__ import annotations

PRESENT = frozenset("/\\LBKPVWD")
"""In school, or at an activity that counts as it (DfE codes, 2024)."""
AWAY = frozenset({"C", "C1", "C2", "E", "G", "H", "I", "J", "J1", "M", "N", "O", "Q", "R", "S", "T", "U", "X"})
"""Not in school, whatever the reason."""


def present(code: str) -> bool | None:
    """True for in, False for away, None for a code that nobody knows."""
    known = code.strip().upper()
    if known in PRESENT or known == "\\":
        return True
    return False if known in AWAY or known.startswith("Y") else None
