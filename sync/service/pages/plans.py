"""Plans: the list with reviews due, one plan with the weeks before it beside the weeks since, and the form."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from assets import activities
from sync.service import audit, calendar, framework, helping, plans, trusted
from sync.service.access import Viewer, sees_feelings, sees_whole_school
from sync.service.context import Service
from sync.service.db.models import Closure, Plan, Pupil, School, SchoolClass, Staff
from sync.service.helped import read_after
from sync.service.pages.cover import SHOWN_S, Cover, of_request, pressed
from sync.service.pages.forms import AnyRequest, Form, pupil_named, to_revealed
from sync.service.pages.queries.abouts import activity_word
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.people import name_of
from sync.service.pages.queries.plans import Weeks, compare, read_plan, read_plans, read_told
from sync.service.pages.render import page
from sync.service.plans import Draft, PlanError

PLACES = ("first", "second", "third")
REVIEW_AFTER, END_AFTER = timedelta(weeks=6), timedelta(weeks=12)
"""What the form suggests, from the first day on."""


@get("/plans", guards=[sees_feelings], sync_to_thread=True)
def everyone(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[Any]:
    """The plans that are open, or with `?which=closed` those that were. Covered it names nobody."""
    now = service.clock.now()
    which = "closed" if request.query_params.get("which") == "closed" else ""
    cover = of_request(request, now, which=which)
    if (way := pressed(request, cover, now)) is not None:
        return way
    with service.db.read() as session:
        found = read_plans(session, viewer, service.today(), closed=bool(which))
        new = count_new(session, viewer)
        pack = framework.of_school(session.get_one(School, service.school_id))
    if cover.shown:
        audit.look(service, viewer, "looked at plans", detail=which)
    return page(
        request,
        "plans.html",
        viewer=viewer,
        here="/plans",
        new_flags=new,
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        which=which,
        due=sum(each.due for each in found),
        number=len(found),
        plans=found if cover.shown else [],
        framework=pack,
        activity_word=activity_word,
        pictures={each.picture for each in found} if cover.shown else set(),
    )


@get("/plans/{plan_id:uuid}", guards=[sees_feelings], sync_to_thread=True)
def one(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    plan_id: FromPath[uuid.UUID],
) -> Response[Any]:
    """One plan: what it says, what the weeks say, and its story."""
    return _one(request, service, viewer, plan_id)


@post("/plans/{plan_id:uuid}/review", guards=[sees_whole_school], sync_to_thread=True)
def review(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    plan_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Write down what a review found, and when to look again."""
    try:
        with service.db.write() as session:
            plan = _plan(session, viewer, plan_id)
            plans.review(session, service, viewer, plan, data.get("text", ""), _day(data.get("next", "")))
    except PlanError as error:
        return _one(request, service, viewer, plan_id, error=str(error))
    return to_revealed(service, f"/plans/{plan_id}", "roster")


