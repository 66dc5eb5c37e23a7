"""What every test may ask for on the command line, and what belongs to a whole run."""

from __future__ import annotations

import pytest

from tests import databases


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-pictures", action="store_true", help="store the pictures of screens and pages anew")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "of_a_file: about the file that SQLite keeps, whatever the run is on")
    config.addinivalue_line("markers", "both_databases: run on SQLite and on a real PostgreSQL")
    if not hasattr(config, "workerinput"):
        databases.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        databases.end_run()


LONG = (
    ("tests/e2e", "tests/bench"),
    ("tests/faults",),
    ("tests/pages/test_look.py", "tests/pages/test_names.py", "tests/pages/test_messages.py"),
    ("tests/packaging", "tests/pages/test_postgresql.py", "tests/service/test_two_processes.py"),
)
"""Files that take long, in as many parts as a run has workers (`make test`)."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each worker's share begin with its part of the long tests, so that none waits for another at the end."""
    parts: list[list[pytest.Item]] = [[] for _ in LONG]
    short: list[pytest.Item] = []
    for item in items:
        of = next((n for n, files in enumerate(LONG) if item.nodeid.startswith(files)), None)
        (short if of is None else parts[of]).append(item)
    each = -(-len(items) // len(LONG))
    ordered: list[pytest.Item] = []
    for part in parts:
        room = max(0, each - len(part))
        ordered += [*part, *short[:room]]
        short = short[room:]
    items[:] = [*ordered, *short]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("both_databases") and databases.kind() == "sqlite":
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True, scope="module")
