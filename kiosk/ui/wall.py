"""The class wall's pages: who stands on which. No Kivy here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from sync.protocol import Tile


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
        for part in _evenly(group, most):
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


def _evenly(pupils: Sequence[Tile], most: int) -> list[Sequence[Tile]]:
    parts = -(-len(pupils) // most)
    short, more = divmod(len(pupils), parts)
    cuts = [i * short + min(i, more) for i in range(parts + 1)]
    return [pupils[a:b] for a, b in pairwise(cuts)]
