"""A running service for the tests here."""

from tests.sync.school import running, school

__all__ = ["running", "school"]
