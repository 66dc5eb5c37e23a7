"""One browser and one built school for all tests of the pages; each test or file gets its own copy of the school."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import databases
from tests.pages import school
from tests.pages.site import CHROMIUM, FLAGS, Site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's chromium; while it is open no other event loop runs in this thread, so no other tests meet it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The school on disk, not running; copied, never changed."""
    folder = tmp_path_factory.mktemp("school")
    school.build(folder)
    return folder


@pytest.fixture
def site(browser: Browser, built: Path, tmp_path: Path) -> Iterator[Site]:
    """A school of this test's own."""
    databases.copy(built, tmp_path / "school")
    with Site(school.Folder(tmp_path / "school"), browser) as running:
        yield running


@pytest.fixture(scope="module")
def shared(browser: Browser, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A school that the tests of one file only look at."""
    folder = tmp_path_factory.mktemp("shared") / "school"
    databases.copy(built, folder)
    with Site(school.Folder(folder), browser) as running:
        yield running
