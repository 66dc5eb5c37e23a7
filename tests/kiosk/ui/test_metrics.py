"""Every place on every panel is large enough for a small finger, and nothing overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from assets import catalogue
from kiosk.ui.metrics import Box, Form, Metrics
from kiosk.ui.wall import wall_pages
from tests.kiosk.ui.classroom import a_class

PANELS = [(800, 480, 5.2), (1280, 800, 5.9), (720, 1280, 8.3)]
ROWS = [[len(row) for row in page.rows] for page in catalogue.load().pages.values()]
ADULT_ROWS = [[n] if n <= 4 else [(n + 1) // 2, n // 2] for n in range(1, 9)]


@pytest.fixture(params=PANELS, ids=lambda panel: f"{panel[0]}x{panel[1]}")
def metrics(request: pytest.FixtureRequest) -> Metrics:
    return Metrics(*request.param)


def mm(metrics: Metrics, box: Box) -> tuple[float, float]:
    return box.width / metrics.px_per_mm, box.height / metrics.px_per_mm


def apart(metrics: Metrics, one: Box, other: Box) -> float:
    """Millimetres between two boxes, the larger of the two directions; negative when they overlap."""
    across = max(one.x - other.right, other.x - one.right)
    down = max(one.y - other.foot, other.y - one.foot)
    return max(across, down) / metrics.px_per_mm


def check(metrics: Metrics, boxes: Sequence[Box], least: float, gap: float) -> None:
    for box in boxes:
        assert min(mm(metrics, box)) >= least
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= metrics.width
        assert box.foot <= metrics.height
    for one, other in combinations(boxes, 2):
        assert apart(metrics, one, other) >= gap


@pytest.mark.parametrize("rows", [*ROWS, *ADULT_ROWS], ids=str)
def test_answers_are_20_mm_with_5_between(metrics: Metrics, rows: list[int]) -> None:
    """For every page of feelings, and for one to eight grown-ups."""
    places = metrics.answers(rows)

    assert len(places) == sum(rows)
    check(metrics, places, 20, 5)


@pytest.mark.parametrize("count", range(1, 31))
def test_tiles_are_15_mm_with_3_between_on_every_page(metrics: Metrics, count: int) -> None:
    """A class of one to thirty, on as few pages as fit, 24 to a page at most."""
    for page in wall_pages(a_class(count).pupils, metrics.wall_most):
        places = metrics.tiles(len(page))

        assert len(places) == len(page)
        check(metrics, places, 15, 3)


def test_a_page_of_the_wall_holds_12_to_24(metrics: Metrics) -> None:
    """Fewer would make a class of thirty turn for ever; more would be too small."""
    assert 12 <= metrics.wall_most <= 24


@pytest.mark.parametrize("animal", [True, False])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_exits_are_20_by_14_mm_and_stand_apart_from_every_answer(metrics: Metrics, count: int, animal: bool) -> None:
    """Exits never touch answers, the child's animal or the line at the top."""
    exits = metrics.exits(count, animal=animal)
    others = [metrics.body, metrics.wall, metrics.question(animal=animal), *([metrics.animal] if animal else [])]

    for box in exits:
        assert max(mm(metrics, box)) >= 20
        assert min(mm(metrics, box)) >= 14
        assert all(apart(metrics, box, other) >= 1.9 for other in others)
        assert min(apart(metrics, box, metrics.body), apart(metrics, box, metrics.wall)) >= 3.9
    check(metrics, exits, 14, 1.9)


def test_the_last_exit_is_always_in_the_same_corner(metrics: Metrics) -> None:
    """*I want a grown-up* is under the same finger on every screen."""
    corner = metrics.exits(3)[-1]
    middle = (corner.x + corner.width // 2, corner.y + corner.height // 2)
    for count in (1, 2, 3):
        for animal in (True, False):
            last = metrics.exits(count, animal=animal)[-1]

            assert last.x <= middle[0] <= last.right
            assert last.y <= middle[1] <= last.foot


def test_there_is_room_kept_for_the_speaker(metrics: Metrics) -> None:
    """At least 13 mm each way, beside the question and above the answers."""
    speaker = metrics.speaker

    assert min(mm(metrics, speaker)) >= 13
    assert apart(metrics, speaker, metrics.question(animal=True)) >= 1.9
    assert apart(metrics, speaker, metrics.body) >= 1.9
    assert apart(metrics, speaker, metrics.exits(3)[0]) >= 1.9


def test_the_form_follows_the_glass() -> None:
    """A low screen takes a rail, a tall one more rows, the rest exits along the foot."""
    assert [Metrics(*panel).form for panel in PANELS] == [Form.RAIL, Form.FOOT, Form.TALL]


@pytest.mark.parametrize("panel", [(800, 480, 0), (800, 480, 12.0), (100, 100, 5.0)])
def test_a_glass_too_small_for_fingers_is_refused(panel: tuple[int, int, float]) -> None:
    """The sentence names the setting to correct."""
    with pytest.raises(ValueError, match="px_per_mm"):
        Metrics(*panel)
