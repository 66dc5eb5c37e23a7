"""What can go wrong with the service, said to people."""

from __future__ import annotations


class ServiceError(Exception):
    """Something cannot be done: the text is a sentence for people, with the cure."""
