"""Brings the service to what a roster says: all of it or nothing."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from assets import catalogue
from sync.service import audit, portraits, schools
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Pupil, SchoolClass
from sync.service.roster import pictures, spares
from sync.service.roster.plan import Move, Plan
from sync.service.roster.roster import Roster, RosterClass, RosterError, RosterPupil


def import_roster(
    service: Service,
    roster: Roster,
    *,
    dry_run: bool = False,
    roll_over: bool = False,
    shown: str | None = None,
    by: Viewer | None = None,
) -> Plan:
    """Bring classes and children to what a roster says, in one transaction.

    Args:
        dry_run: only say what would change.
        roll_over: it is September: that the oldest year leaves is no surprise.
        shown: the digest of the plan that a person said yes to; None where nobody was asked.

    Raises:
        RosterError: a class has more children than there are pictures to tell them apart, more than a tenth of the
            children would leave, or the plan is no longer the one that was shown.
    """
    if dry_run:
        with service.db.read() as session:
            return _Import(session, service, roster).plan()
    with service.db.write() as session:
        doing = _Import(session, service, roster)
        plan = doing.plan()
        if said := plan.stop(roll_over=roll_over):
            raise RosterError(roster.file, None, said[0].lower() + said[1:].rstrip("."), STOPPED)
        if shown is not None and plan.digest() != shown:
            raise RosterError(roster.file, None, "something has changed since you looked", "Look through it once more.")
        doing.apply(plan)
        audit.note(session, service, by, "imported a roster", detail=f"{roster.source}: {plan.summary()}")
        schools.remember(session, service.school_id, "roster_imported", service.clock.now(), plan.sentence())
    service.live.publish(service.school_id, "roster")
    return plan


STOPPED = "Check that the file is whole; if it is September, choose the roll-over."


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
        plan.here.extend(self._spoken_for())
        named = {each.source_id for each in self._roster.pupils} | {each.source_id for each in self._roster.unplaced}
        plan.leavers.extend(pupil for pupil in plan.here if pupil.source_id not in named)
        plan.doubles.extend(self._doubles(plan.joiners))
        return plan

    def _spoken_for(self) -> Iterator[Pupil]:
        """Children who have not left and about whom the roster's silence says that they have."""
        ours = {self._classes[each.source_id].id for each in self._roster.classes if each.source_id in self._classes}
        for pupil in self._pupils.values():
            if pupil.left_on is None and (self._roster.complete or pupil.class_id in ours):
                yield pupil

    def _doubles(self, joiners: list[RosterPupil]) -> Iterator[tuple[RosterPupil, str]]:
        """Joiners whose name somebody has already, here or on the same roster, under another number."""
        if not joiners:
            return
        classes = {each.source_id: each.name for each in self._roster.classes}
        mine = select(Pupil.given_name, Pupil.family_name, SchoolClass.name, Pupil.left_on, Pupil.source_id)
        of = (SchoolClass.school_id == Pupil.school_id) & (SchoolClass.id == Pupil.class_id)
        known = mine.join(SchoolClass, of).where(Pupil.school_id == self._service.school_id, Pupil.given_name != "")
        named: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for given, family, classroom, left_on, source_id in self._session.execute(known):
            who = f"somebody of that name left {classroom}" if left_on else f"somebody of that name is in {classroom}"
            named[given.casefold(), family.casefold()].append((source_id, who))
        for said in self._roster.pupils:
            who = f"the roster names another in {classes[said.class_id]}"
            named[said.given_name.casefold(), said.family_name.casefold()].append((said.source_id, who))
        for said in joiners:
            others = named[said.given_name.casefold(), said.family_name.casefold()]
            found = next((who for source_id, who in others if source_id != said.source_id), "")
            if found:
                yield said, f"{found}, under another number"

    def apply(self, plan: Plan) -> None:
        for pupil in plan.leavers:
            pupil.left_on = self._service.today()
        portraits.forget_children(self._session, self._service, [pupil.id for pupil in plan.leavers])
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
                send=said.send,
                eal=said.eal,
            )
        )

    def _update(self, pupil: Pupil, said: RosterPupil) -> None:
        """Names, class and year follow the roster; a ladder step that staff chose stays."""
        pupil.given_name, pupil.family_name = said.given_name, said.family_name
        pupil.class_id = self._classes[said.class_id].id
        pupil.left_on = None
        pupil.group = said.group or pupil.group
        pupil.send = pupil.send if said.send is None else said.send
        pupil.eal = pupil.eal if said.eal is None else said.eal
        if pupil.year_group != said.year_group:
            if pupil.step == catalogue.step_for_year(pupil.year_group):
                pupil.step = catalogue.step_for_year(said.year_group)
            pupil.year_group = said.year_group
