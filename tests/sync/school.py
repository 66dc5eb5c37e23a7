"""One school for each test that delivers something."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.running import RunningService
from tests.sync.tablets import Hands


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school's data, made once: passwords take their time on purpose."""
    folder = tmp_path_factory.mktemp("school") / "service"
    RunningService(folder, clock=Hands())
    return folder


@pytest.fixture
def running(tmp_path: Path, school: Path) -> Iterator[RunningService]:
    """A service of its own for each test, on a loopback port, on a Monday morning."""
    shutil.copytree(school, tmp_path / "service")
    with RunningService(tmp_path / "service", clock=Hands()) as started:
        yield started
