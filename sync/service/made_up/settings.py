"""Made-up children for whom the tablet is another way, so that a demo morning meets every setting."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync import secret
from sync.service.db.models import VISITOR, Pupil, SchoolClass

BY_PLACE: dict[int, dict[str, Any]] = {
    1: {"language": "pl"},
    3: {"language": "ar"},
    5: {"tick": True},
    7: {"quiet": True},
    9: {"reduced_motion": True, "low_stimulus": True},
    11: {"high_contrast": True, "larger_targets": True},
}
"""Settings by the child's place in the class list."""
SECRET_PLACE, SECRET = 14, "kite"
ASKING_PLACE = 2
"""This child asked on the last school day and was met, so that the tablet asks them whether anybody came."""


def choose(session: Session) -> None:
    """Give some children of each class settings of their own, and one a secret picture."""
    for of_class in session.scalars(select(SchoolClass)).all():
        pupils = _by_name(session, of_class)
        for place, chosen in BY_PLACE.items():
            if place < len(pupils):
                pupils[place].settings = chosen
        if len(pupils) > SECRET_PLACE:
            of_class.secret_key = os.urandom(secret.KEY_BYTES)
            pupils[SECRET_PLACE].secret_picture = SECRET


def _by_name(session: Session, of_class: SchoolClass) -> Sequence[Pupil]:
    children = select(Pupil).where(
        Pupil.school_id == of_class.school_id,
        Pupil.class_id == of_class.id,
        Pupil.source != VISITOR,
        Pupil.left_on.is_(None),
    )
    return session.scalars(children.order_by(Pupil.given_name, Pupil.id)).all()
