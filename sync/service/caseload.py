"""An adult's own caseload: classes and single children whom they keep together on one page. It says nothing of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sync.service.access import Viewer
from sync.service.db.models import Pupil, StarredClass, StarredPupil


@dataclass(frozen=True, slots=True)
class Caseload:
    """Whom an adult keeps together, as far as they may see them now."""

    classes: frozenset[uuid.UUID] = frozenset()
    """Whole classes."""
    pupils: frozenset[uuid.UUID] = frozenset()
    """Children kept by themselves."""
    with_children: frozenset[uuid.UUID] = frozenset()
    """The classes that those children are in."""

    def __bool__(self) -> bool:
        return bool(self.classes or self.pupils)

    def holds(self, pupil_id: uuid.UUID | None, class_id: uuid.UUID) -> bool:
        """Whether a child is of it; somebody unknown is when their whole class is."""
        return class_id in self.classes or pupil_id in self.pupils


NOBODY = Caseload()


def read(session: Session, viewer: Viewer) -> Caseload:
    """The viewer's caseload; what they may no longer see is left out, and back when they may again."""
    classes = select(StarredClass.class_id).where(
        StarredClass.school_id == viewer.school_id,
        StarredClass.staff_id == viewer.staff_id,
        viewer.classes_seen(StarredClass.class_id),
    )
    pupils = (
        select(Pupil.id, Pupil.class_id)
        .join(
            StarredPupil,
            (StarredPupil.school_id == Pupil.school_id) & (StarredPupil.pupil_id == Pupil.id),
        )
        .where(
            StarredPupil.school_id == viewer.school_id,
            StarredPupil.staff_id == viewer.staff_id,
            viewer.classes_seen(Pupil.class_id),
        )
    )
    alone = session.execute(pupils).all()
    return Caseload(
        frozenset(session.scalars(classes)), frozenset(one for one, _ in alone), frozenset(of for _, of in alone)
    )


def keep_pupil(session: Session, viewer: Viewer, pupil: Pupil, *, kept: bool) -> None:
    """Keep a child in the viewer's caseload, or no longer; saying it twice changes nothing."""
    whose = {"school_id": viewer.school_id, "staff_id": viewer.staff_id, "pupil_id": pupil.id}
    if kept:
        session.merge(StarredPupil(**whose))
    else:
        session.execute(delete(StarredPupil).filter_by(**whose))


def keep_class(session: Session, viewer: Viewer, class_id: uuid.UUID, *, kept: bool) -> None:
    """The same of a class; the caller has made sure that the viewer may see it."""
    whose = {"school_id": viewer.school_id, "staff_id": viewer.staff_id, "class_id": class_id}
    if kept:
        session.merge(StarredClass(**whose))
    else:
        session.execute(delete(StarredClass).filter_by(**whose))
