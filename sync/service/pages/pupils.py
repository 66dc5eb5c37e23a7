"""Pupils: a list by name, and the whole picture of one child."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy.orm import Session

from sync.service import audit, caseload, children, framework
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import Pupil, School, SchoolClass
from sync.service.pages import chart
from sync.service.pages.cover import SHOWN_S, Cover, of_request, pressed
from sync.service.pages.drawing import feeling_word, known
from sync.service.pages.messages import counted, say
from sync.service.pages.queries.abouts import activity_word
from sync.service.pages.queries.corrections import read_notes, read_righted
from sync.service.pages.queries.flags import count_new, read_flags_of, read_story
from sync.service.pages.queries.helps import read_helped
from sync.service.pages.queries.history import read_history, read_looks
from sync.service.pages.queries.merges import read_merges
from sync.service.pages.queries.people import name_of, names_of, read_classes, read_pupils
from sync.service.pages.queries.plans import read_plan_of
from sync.service.pages.queries.requests import read_requests_of
from sync.service.pages.queries.usual import Usual, read_usual
from sync.service.pages.render import page

NO_VALUE = ("not_sure", "not_say")


@get("/pupils", guards=[sees_feelings], sync_to_thread=True)
def everyone(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Response[str]:
    """The children of one class by name; no feeling stands here, so nothing is covered."""
    with service.db.read() as session:
        classes = read_classes(session, viewer, request.query_params.get("class"))
        if classes is None:
            raise NotFoundException
        pupils = read_pupils(session, service.school_id, classes.ids)
        new = count_new(session, viewer)
    return page(
        request,
        "pupils.html",
        viewer=viewer,
        here="/pupils",
        new_flags=new,
        classes=classes,
        pupils=[pupil for pupil in pupils if not children.nameless(pupil)],
        visitors=[(pupil, name_of(pupil)) for pupil in pupils if children.nameless(pupil)],
        pictures={pupil.picture for pupil in pupils},
    )


@get("/pupils/{pupil_id:uuid}", guards=[sees_feelings], sync_to_thread=True)
def one(
    request: Request[Any, Any, Any],
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
) -> Response[Any]:
    """One child's last weeks. Every revealed view is an entry of the audit."""
    return show_one(request, service, viewer, pupil_id)


def show_one(
    request: Request[Any, Any, Any], service: Service, viewer: Viewer, pupil_id: uuid.UUID, *, error: str = ""
) -> Response[Any]:
    """The page of one child; with a sentence when a form of it could not be carried out."""
    now = service.clock.now()
    path = f"/pupils/{pupil_id}"
    # A form that could not be carried out comes back at once, revealed: its reader was reading it just now.
    cover = Cover(path, (), int(now.timestamp()) + SHOWN_S) if error else of_request(request, now)
    with service.db.read() as session:
        pupil = viewer.pupil(session, pupil_id)
        if pupil is None:
            raise NotFoundException
        if not error and (way := pressed(request, cover, now)) is not None:
            return way
        classroom = session.get_one(SchoolClass, (service.school_id, pupil.class_id)).name
        context: dict[str, Any] = {"new_flags": count_new(session, viewer), "pictures": {pupil.picture}, "sub": ""}
        context["sub"] = _sub(pupil, None)
        context["portrayed"] = not (viewer.visiting or pupil.left_on or children.nameless(pupil))
        context["kept"] = pupil_id in caseload.read(session, viewer).pupils
        if cover.shown:
            context |= _picture(session, service, viewer, pupil)
    if cover.shown:
        audit.look(service, viewer, "looked at pupil", pupil_id)
    return page(
        request,
        "pupil.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/pupils",
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        zone=service.timezone,
        today=service.today(),
        pupil=pupil,
        name=name_of(pupil),
        classroom=classroom,
        error=error,
        **context,
    )


def _picture(session: Session, service: Service, viewer: Viewer, pupil: Pupil) -> dict[str, Any]:
    school, today = service.school_id, service.today()
    history = read_history(session, school, pupil.id, today, restricted=viewer.sees_restricted)
    usual = read_usual(session, school, pupil.id)
    flags = read_flags_of(session, viewer, pupil.id)
    answers = {answer for one in history.latest for answer in one.answers}
    drawn = {answer for answer in answers if known(answer) or answer in NO_VALUE}
    return {
        "sub": _sub(pupil, history.check_ins),
        "heading": _heading(pupil, usual),
        "history": history,
        "chart": chart.draw(history.days, usual, [flag.day for flag in flags]),
        "counts": [(feeling_word(answer), times) for answer, times in history.counts],
        "flags": flags,
        "lines": read_story(session, school, flags),
        "requests": read_requests_of(session, school, pupil.id, today, service.clock.now()),
        "helped": read_helped(session, school, pupil.id, today),
        "visitor": children.nameless(pupil) and pupil.merged_into is None,
        "classmates": _classmates(session, pupil),
        "righted": read_righted(session, viewer, pupil),
        "plan": read_plan_of(session, school, pupil.id),
        "framework": framework.of_school(session.get_one(School, school)),
        "notes": read_notes(session, viewer, pupil.id),
        "activity_word": activity_word,
        "merges": read_merges(session, school, pupil),
        "looks": read_looks(session, school, pupil.id, restricted=viewer.sees_restricted),
        "pictures": drawn | {pupil.picture},
    }


def _classmates(session: Session, pupil: Pupil) -> list[tuple[uuid.UUID, str]]:
    """The children of the class whom a visitor may turn out to be."""
    pupils = [each for each in read_pupils(session, pupil.school_id, [pupil.class_id]) if not children.nameless(each)]
    names = names_of(pupils)
    return [(each.id, names[each.id]) for each in pupils]


def _sub(pupil: Pupil, check_ins: int | None) -> str:
    if children.nameless(pupil):
        return say("Not on the roster; a name can be given below")
    said = [say("Ladder step %(step)d", step=pupil.step)]
    if pupil.year_group:
        year = say("Year %(year)s", year=pupil.year_group) if pupil.year_group.isdigit() else pupil.year_group
        said.insert(0, year)
    if pupil.opted_out:
        said.append(say("opted out of check-ins"))
    if check_ins is not None:
        said.append(say("%(check_ins)s in these weeks", check_ins=counted(check_ins, "check-in", "check-ins")))
    return " · ".join(said)


def _heading(pupil: Pupil, usual: Usual | None) -> str:
    if usual is None:
        return say("The last weeks (too few days yet for an own usual range)")
    return say("The last weeks, against this child's own usual range")
