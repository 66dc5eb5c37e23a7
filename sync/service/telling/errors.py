"""Why a message did not get through."""

from __future__ import annotations


class NotDeliveredError(Exception):
    """A sentence with a cure, fit for a page: it names the server, and no person, password or token."""
