"""The form of what a school chooses for its tablets: read from what a browser sends, refused in words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sync.service.tablet_settings import TabletSettings, is_time

EARLIEST, LATEST = "10:00", "16:00"
"""Between these a second check-in may begin, local time."""
LONGEST_TARGET_MIN = 120


class FormError(Exception):
    """A form that cannot be carried out, as a sentence with the cure."""


def read_tablets(data: Mapping[str, str], before: TabletSettings) -> TabletSettings:
    """What a form asks for. A tick that is not sent is off; a time that is not sent stays as it was.

    Raises:
        FormError: a time that is none, an end before its beginning, or choices that do not go together.
    """
    slots = before.slot_from
    if "second" in data:
        second = data["second"].strip()
        if second and not (is_time(second) and EARLIEST <= second <= LATEST):
            raise FormError("Give a time between 10:00 and 16:00 for the second check-in, or none for one a day.")
        slots = ("00:00", second) if second else ("00:00",)
    quick = data.get("quick_morning") == "yes"
    if quick and len(slots) < 2:
        raise FormError("A quick morning needs a second check-in, at which activities are offered. Give its time.")
    start, end = _pair(data, "quiet", before.quiet_hours or ("", ""))
    if (start or end) and not (is_time(start) and is_time(end) and start != end):
        raise FormError("Give both times, such as 12:00 and 13:00, or none.")
    here, gone = _pair(data, "staffed", before.staffed)
    if not (is_time(here) and is_time(gone) and here < gone):
        raise FormError(
            "Give the time from which an adult answers and a later one until which, such as 08:30 and 15:45."
        )
    ways = data.get("exits") == "asked"  # a form that does not ask of the ways out leaves them as they were
    return msgspec.structs.replace(
        before,
        quick_morning=quick,
        slot_from=slots,
        staffed=(here, gone),
        quiet_hours=(start, end) if start else None,
        unsure=data.get("unsure") == "yes" if ways else before.unsure,
        unsaid=data.get("unsaid") == "yes" if ways else before.unsaid,
    )


def read_target(data: Mapping[str, str], before: int) -> int:
    """Minutes within which somebody should have met a child who asked; as it was where none are sent.

    Raises:
        FormError: no whole number, or one that is no target.
    """
    said = data.get("target", str(before)).strip()
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:6]) <= LONGEST_TARGET_MIN):
        raise FormError(f"Give the minutes to a grown-up as a whole number from 1 to {LONGEST_TARGET_MIN}.")
    return int(said)


def _pair(data: Mapping[str, str], name: str, before: tuple[str, str]) -> tuple[str, str]:
    return data.get(f"{name}_from", before[0]).strip(), data.get(f"{name}_to", before[1]).strip()
