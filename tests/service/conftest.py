"""One service for the tests of a file that need it running, on the database that the file is run on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import databases
from tests.service.running import RunningService
from tests.service.tablets import Tablet


@pytest.fixture(scope="module", autouse=True)
def database_kind(request: pytest.FixtureRequest) -> Iterator[databases.Kind]:
    """SQLite unless the run or the file says otherwise."""
    kind = getattr(request, "param", databases.kind())
    if request.node.get_closest_marker("of_a_file"):
        kind = "sqlite"
    with databases.using(kind):
        yield kind


@pytest.fixture(autouse=True)
def _of_a_file(request: pytest.FixtureRequest) -> Iterator[None]:
    """The same for one test of a file, which makes its own service."""
    with databases.using("sqlite" if request.node.get_closest_marker("of_a_file") else databases.kind()):
        yield


@pytest.fixture(scope="module")
def running(database_kind: databases.Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A running school."""
    with RunningService(tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest.fixture
def tablet(running: RunningService) -> Tablet:
    """A newly enrolled tablet of class 2W."""
    return Tablet(running)
