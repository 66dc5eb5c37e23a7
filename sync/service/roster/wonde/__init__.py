"""Wonde: a school's pupils over its REST API, v1.0; everything that is Wonde's own stands in this package.

`access` keeps what a school was given, `asking` brings the pupils, `reading` makes a `Roster` of them.
"""

from __future__ import annotations

from sync.service.context import Service
from sync.service.errors import ServiceError
from sync.service.roster.wonde import asking
from sync.service.roster.wonde.access import Access


def bring(service: Service) -> bytes:
    """What Wonde says of the school today, as `reading.parse` reads it; nothing changes yet.

    Raises:
        ServiceError: it was not set up, or could not be had; a sentence with the cure.
    """
    access = Access.load(service.settings.folder)
    if access is None:
        raise ServiceError("Wonde is not set up. Type the school's id and its token on Pupils and classes, Wonde.")
    return asking.fetch(access, service.settings.wonde, service.today())
