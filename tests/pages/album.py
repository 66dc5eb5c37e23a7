"""Photographs and recorded names of the school: one child's, and one adult's."""

from __future__ import annotations

from sqlalchemy.orm import Session

from kiosk.voice import sound
from sync.service import media
from sync.service.context import Service
from sync.service.db.models import Pupil, Staff
from tests.pages import school
from tests.photographs import photograph


def add(session: Session, service: Service) -> None:
    """Kasia and Mr Bell are photographed, and somebody said their names."""
    kasia = session.get_one(Pupil, (service.school_id, school.pupil_id("Kasia")))
    bell = session.get_one(Staff, (service.school_id, school.an_id("staff", "adult")))
    for number, whose, languages in ((4, kasia, ("en", "pl")), (3, bell, ("en",))):
        owner = {"pupil_id": whose.id} if isinstance(whose, Pupil) else {"staff_id": whose.id}
        path = f"{media.PICTURES}{whose.id.hex}_{number:024x}.jpg"
        media.add(session, service, path, media.checked(".jpg", photograph(number)), **owner)
        for language in languages:
            said = sound("chime" if language == "en" else "tap").read_bytes()
            media.add(session, service, media.recorded_name(whose.id, language), said, **owner)