@post("/plans/{plan_id:uuid}/close", guards=[sees_whole_school], sync_to_thread=True)
def close(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    plan_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """End a plan."""
    try:
        with service.db.write() as session:
            plans.close(session, service, viewer, _plan(session, viewer, plan_id), data.get("text", ""))
    except PlanError as error:
        return _one(request, service, viewer, plan_id, error=str(error))
    return to_revealed(service, f"/plans/{plan_id}", "roster")


@get("/pupils/{pupil_id:uuid}/plan", guards=[sees_whole_school], sync_to_thread=True)
def write(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
) -> Response[Any]:
    """The form: empty, or the child's open plan to change."""
    with service.db.write() as session:
        pupil = pupil_named(session, viewer, pupil_id)
        plan = plans.open_plan(session, service.school_id, pupil_id)
        audit.note(session, service, viewer, "looked at a plan's form", pupil_id)
        shut = set(session.scalars(select(Closure.day).where(Closure.school_id == service.school_id)))
        begins = calendar.next_school_day(service.today(), shut)
        empty = Draft("", (), (), None, begins, begins + REVIEW_AFTER, begins + END_AFTER)
        return _form(request, session, service, viewer, pupil, plan, plans.of(plan) if plan else empty)


@post("/pupils/{pupil_id:uuid}/plan", guards=[sees_whole_school], sync_to_thread=True)
def save(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Show what the tablet will do, and on the second press save it."""
    with service.db.read() as session:
        pupil = pupil_named(session, viewer, pupil_id)
        plan = plans.open_plan(session, service.school_id, pupil_id)
        draft, error = _read(data, service.today())
        if not error:
            try:
                draft = plans.drawn_up(draft)
            except PlanError as wrong:
                error = str(wrong)
        if error or data.get("save") != "yes":
            return _form(request, session, service, viewer, pupil, plan, draft, error=error, looked=not error)
    try:
        with service.db.write() as session:
            pupil = pupil_named(session, viewer, pupil_id)
            kept = plans.open_plan(session, service.school_id, pupil_id)
            if kept is None:
                kept = plans.make(session, service, viewer, pupil, draft)
            else:
                plans.change(session, service, viewer, kept, draft)
            plan_id = kept.id
    except PlanError as wrong:
        with service.db.read() as session:
            pupil = pupil_named(session, viewer, pupil_id)
            return _form(request, session, service, viewer, pupil, plan, draft, error=str(wrong))
    return to_revealed(service, f"/plans/{plan_id}", "roster")


def _read(data: dict[str, str], today: date) -> tuple[Draft, str]:
    """The form as a draft, and what could not be read of it."""
    error = ""
    days: list[date] = []
    for name in ("starts_on", "review_on", "ends_on"):
        try:
            days.append(date.fromisoformat(data.get(name, "")))
        except ValueError:
            days.append(today)
            error = "Choose the three days once more; one could not be read."
    try:
        adult = uuid.UUID(data["adult"]) if data.get("adult") else None
    except ValueError:
        adult, error = None, "Choose the adult once more."
    tags = (*data.get("tags", "").split(","), *(each for name, each in data.items() if name.startswith("tag-")))
    chosen = tuple(data.get(place, "") for place in PLACES)
    return Draft(data.get("goal", ""), tags, chosen, adult, *days), error


def _form(
    request: AnyRequest,
    session: Session,
    service: Service,
    viewer: Viewer,
    pupil: Pupil,
    plan: Plan | None,
    draft: Draft,
    *,
    error: str = "",
    looked: bool = False,
) -> Response[Any]:
    adults = trusted.adults_of(session, service.school_id, pupil.class_id)
    pack = framework.of_school(session.get_one(School, service.school_id))
    return page(
        request,
        "plan_form.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/plans",
        new_flags=count_new(session, viewer),
        pupil=pupil,
        name=name_of(pupil),
        classroom=session.get_one(SchoolClass, (pupil.school_id, pupil.class_id)).name,
        plan=plan,
        draft=draft,
        error=error,
        looked=looked,
        today=service.today(),
        changes=_changes(session, service, pupil, draft, adults) if looked else [],
        adults=adults,
        framework=pack,
        own_tags=", ".join(tag for tag in draft.tags if tag not in pack.labels),
        offered=[
            (each.id, " · ".join((activity_word(each.id), *pack.strands_with(each.id))), each.step <= pupil.step)
            for each in activities.load()
        ],
        places=PLACES,
        pictures={pupil.picture},
    )


def _changes(
    session: Session, service: Service, pupil: Pupil, draft: Draft, adults: list[Staff]
) -> list[tuple[str, str, str]]:
    """What the tablet does for this child: of what, now, and from the plan's first day on."""
    offered = [each.id for each in activities.load() if each.step <= pupil.step]
    after = read_after(session, service.school_id, [pupil.id]).get(pupil.id, {})
    first = plans.firsts(session, service.school_id, [pupil.id], service.today()).get(pupil.id, plans.First((), None))
    ids = [each.id.bytes for each in adults]

    def things(chosen: tuple[str, ...]) -> str:
        return ", ".join(activity_word(each) for each in helping.order(pupil.id.bytes, offered, after, chosen)[:4])

    def people(adult: uuid.UUID | None) -> str:
        order = helping.order_of_adults(pupil.id.bytes, ids, adult.bytes if adult else None)
        return ", ".join(adults[place].name for place in order[:4])

    rows = [("What might help? begins with", things(first.activities), things(draft.activities))]
    if adults:
        rows.append(("Adults to ask for begin with", people(first.adult_id), people(draft.adult_id)))
    return rows


def _one(request: AnyRequest, service: Service, viewer: Viewer, plan_id: uuid.UUID, error: str = "") -> Response[Any]:
    now, today = service.clock.now(), service.today()
    path = f"/plans/{plan_id}"
    cover = Cover(path, (), int(now.timestamp()) + SHOWN_S) if error else of_request(request, now)
    with service.db.read() as session:
        listed = read_plan(session, viewer, plan_id, today)
        if listed is None:
            raise NotFoundException
        if not error and (way := pressed(request, cover, now)) is not None:
            return way
        context: dict[str, Any] = {"new_flags": count_new(session, viewer)}
        if cover.shown:
            plan = listed.plan
            before, since = compare(session, plan, today)
            adult = session.get(Staff, (service.school_id, plan.adult_id)) if plan.adult_id else None
            context |= {
                "listed": listed,
                "plan": plan,
                "adult": adult.name if adult else "",
                "before": before,
                "since": since,
                "begun": plan.starts_on <= today,
                "bars": [("before", *_bar(before)), ("since", *_bar(since))],
                "told": read_told(session, service.school_id, plan_id),
                "framework": framework.of_school(session.get_one(School, service.school_id)),
                "activity_word": activity_word,
                "pictures": {listed.picture},
            }
    if cover.shown:
        audit.look(service, viewer, "looked at a plan", listed.plan.pupil_id, str(plan_id))
    return page(
        request,
        "plan.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/plans",
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        zone=service.timezone,
        today=today,
        error=error,
        **context,
    )


def _bar(weeks: Weeks) -> tuple[float, float] | tuple[None, None]:
    """Left edge and width of the usual range on a scale 400 wide; nothing when there is too little."""
    if weeks.span is None:
        return None, None
    low, high = weeks.span
    return round((low + 2) * 100, 1), round(max(6.0, (high - low) * 100), 1)


def _plan(session: Session, viewer: Viewer, plan_id: uuid.UUID) -> Plan:
    plan = session.scalar(select(Plan).where(Plan.school_id == viewer.school_id, Plan.id == plan_id))
    if plan is None or viewer.pupil(session, plan.pupil_id) is None:
        raise NotFoundException
    return plan


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlanError("Choose the day of the next review once more; it could not be read.") from None
