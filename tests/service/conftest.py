"""One service for the tests of a file that need it running."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.service.running import RunningService
from tests.service.tablets import Tablet


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A running school."""
    with RunningService(tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest.fixture
def tablet(running: RunningService) -> Tablet:
    """A newly enrolled tablet of class 2W."""
    return Tablet(running)
