"""Who may see what. Every route names a guard, and a route that names none still asks for a sign-in.

class adult   feelings of their own classes
practitioner  feelings of all pupils
DSL           the same, and what is restricted
head          patterns of groups; no single child
IT            devices and staff accounts; no feeling, no flag, no pupil's page
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler
from sqlalchemy import ColumnElement, Table, bindparam, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from sync.service.db.models import Pupil, Role, Staff, StaffClass
from sync.service.db.prepared import Query

_FEELINGS = frozenset({Role.CLASS_ADULT, Role.PRACTITIONER, Role.DSL})
_WHOLE_SCHOOL = frozenset({Role.PRACTITIONER, Role.DSL})

# Asked at every request, so they are kept ready.
_ACCOUNTS, _LINKS = cast(Table, Staff.__table__).c, cast(Table, StaffClass.__table__).c
_ACCOUNT = Query(
    select(_ACCOUNTS.name, _ACCOUNTS.role, _ACCOUNTS.disabled_at, _ACCOUNTS.ends_at).where(
        _ACCOUNTS.school_id == bindparam("school"), _ACCOUNTS.id == bindparam("staff")
    )
)
_CLASSES = Query(
    select(_LINKS.class_id).where(_LINKS.school_id == bindparam("school"), _LINKS.staff_id == bindparam("staff"))
)

Connection = ASGIConnection[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in member of staff, as they stand at this request: a role taken away is gone at once."""

    staff_id: uuid.UUID
    school_id: uuid.UUID
    name: str
    role: Role
    class_ids: frozenset[uuid.UUID]
    visiting: bool = False
    """A supply adult, here for one class and one day, without a password."""

    @property
    def sees_feelings(self) -> bool:
        """True for those who work with children; never for IT, and not for the head."""
        return self.role in _FEELINGS

    @property
    def sees_all_classes(self) -> bool:
        return self.role in _WHOLE_SCHOOL

    @property
    def sees_restricted(self) -> bool:
        """True for those who may see what may be a disclosure: rule R9 and what it rests on."""
        return self.role in _WHOLE_SCHOOL

    def may_see_class(self, class_id: uuid.UUID) -> bool:
        """True when this adult may see the feelings of that class."""
        return self.sees_all_classes or (self.sees_feelings and class_id in self.class_ids)

    def classes_seen(self, column: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
        """The condition that keeps a query to the classes this adult may see."""
        if self.sees_all_classes:
            return true()
        return column.in_(self.class_ids if self.sees_feelings else ())

    def pupil(self, session: Session, pupil_id: uuid.UUID) -> Pupil | None:
        """The pupil, or None when there is none of that id whom this adult may see: both look alike from outside."""
        pupil = session.get(Pupil, (self.school_id, pupil_id))
        return pupil if pupil is not None and self.may_see_class(pupil.class_id) else None


def role_sees_feelings(role: Role) -> bool:
    """True for the roles that see feelings of some class: giving one needs a safeguarding lead's yes."""
    return role in _FEELINGS


def viewer_of(
    session: Session,
    school_id: uuid.UUID,
    staff_id: uuid.UUID,
    *,
    now: datetime | None = None,
    only: uuid.UUID | None = None,
) -> Viewer | None:
    """The member of staff as a viewer; None when there is none, the account is closed, or a supply adult's day is over.

    Args:
        now: aware; None for a moment at which no supply adult is here.
        only: the one class that this browser may see, as a classroom computer; None for all of the adult's.
    """
    session.flush()  # what is read here is read past it
    connection, whose = session.connection(), {"school": school_id, "staff": staff_id}
    found = _ACCOUNT.rows(connection, whose)
    if not found:
        return None
    name, role, disabled_at, ends_at = found[0]
    if disabled_at is not None or (ends_at is not None and (now is None or ends_at <= now)):
        return None
    classes = frozenset(class_id for (class_id,) in _CLASSES.rows(connection, whose))
    if only is not None:
        # A computer stands for a class adult's second factor and for nobody else's, whatever they became since.
        if Role(role) is not Role.CLASS_ADULT:
            return None
        classes &= {only}
    return Viewer(staff_id, school_id, name, Role(role), classes, ends_at is not None)


# Guards, for `guards=[…]` of a route.


def signed_in(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Any member of staff."""
    _viewer(connection)


def sees_feelings(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Those who may see feelings of some class; the route still checks which."""
    if not _viewer(connection).sees_feelings:
        raise PermissionDeniedException("This page is for the adults who work with the children.")


def it_only(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Those who look after the tablets and the accounts."""
    if _viewer(connection).role is not Role.IT:
        raise PermissionDeniedException("This page is for the people who look after the tablets.")


def manages_staff(connection: Connection, _handler: BaseRouteHandler) -> None:
    """IT, who keep the accounts, and the safeguarding leads, whose yes some of it needs."""
    if _viewer(connection).role not in (Role.IT, Role.DSL):
        raise PermissionDeniedException("This page is for IT and the safeguarding leads.")


def dsl_only(connection: Connection, _handler: BaseRouteHandler) -> None:
    """The safeguarding leads."""
    if _viewer(connection).role is not Role.DSL:
        raise PermissionDeniedException("This page is for the safeguarding leads.")


def sees_whole_school(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Practitioners and safeguarding leads."""
    if not _viewer(connection).sees_all_classes:
        raise PermissionDeniedException("This page is for practitioners and the safeguarding lead.")


def sees_patterns(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Those who may see patterns of groups: adults who work with children, and the head."""
    viewer = _viewer(connection)
    if not (viewer.sees_feelings or viewer.role is Role.HEAD):
        raise PermissionDeniedException("This page is for the adults who work with the children, and the head.")


def sees_audit(connection: Connection, _handler: BaseRouteHandler) -> None:
    """The safeguarding lead and the head."""
    if _viewer(connection).role not in (Role.DSL, Role.HEAD):
        raise PermissionDeniedException("This page is for the safeguarding lead and the head.")


def _viewer(connection: Connection) -> Viewer:
    viewer = connection.scope.get("user")
    if not isinstance(viewer, Viewer):
        raise PermissionDeniedException("Sign in first.")
    return viewer
