"""Adults as children meet them: where each can be chosen, in words, and whether there is a photograph or a name."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from sync.service import trusted
from sync.service.db.models import Media, SchoolClass, Staff, StaffClass, StaffOffered
from sync.service.media import PICTURES


@dataclass(frozen=True, slots=True)
class GrownUp:
    """One adult of the list."""

    id: uuid.UUID
    name: str
    picture: str
    trusted: bool
    photo: str
    """A piece of the photograph's hash; empty for none."""
    everywhere: bool
    classes: tuple[str, ...]
    """Names of the classes whose children may choose them, where that is not every class."""
    recorded: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Where one adult may be chosen, and where else."""

    own: tuple[str, ...]
    """The classes they work with, by name; none for one who is there for the whole school."""
    classes: Sequence[SchoolClass]
    ticked: frozenset[uuid.UUID]


def read_grown_ups(session: Session, school_id: uuid.UUID) -> list[GrownUp]:
    """Every adult with an open account, by name; supply adults left out."""
    own, chosen = _classes(session, school_id, StaffClass), _classes(session, school_id, StaffOffered)
    files: dict[uuid.UUID | None, dict[bool, str]] = defaultdict(dict)
    kept = select(Media.staff_id, Media.path, Media.sha256).where(Media.school_id == school_id)
    for staff_id, path, digest in session.execute(kept.where(Media.staff_id.is_not(None))):
        files[staff_id][path.startswith(PICTURES)] = digest.hex()[:12]
    people = session.scalars(
        select(Staff)
        .where(Staff.school_id == school_id, Staff.disabled_at.is_(None), Staff.ends_at.is_(None))
        .order_by(Staff.name, Staff.id)
    )
    return [
        GrownUp(
            id=one.id,
            name=one.name,
            picture=one.picture,
            trusted=one.trusted,
            photo=files[one.id].get(True, ""),
            everywhere=one.offered == trusted.ALL or (one.offered == trusted.OWN and not own[one.id]),
            classes=tuple((chosen if one.offered == trusted.CHOSEN else own)[one.id]),
            recorded=False in files[one.id],
        )
        for one in people
    ]


def read_offer(session: Session, staff: Staff) -> Offer:
    """What the form about one adult shows."""
    school_id = staff.school_id
    ordered = select(SchoolClass).where(SchoolClass.school_id == school_id).order_by(SchoolClass.name)
    mine = (StaffOffered.school_id == school_id, StaffOffered.staff_id == staff.id)
    return Offer(
        own=tuple(_classes(session, school_id, StaffClass)[staff.id]),
        classes=session.scalars(ordered).all(),
        ticked=frozenset(session.scalars(select(StaffOffered.class_id).where(*mine))),
    )


def _classes(
    session: Session, school_id: uuid.UUID, link: type[StaffClass] | type[StaffOffered]
) -> dict[uuid.UUID, list[str]]:
    """Names of classes by the adult they are linked to."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    of = and_(SchoolClass.school_id == link.school_id, SchoolClass.id == link.class_id)
    links = select(link.staff_id, SchoolClass.name).join(SchoolClass, of).where(link.school_id == school_id)
    for staff_id, name in session.execute(links.order_by(SchoolClass.name)):
        found[staff_id].append(name)
    return found
