"""The class wall's pages: who stands on which. No Kivy here."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise
from typing import TypeVar

from sync.protocol import Tile

Item = TypeVar("Item")


def on_the_wall(pupils: Sequence[Tile], here: AbstractSet[str]) -> list[Tile]:
    """Everybody but the blank tiles that no visitor has taken; `here` names (hex) those who have been here today."""
    return [tile for tile in pupils if not tile.visitor or tile.used or tile.pupil.hex() in here]


def wall_pages(pupils: Sequence[Tile], most: int) -> list[list[Tile]]:
    """Cut a class into pages of at most `most` tiles, in the order of the class.

    A class that fits is one page. Otherwise the groups that staff made stay together, as many to a page as fit; a
    class without groups is cut evenly. An empty class is one empty page.

    Raises:
        ValueError: `most` under 1.
    """
    if most < 1:
        raise ValueError(f"a page needs room for at least one tile, got {most}")
    if len(pupils) <= most:
        return [list(pupils)]
    pages: list[list[Tile]] = []
    for group in _groups(pupils):
        for part in evenly(group, most):
            if pages and len(pages[-1]) + len(part) <= most and part[0].group:
                pages[-1] += part
            else:
                pages.append(list(part))
    return pages


def _groups(pupils: Sequence[Tile]) -> list[list[Tile]]:
    """Pupils by their group, groups in the order in which they first appear."""
    order = {name: place for place, name in enumerate(dict.fromkeys(p.group for p in pupils))}
    together = sorted(pupils, key=lambda p: order[p.group])
    return [list(group) for _, group in groupby(together, key=lambda p: p.group)]


def evenly(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """Cut one item or more into as few parts of at most `most` as will do, as even as they can be."""
    parts = -(-len(items) // most)
    short, more = divmod(len(items), parts)
    cuts = [i * short + min(i, more) for i in range(parts + 1)]
    return [items[a:b] for a, b in pairwise(cuts)]
