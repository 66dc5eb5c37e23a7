"""What every handler of a form shares: its types, the pupil it names, and the page that follows."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from litestar import Request
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect
from sqlalchemy.orm import Session

from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Pupil
from sync.service.pages.cover import Cover

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
AnyRequest = Request[Any, Any, Any]


def pupil_named(session: Session, viewer: Viewer, pupil_id: uuid.UUID, *, merged: bool = False) -> Pupil:
    """The pupil of an address, as far as the viewer may open them.

    Args:
        merged: True where a record that was merged into another may still be looked at.

    Raises:
        NotFoundException: there is none, or not for this viewer; the two look alike.
    """
    pupil = viewer.pupil(session, pupil_id)
    if pupil is None or (pupil.merged_into is not None and not merged):
        raise NotFoundException
    return pupil


def to_revealed(service: Service, path: str, *topics: str) -> Redirect:
    """Tell the open pages what changed, and go to a page as it looks when revealed: its reader was reading just now."""
    for topic in topics:
        service.live.publish(service.school_id, topic)
    return Redirect(Cover(path, (), None).revealed_address(service.clock.now()), status_code=303)
