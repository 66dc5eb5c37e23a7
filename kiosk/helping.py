"""*What might help?*: which three of the activities a child is offered.

The child's own order decides which come; the body decides which stands first. A child who is cross or frightened is
met with something to do with the body, then with somebody, and only then with something to think about.
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.activities import Activity, Tag
from assets.catalogue import Feeling

OFFERED = 3
_CALMING: tuple[Tag, ...] = ("body", "together", "thinking")


def offers(
    activities: Sequence[Activity], faces: Sequence[Feeling], step: int, order: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the ids of three activities, fewer only where the catalogue has no more for this ladder step.

    One of them is always a thing to do with an adult; after an unpleasant feeling of high energy one is for the body.

    Args:
        activities: all there are, in the catalogue's order.
        faces: the feelings the child told; none for *not sure* and *I don't want to say*.
        step: the ladder step, 1..4; activities for older children are left out.
        order: ids in the child's own order; those it does not name come after.
    """
    families = {each.family for each in faces}
    place = {id: number for number, id in enumerate(order)}
    able = [each for each in activities if each.step <= step]
    able.sort(key=lambda each: place.get(each.id, len(place)))  # stable: the rest keep the catalogue's order
    suiting = [each for each in able if not families or each.suits & families]
    wished = [*suiting, *(each for each in able if each not in suiting)]
    stirred = any(each.energy == "high" and each.value is not None and each.value < 0 for each in faces)
    chosen = _with(wished, ("together", "body") if stirred else ("together",))
    if stirred:
        chosen.sort(key=lambda each: _CALMING.index(each.tag))
    return tuple(each.id for each in chosen)


def _with(wished: Sequence[Activity], tags: Sequence[Tag]) -> list[Activity]:
    """The first three, and in place of the last of them the first of each tag that would be missing."""
    needed = [found for tag in tags if (found := next((each for each in wished if each.tag == tag), None))]
    chosen = list(wished[:OFFERED])
    for must in needed:
        if must in chosen:
            continue
        spare = next((each for each in reversed(chosen) if each not in needed and _can_spare(each, chosen, tags)), None)
        if spare is not None:
            chosen[chosen.index(spare)] = must
    return chosen


def _can_spare(one: Activity, chosen: Sequence[Activity], tags: Sequence[Tag]) -> bool:
    """Whether a needed tag would still be there without this one."""
    return one.tag not in tags or sum(each.tag == one.tag for each in chosen) > 1
