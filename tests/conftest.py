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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("both_databases") and databases.kind() == "sqlite":
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True, scope="module")
