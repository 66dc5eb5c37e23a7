"""Patterns: what a class, a year or the school told over a term. Groups of fewer than five are hidden everywhere."""

from __future__ import annotations

import uuid
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer, sees_patterns
from sync.service.context import Service
from sync.service.db.models import Role, SchoolClass
from sync.service.pages import words
from sync.service.pages.cover import SHOWN_S, of_request, pressed
from sync.service.pages.drawing import feeling_word
from sync.service.pages.queries.abouts import about_word
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.patterns import read_term
from sync.service.pages.render import page
from sync.service.patterns import tables
from sync.service.patterns.tables import ALL, FAMILIES, SCHOOL, Patterns

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TITLES = {"weekday": "By weekday", "time": "By time of day", "week": "By week"}
CANNOT = {
    "weekday": "It cannot show why a day is as it is, nor how children felt who told nothing on it.",
    "time": "Most classes check in at one time, so other hours hold few children, and other ones.",
    "week": "It cannot show what caused a change; holidays, illness and who was away all move it.",
}
WIDTH = 420.0


@dataclass(frozen=True, slots=True)
class Scope:
    """A group whose patterns can be opened."""

    id: str
    """In addresses."""
    name: str
    key: str
    class_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, and its bar."""

    name: str
    numbers: tuple[str, ...]
    """A number, `0`, or `hidden`, for each family."""
    total: str
    bar: tuple[tuple[str, float, float], ...]
    """Family, left edge and width of each part; the family `hidden` for what is not shown."""


@get("/patterns", guards=[sees_patterns], sync_to_thread=True)
def show(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Response[Any]:
    """The tables of one group. Covered it shows no feeling."""
    now, wanted = service.clock.now(), request.query_params.get("of", "")
    cover = of_request(request, now, of=wanted)
    with service.db.read() as session:
        scopes = _scopes(session, viewer)
        if not scopes:
            raise NotFoundException
        scope = next((each for each in scopes if each.id == wanted), None) if wanted else scopes[0]
        if scope is None:
            raise NotFoundException
        if (way := pressed(request, cover, now)) is not None:
            return way
        context: dict[str, Any] = {"new_flags": count_new(session, viewer)}
        if cover.shown:
            term = read_term(session, service)
            found = term.patterns
            context |= {
                "term": term,
                "tables": [(each, TITLES[each], CANNOT[each], lines(found, scope.key, each)) for each in TITLES],
                "families": FAMILIES,
                "feelings": _listed(found, scope.key, "feeling"),
                "abouts": _listed(found, scope.key, "about"),
                "notes": [_sentence(one, scopes) for one in found.notes if _in(one.class_id, scope, scopes, session)],
                "any": found.numbers.get(tables.cell(scope.key, ALL, ALL, ALL), 0) != 0,
            }
    if cover.shown:
        audit.look(service, viewer, "looked at patterns", detail=scope.id)
    return page(
        request,
        "patterns.html",
        viewer=viewer,
        here="/patterns",
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        scopes=scopes,
        scope=scope,
        width=WIDTH,
        **context,
    )


def lines(found: Patterns, scope: str, dimension: str) -> list[Line]:
    """The rows of one table in which anything was told."""
    made = []
    values = found.rows[dimension]
    totals = [found.numbers.get(tables.cell(scope, dimension, value, ALL), 0) for value in values]
    longest = max((each for each in totals if each), default=1)
    for value, total in zip(values, totals, strict=True):
        numbers = [found.numbers.get(tables.cell(scope, dimension, value, family), 0) for family in FAMILIES]
        if total == 0 and not any(each is None or each for each in numbers):
            continue
        made.append(
            Line(_name(dimension, value), tuple(map(_said, numbers)), _said(total), _bar(numbers, total, longest))
        )
    return made


def _bar(numbers: list[int | None], total: int | None, longest: int) -> tuple[tuple[str, float, float], ...]:
    """Parts side by side; without a total nothing is drawn, since its length would say what is hidden."""
    if not total:
        return ()
    scale, x = WIDTH / longest, 0.0
    parts = []
    shown = [(family, each) for family, each in zip(FAMILIES, numbers, strict=True) if each]
    rest = total - sum(each for _, each in shown)
    for family, each in (*shown, *((("hidden", rest),) if rest else ())):
        parts.append((family, round(x, 1), round(each * scale, 1)))
        x += each * scale
    return tuple(parts)


def _listed(found: Patterns, scope: str, kind: str) -> list[tuple[str, str]]:
    """Feelings or abouts with their numbers, the most frequent first, hidden ones last."""
    key, word = (tables.feeling, feeling_word) if kind == "feeling" else (tables.about, about_word)
    numbers = [(word(name), found.numbers.get(key(scope, name), 0)) for name in found.names(kind)]
    told = [(name, number) for name, number in numbers if number is None or number]
    return [(name, _said(number)) for name, number in sorted(told, key=lambda each: (-(each[1] or 0), each[0]))]


def _said(number: int | None) -> str:
    return "hidden" if number is None else str(number)


def _name(dimension: str, value: Hashable) -> str:
    if dimension == "weekday":
        return DAYS[int(str(value))]
    if dimension == "time":
        return f"{value}:00 to {value}:59"
    return f"from {words.short_day(date.fromisoformat(str(value)))}"


def _sentence(note: tables.Note, scopes: list[Scope]) -> str:
    where = next((each.name for each in scopes if each.class_id == note.class_id), "a class")
    usual = "fewer than 5" if note.usual < 5 else str(note.usual)
    many = f"{note.many} of {note.of}" if note.many is not None else f"nearly all of {note.of}"
    said = feeling_word(note.feeling).lower()
    return f"On {words.long_day(note.day)} many in {where} said “{said}”: {many}, where {usual} is usual."


def _in(class_id: uuid.UUID, scope: Scope, scopes: list[Scope], session: Session) -> bool:
    if scope.class_id is not None:
        return class_id == scope.class_id
    if scope.key == SCHOOL:
        return any(each.class_id == class_id for each in scopes)
    found = session.scalar(select(SchoolClass.year_group).where(SchoolClass.id == class_id))
    return found is not None and tables.year_scope(found) == scope.key


def _scopes(session: Session, viewer: Viewer) -> list[Scope]:
    """The groups that a viewer may open: a class adult their own classes, everybody else all."""
    everywhere = viewer.sees_all_classes or viewer.role is Role.HEAD
    wanted = select(SchoolClass).where(SchoolClass.school_id == viewer.school_id)
    if not everywhere:
        wanted = wanted.where(viewer.classes_seen(SchoolClass.id))
    classes = session.scalars(wanted.order_by(SchoolClass.year_group, SchoolClass.name)).all()
    rooms = [Scope(str(each.id), each.name, tables.class_scope(each.id), each.id) for each in classes]
    if not everywhere or not rooms:
        return rooms
    years = list(dict.fromkeys(each.year_group for each in classes))
    named = [
        Scope(f"year-{each}", f"Year {each}" if each.isdigit() else each or "No year", tables.year_scope(each))
        for each in years
    ]
    return [Scope("school", "Whole school", SCHOOL), *named, *rooms]
