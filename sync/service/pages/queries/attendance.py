"""What a mark of the register says on a page, by the same codes that the flags go by."""

from __future__ import annotations

from sync.service.attendance import in_school


def present(code: str) -> bool | None:
    """True for in the building, False for away or elsewhere, None for a code that nobody knows."""
    return in_school(code.strip().upper())
