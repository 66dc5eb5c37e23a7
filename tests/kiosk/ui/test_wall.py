"""Who stands on which page of the class wall."""

from __future__ import annotations

import pytest

from kiosk.ui.wall import wall_pages
from tests.kiosk.ui.classroom import a_class


def lengths(count: int, most: int, groups: tuple[str, ...] = ()) -> list[int]:
    return [len(page) for page in wall_pages(a_class(count, groups=groups).pupils, most)]


def test_a_class_that_fits_is_one_page_in_the_order_of_the_register() -> None:
    """Groups do not matter when nobody has to turn the page."""
    room = a_class(12, groups=("b", "a") * 6)

    assert [room.pupils] == wall_pages(room.pupils, 15)


def test_a_class_that_does_not_fit_is_cut_evenly() -> None:
    """Two half pages, rather than a full one and a lonely one."""
    assert lengths(30, 24) == [15, 15]
    assert lengths(17, 15) == [9, 8]


def test_groups_stay_together() -> None:
    """The groups staff made decide, as many to a page as fit."""
    groups = ("red",) * 8 + ("blue",) * 8 + ("green",) * 6 + ("red",) * 2
    pages = wall_pages(a_class(24, groups=groups).pupils, 15)

    assert [list(dict.fromkeys(t.group for t in page)) for page in pages] == [["red"], ["blue", "green"]]


def test_every_child_is_on_exactly_one_page() -> None:
    """Nobody is lost, whatever the groups."""
    groups = tuple("abc"[i % 3] for i in range(20))
    room = a_class(30, groups=groups)
    shown = [tile.pupil for page in wall_pages(room.pupils, 12) for tile in page]

    assert sorted(tile.pupil for tile in room.pupils) == sorted(shown)


def test_an_empty_class_is_one_empty_page() -> None:
    """The wall still offers its exits."""
    assert wall_pages([], 24) == [[]]


def test_a_page_without_room_is_refused() -> None:
    """Nothing would ever be shown on it."""
    with pytest.raises(ValueError, match="at least one"):
        wall_pages([], 0)
