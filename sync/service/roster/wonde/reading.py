"""Wonde's pupils as a roster: by Wonde's ids, in their registration groups.

A child's class is the registration group; where the pupil system shares none, the one class they are in. Their year is
the National Curriculum year of their education details, else that of the year group. A child who cannot be placed is
named for a person to look at, and is left as they are: a gap in the pupil system lets nobody leave. Children are called
by `forename`, which is the name in use; `legal_forename` stands in where that is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from sync.service.roster import table
from sync.service.roster.roster import Roster, RosterClass, RosterError, RosterPupil, Unplaced
from sync.service.roster.table import Row

SOURCE = "wonde"
FILE = "Wonde"
"""Stands where a file's name would: what was brought from there is kept under it."""
_AGAIN = "Bring it in once more."
EARLY = {"E1": "N", "E2": "N", "E3": "N"}
"""Years before Reception, as some pupil systems write them."""


class Place(msgspec.Struct, frozen=True):
    """A registration group or a class."""

    id: str
    name: str


class Student(msgspec.Struct, frozen=True):
    """All that is kept of one pupil."""

    id: str
    given: str = ""
    family: str = ""
    years: list[str] = []
    """As Wonde writes them, the first that can be read counts."""
    groups: list[Place] = []
    classes: list[Place] = []


def students(said: Any, today: date) -> Iterator[Student]:
    """What one page of an answer holds, without those who have left; nothing else of a child is looked at.

    Raises:
        TypeError, ValueError, KeyError: it is not what Wonde's API says that it is.
    """
    if not isinstance(said, list):
        raise TypeError("no list of pupils")
    for each in said:
        details, year = _included(each, "education_details"), _included(each, "year")
        left = _day(details.get("leaving_date"))
        if left is not None and left < today:
            continue
        groups = [group for group in _list(each, "groups") if _text(group.get("type")).upper() == "REGISTRATION"]
        yield Student(
            id=_text(each["id"]),
            given=_text(each.get("forename")) or _text(each.get("legal_forename")),
            family=_text(each.get("surname")) or _text(each.get("legal_surname")),
            years=[*filter(None, map(_text, (details.get("current_nc_year"), year.get("code"), year.get("name"))))],
            groups=[_place(group) for group in groups],
            classes=[_place(group) for group in _list(each, "classes")],
        )


def parse(content: bytes, file: str) -> Roster:
    """Read what was brought from Wonde. It speaks for the whole school: a child whom it does not name has left.

    Raises:
        RosterError: it cannot be used; the sentence names the child by their id, and the cure.
    """
    try:
        told = msgspec.json.decode(content, type=list[Student])
    except msgspec.DecodeError:
        raise RosterError(file, None, "what was brought in is damaged", _AGAIN) from None
    if len({each.id for each in told}) < len(told):  # somebody joined or left between two pages
        raise RosterError(file, None, "it changed while it was read", _AGAIN)
    pupils: dict[str, RosterPupil] = {}
    unplaced: list[Unplaced] = []
    places: dict[str, Place] = {}
    for each in told:
        cells = {"id": each.id, "forename": each.given, "surname": each.family}
        row = Row(f"{file}, pupil {each.id[:40]}", None, cells)
        id_, given, family = row.need("id"), row.need("forename"), row.fit("surname", row.get("surname"))
        place, year, why = _where(each, row)
        if why:
            unplaced.append(Unplaced(id_, given, family, why))
            continue
        places[place.id] = place
        pupils[id_] = RosterPupil(id_, given, family, place.id, year)
    if not pupils:
        cure = "In Wonde, let this service read students, with their year, groups, classes and education details."
        raise RosterError(file, None, "it names no child with a class and a year group", cure)
    return Roster(SOURCE, file, tuple(_classes(pupils, places)), tuple(pupils.values()), True, tuple(unplaced))


def _where(student: Student, row: Row) -> tuple[Place, str, str]:
    """A child's class and year group, or why they have none."""
    found = {each.id: each for each in student.groups or student.classes}
    if len(found) != 1:
        several = "is in several registration groups" if student.groups else "has no registration group"
        return Place("", ""), "", several
    [place] = found.values()
    row = Row(row.file, None, {"class id": place.id, "class": place.name})
    place = Place(row.need("class id"), row.need("class", 80))
    for written in student.years:
        try:
            return place, EARLY.get(written.upper()) or table.year_group(written), ""
        except ValueError:
            continue
    return place, "", "has no year group that can be read"


def _classes(pupils: dict[str, RosterPupil], places: dict[str, Place]) -> Iterator[RosterClass]:
    for place in places.values():
        years = {each.year_group for each in pupils.values() if each.class_id == place.id}
        yield RosterClass(place.id, place.name, years.pop() if len(years) == 1 else "")


def _included(said: dict[str, Any], name: str) -> dict[str, Any]:
    """One thing that was asked for along with a pupil: Wonde wraps each in `data`."""
    found = (said.get(name) or {}).get("data")
    return found if isinstance(found, dict) else {}


def _list(said: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = (said.get(name) or {}).get("data")
    return found if isinstance(found, list) else []


def _place(said: dict[str, Any]) -> Place:
    return Place(_text(said["id"]), _text(said.get("name")) or _text(said.get("code")))


def _text(said: object) -> str:
    return str(said).strip() if isinstance(said, str | int) else ""


def _day(said: object) -> date | None:
    """A day, which Wonde writes as text or as `{"date": "2026-07-21 00:00:00.000000", …}`."""
    text = _text(said.get("date")) if isinstance(said, dict) else _text(said)
    return date.fromisoformat(text[:10]) if text else None
