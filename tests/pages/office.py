"""What lies in the school's office: rosters that were uploaded and wait for a yes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sync.service import schools
from sync.service.context import Service
from sync.service.db.models import RosterDraft
from tests.pages import school
from tests.pages.school import CLASS_2B, CLASS_4W, MORNING, an_id

DRAFT_ID, STOPPED_ID, WHOLE_ID = an_id("draft"), an_id("stopped draft"), an_id("a whole school's draft")
HEADER = "pupil_id,given_name,family_name,class,year_group\n"


def roster_of(*names: str, without: tuple[str, ...] = (), renamed: dict[str, str] | None = None) -> str:
    """The plain CSV of some classes as they are, with some children left out or called otherwise."""
    lines = [
        f"{given},{(renamed or {}).get(given, given)},{family},{classroom},{classroom[0]}\n"
        for classroom, pupils in (("4W", CLASS_4W), ("2B", CLASS_2B))
        for given, family, *_ in pupils
        if classroom in names and given not in without
    ]
    return HEADER + "".join(lines)


def thousand() -> str:
    """The plain CSV of a school of 1,000 in 34 classes, from Reception on; some have names that are known here."""
    names = [(given, family) for given, family, *_ in (*CLASS_4W, *CLASS_2B)]
    lines = []
    for i in range(1000):
        given, family = names[i % len(names)][0], names[(i // len(names) + i) % len(names)][1]
        year = "R123456"[i // 30 % 7]
        lines.append(f"{9000 + i},{given},{family},{year}{'ADMPS'[i // 210]},{year}\n")
    return HEADER + "".join(lines)


def add(session: Session, service: Service) -> None:
    """A roster with a little of everything, and one that lost most of its lines."""
    changed = roster_of("4W", "2B", without=("Theo",), renamed={"Will": "Willa"}).replace(
        "Ben,Ben,Tait,4W,4", "Ben,Ben,Tait,3K,4"
    )
    changed += "500,Ada,Fern,3K,3\n501,Theo,Jones,4W,4\n502,Nour,Haddad,3K,3\n"
    for id_, who, text in (
        (DRAFT_ID, "practitioner", changed),
        (WHOLE_ID, "dsl", thousand()),
        (STOPPED_ID, "it", roster_of("4W", "2B", without=tuple(given for given, *_ in CLASS_4W[4:]))),
    ):
        session.add(
            RosterDraft(
                school_id=service.school_id, id=id_, file="pupils.csv", content=text.encode(), whole=id_ != WHOLE_ID,
                roll_over=False, staff_id=an_id("staff", who), made_at=MORNING,
            )
        )  # fmt: skip
    schools.remember(
        session, service.school_id, "roster_imported", school.at(school.FIRST_DAY, "7:40"), "34 children join."
    )
