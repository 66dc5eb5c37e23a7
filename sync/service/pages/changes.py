"""What a roster would change, in lists that stay readable when a whole school joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sync.service.roster.plan import Plan

SHOWN = 60
"""Lines of a list that stand in the open; a longer one is folded by class, year or reason."""


def lists(plan: Plan) -> dict[str, list[tuple[str, Sequence[Any]]]]:
    """Each list of the plan in parts, as (heading, lines): one part without a heading where the list is short."""
    classes = {each.source_id: each.name for each in plan.roster.classes}
    return {
        "doubles": _parts(plan.doubles, lambda one: classes[one[0].class_id]),
        "leavers": _parts(plan.leavers, lambda one: one.year_group),
        "moves": _parts(plan.moves, lambda one: one.after),
        "renames": _parts(plan.renames, lambda one: classes[one[1].class_id]),
        "returners": _parts(plan.returners, lambda one: one.year_group),
        "joiners": _parts(plan.joiners, lambda one: classes[one.class_id]),
        "unplaced": _parts(plan.roster.unplaced, lambda one: one.why),
    }


def _parts(found: Sequence[Any], heading: Callable[[Any], str]) -> list[tuple[str, Sequence[Any]]]:
    if len(found) <= SHOWN:
        return [("", found)] if found else []
    parts: dict[str, list[Any]] = defaultdict(list)
    for one in found:
        parts[heading(one)].append(one)
    return sorted(parts.items())
