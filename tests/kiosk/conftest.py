"""A running service and a tablet at rest, for the tests here."""

import pytest

from tests.kiosk.conversation import Conversation
from tests.sync.school import running, school

__all__ = ["running", "school"]


@pytest.fixture
def talk() -> Conversation:
    """A tablet at rest."""
    return Conversation()
