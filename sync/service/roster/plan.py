"""A roster set against what the service has: who joins, leaves, moves or has a new name; then all of it or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from assets import catalogue
from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Pupil, SchoolClass
from sync.service.roster import pictures, spares
from sync.service.roster.roster import Roster, RosterClass, RosterPupil


@dataclass(frozen=True, slots=True)
class Move:
    """A child who changes class."""

    pupil: Pupil
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import changes. Children it does not list stay as they are."""

    roster: Roster
    new_classes: list[RosterClass] = field(default_factory=list)
    joiners: list[RosterPupil] = field(default_factory=list)
    returners: list[Pupil] = field(default_factory=list)
    leavers: list[Pupil] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    renames: list[tuple[Pupil, RosterPupil]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The plan for a person to read before it is carried out."""
        for made in self.new_classes:
            yield f"new class {made.name}"
        for joiner in self.joiners:
            yield f"joins     {joiner.given_name} {joiner.family_name}".rstrip()
        for pupil in self.returners:
            yield f"returns   {pupil.given_name} {pupil.family_name}".rstrip()
        for move in self.moves:
            yield f"moves     {move.pupil.given_name} {move.pupil.family_name}: {move.before} to {move.after}"
        for pupil, new in self.renames:
            old = f"{pupil.given_name} {pupil.family_name}".rstrip()
            yield f"renamed   {old}: {new.given_name} {new.family_name}".rstrip()
        for pupil in self.leavers:
            yield f"leaves    {pupil.given_name} {pupil.family_name}".rstrip()

    def summary(self) -> str:
        """The plan in one line, without a name."""
        return (
            f"{len(self.new_classes)} new classes, {len(self.joiners)} join, {len(self.returners)} return, "
            f"{len(self.moves)} move, {len(self.renames)} have a new name, {len(self.leavers)} leave"
        )


def import_roster(service: Service, roster: Roster, *, dry_run: bool = False, by: Viewer | None = None) -> Plan:
    """Bring classes and children to what a roster says, in one transaction.

    Args:
        dry_run: only say what would change.

    Raises:
        RosterError: a class has more children than there are pictures to tell them apart.
    """
    if dry_run:
        with service.db.read() as session:
            return _Import(session, service, roster).plan()
    with service.db.write() as session:
        doing = _Import(session, service, roster)
        plan = doing.plan()
        doing.apply(plan)
        audit.note(session, service, by, "imported a roster", detail=f"{roster.source}: {plan.summary()}")
    service.live.publish(service.school_id, "roster")
    return plan


class _Import:
    def __init__(self, session: Session, service: Service, roster: Roster) -> None:
        self._session, self._service, self._roster = session, service, roster
        classes = session.scalars(
            select(SchoolClass).where(SchoolClass.school_id == service.school_id, SchoolClass.source == roster.source)
        )
        self._classes = {each.source_id: each for each in classes}
        pupils = session.scalars(
            select(Pupil)
            .where(Pupil.school_id == service.school_id, Pupil.source == roster.source)
            .order_by(Pupil.source_id)
        )
        self._pupils = {each.source_id: each for each in pupils}

    def plan(self) -> Plan:
        plan = Plan(self._roster)
        plan.new_classes.extend(each for each in self._roster.classes if each.source_id not in self._classes)
        names = {each.source_id: each.name for each in self._roster.classes}
        old_names = {each.id: each.name for each in self._classes.values()}
        for said in self._roster.pupils:
            pupil = self._pupils.get(said.source_id)
            if pupil is None:
                plan.joiners.append(said)
                continue
            if pupil.left_on is not None:
                plan.returners.append(pupil)
            if (pupil.given_name, pupil.family_name) != (said.given_name, said.family_name):
                plan.renames.append((pupil, said))
            target = self._classes.get(said.class_id)
            if target is None or target.id != pupil.class_id:
                plan.moves.append(Move(pupil, old_names.get(pupil.class_id, "another class"), names[said.class_id]))
        plan.leavers.extend(self._leavers())
        return plan

    def _leavers(self) -> Iterator[Pupil]:
        named = {each.source_id for each in self._roster.pupils}
        ours = {self._classes[each.source_id].id for each in self._roster.classes if each.source_id in self._classes}
        for pupil in self._pupils.values():
            here = pupil.left_on is None and (self._roster.complete or pupil.class_id in ours)
            if here and pupil.source_id not in named:
                yield pupil

    def apply(self, plan: Plan) -> None:
        for pupil in plan.leavers:
            pupil.left_on = self._service.today()
        self._session.flush()
        for said_class in self._roster.classes:
            self._class(said_class)
        self._session.flush()
        for said in self._roster.pupils:
            if (known := self._pupils.get(said.source_id)) is None:
                self._join(said)
            else:
                self._update(known, said)
        self._session.flush()
        newcomers = {move.pupil.id for move in plan.moves} | {pupil.id for pupil in plan.returners}
        for of in self._roster.classes:
            pictures.tell_apart(self._session, self._classes[of.source_id], newcomers, self._roster.file)
            spares.keep_ready(self._session, self._classes[of.source_id])

    def _class(self, said: RosterClass) -> None:
        known = self._classes.get(said.source_id)
        if known is None:
            known = SchoolClass(
                id=uuid.uuid4(),
                school_id=self._service.school_id,
                source=self._roster.source,
                source_id=said.source_id,
            )
            self._classes[said.source_id] = known
            self._session.add(known)
        known.name, known.year_group = said.name, said.year_group

    def _join(self, said: RosterPupil) -> None:
        self._session.add(
            Pupil(
                id=uuid.uuid4(),
                school_id=self._service.school_id,
                class_id=self._classes[said.class_id].id,
                source=self._roster.source,
                source_id=said.source_id,
                given_name=said.given_name,
                family_name=said.family_name,
                picture="",
                year_group=said.year_group,
                step=catalogue.step_for_year(said.year_group),
                group=said.group,
            )
        )

    def _update(self, pupil: Pupil, said: RosterPupil) -> None:
        """Names, class and year follow the roster; a ladder step that staff chose stays."""
        pupil.given_name, pupil.family_name = said.given_name, said.family_name
        pupil.class_id = self._classes[said.class_id].id
        pupil.left_on = None
        pupil.group = said.group or pupil.group
        if pupil.year_group != said.year_group:
            if pupil.step == catalogue.step_for_year(pupil.year_group):
                pupil.step = catalogue.step_for_year(said.year_group)
            pupil.year_group = said.year_group
