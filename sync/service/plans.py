"""A practitioner's plan for a child: a goal, what the tablet offers first, a trusted adult, and when to look again.

A plan never shows on a tablet. Every child's activities and adults come in an order of the child's own; a plan only
says what stands first in it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assets import activities
from sync.service import audit, children
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Plan, PlanNote, Pupil, Staff
from sync.service.errors import ServiceError

MADE, CHANGED, REVIEWED, CLOSED = "made", "changed", "reviewed", "closed"
LONGEST_GOAL = 1000
LONGEST_NOTE = 2000
LONGEST_TAG = 40
MOST_TAGS = 8
PLACES = 3
"""How many activities a plan can put first: as many as a child is offered at once."""


class PlanError(ServiceError):
    """A form that cannot be carried out, as a sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a practitioner wrote down, not kept yet."""

    goal: str
    tags: tuple[str, ...]
    activities: tuple[str, ...]
    adult_id: uuid.UUID | None
    starts_on: date
    review_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class First:
    """What an open plan puts first for a child."""

    activities: tuple[str, ...]
    adult_id: uuid.UUID | None


def drawn_up(draft: Draft) -> Draft:
    """The same draft, tidied.

    Raises:
        PlanError: no goal, nothing to read, too much, an unknown activity, or days that do not follow one another.
    """
    goal = " ".join(draft.goal.split())
    tags = tuple(dict.fromkeys(tag for each in draft.tags if (tag := " ".join(each.split()))))
    chosen = tuple(dict.fromkeys(each for each in draft.activities if each))
    if not goal:
        raise PlanError("Write the goal first, in your own words.")
    if len(goal) > LONGEST_GOAL:
        raise PlanError(f"The goal holds at most {LONGEST_GOAL} characters; this one has {len(goal)}.")
    if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
        raise PlanError(f"Write at most {MOST_TAGS} labels of at most {LONGEST_TAG} characters each.")
    if len(chosen) > PLACES or not set(chosen) <= activities.by_id().keys():
        raise PlanError(f"Choose at most {PLACES} activities of the list.")
    if not draft.starts_on < draft.review_on <= draft.ends_on:
        raise PlanError("The review comes after the first day, and the end not before the review. Change the days.")
    return Draft(goal, tags, chosen, draft.adult_id, draft.starts_on, draft.review_on, draft.ends_on)


def open_plan(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID) -> Plan | None:
    """The plan of a child that nobody has closed; there is at most one."""
    return session.scalar(
        select(Plan).where(Plan.school_id == school_id, Plan.pupil_id == pupil_id, Plan.closed_at.is_(None))
    )


def make(session: Session, service: Service, viewer: Viewer, pupil: Pupil, draft: Draft) -> Plan:
    """Make a plan for a child.

    Raises:
        PlanError: the child has one already, nobody knows who the child is, or the draft cannot be kept.
    """
    draft = drawn_up(draft)
    if children.nameless(pupil) or pupil.merged_into is not None:
        raise PlanError("A plan needs a child by name. Say first who this visitor is.")
    if open_plan(session, service.school_id, pupil.id) is not None:
        raise PlanError("This child has a plan already. Change that one, or close it first.")
    _known_adult(session, service, draft)
    plan = Plan(
        school_id=service.school_id,
        id=uuid.uuid4(),
        pupil_id=pupil.id,
        made_at=service.clock.now(),
        made_by=viewer.staff_id,
    )
    _put(plan, draft)
    session.add(plan)
    session.flush()
    _tell(session, service, viewer, plan, MADE)
    return plan


def change(session: Session, service: Service, viewer: Viewer, plan: Plan, draft: Draft) -> None:
    """Change a plan; what it said before stays in its story.

    Raises:
        PlanError: it was closed, or the draft cannot be kept.
    """
    draft = drawn_up(draft)
    _open(plan)
    _known_adult(session, service, draft)
    if draft == of(plan):
        return
    before = f"The goal was: {plan.goal}" if draft.goal != plan.goal else ""
    _put(plan, draft)
    _tell(session, service, viewer, plan, CHANGED, before)


def review(session: Session, service: Service, viewer: Viewer, plan: Plan, text: str, next_on: date) -> None:
    """Write down what a review found, and when to look again.

    Raises:
        PlanError: nothing or too much was written, the next review is not ahead, or the plan was closed.
    """
    text = _note(text)
    _open(plan)
    if next_on <= service.today():
        raise PlanError("Choose a day ahead for the next review, or close the plan.")
    plan.review_on, plan.ends_on = next_on, max(plan.ends_on, next_on)
    _tell(session, service, viewer, plan, REVIEWED, text)


def close(session: Session, service: Service, viewer: Viewer, plan: Plan, text: str) -> None:
    """End a plan; from then on the tablet offers what the child's own order says.

    Raises:
        PlanError: nothing or too much was written, or it was closed before.
    """
    text = _note(text)
    _open(plan)
    plan.closed_at = service.clock.now()
    _tell(session, service, viewer, plan, CLOSED, text)


def of(plan: Plan) -> Draft:
    """What a plan says, as it would be written down anew."""
    return Draft(
        plan.goal,
        tuple(plan.tags),
        tuple(plan.activities),
        plan.adult_id,
        plan.starts_on,
        plan.review_on,
        plan.ends_on,
    )


def firsts(
    session: Session, school_id: uuid.UUID, pupil_ids: Collection[uuid.UUID], day: date
) -> Mapping[uuid.UUID, First]:
    """What the plans that hold on a day put first, for those of the children who have one: one query."""
    rows = session.execute(
        select(Plan.pupil_id, Plan.activities, Plan.adult_id).where(
            Plan.school_id == school_id,
            Plan.closed_at.is_(None),
            Plan.pupil_id.in_(pupil_ids),
            Plan.starts_on <= day,
            Plan.ends_on >= day,
        )
    )
    return {pupil_id: First(tuple(chosen), adult_id) for pupil_id, chosen, adult_id in rows}


def _put(plan: Plan, draft: Draft) -> None:
    plan.goal, plan.tags, plan.activities = draft.goal, list(draft.tags), list(draft.activities)
    plan.adult_id = draft.adult_id
    plan.starts_on, plan.review_on, plan.ends_on = draft.starts_on, draft.review_on, draft.ends_on


def _known_adult(session: Session, service: Service, draft: Draft) -> None:
    if draft.adult_id is not None:
        adult = session.get(Staff, (service.school_id, draft.adult_id))
        if adult is None or not adult.trusted or adult.disabled_at is not None:
            raise PlanError("Choose an adult of the list.")


def _open(plan: Plan) -> None:
    if plan.closed_at is not None:
        raise PlanError("This plan was closed. Make a new one on the child's page.")


def _note(text: str) -> str:
    text = text.strip()
    if not text:
        raise PlanError("Write in a few words what you found, then press the button once more.")
    if len(text) > LONGEST_NOTE:
        raise PlanError(f"A note holds at most {LONGEST_NOTE} characters; this one has {len(text)}.")
    return text


def _tell(session: Session, service: Service, viewer: Viewer, plan: Plan, action: str, text: str = "") -> None:
    session.add(
        PlanNote(
            school_id=service.school_id,
            id=uuid.uuid4(),
            plan_id=plan.id,
            at=service.clock.now(),
            staff_id=viewer.staff_id,
            action=action,
            text=text,
        )
    )
    audit.note(session, service, viewer, f"plan {action}", plan.pupil_id, str(plan.id))
