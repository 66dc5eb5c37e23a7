"""The plain CSV roster: one line a child.

pupil_id     the school's own number for the child; never changes, never used again
given_name   as the child is called
family_name  may be a single letter, or empty; it never leaves the service
class        the class's name
year_group   N, R or 1 to 6
group        optional: the group staff made for the pages of the class wall
send         optional: yes or no (or the DfE's K, E, N); only ever counted, to see whether flags fall fairly
eal          optional: yes or no; the same
"""

from __future__ import annotations

from sync.service.roster import table
from sync.service.roster.roster import Roster, RosterClass, RosterError, RosterPupil

SOURCE = "csv"
COLUMNS = ("pupil_id", "given_name", "family_name", "class", "year_group")
OPTIONAL = ("group", "send", "eal")


def parse(content: bytes, file: str) -> Roster:
    """Read a plain CSV roster. It speaks for the classes it names and for no others.

    Raises:
        RosterError: with file, line and cure; nothing of a file with an error is used.
    """
    pupils: dict[str, RosterPupil] = {}
    lines: dict[str, int | None] = {}
    years: dict[str, set[str]] = {}
    for row in table.rows(content, file, required=COLUMNS, optional=OPTIONAL):
        pupil = RosterPupil(
            source_id=row.need("pupil_id"),
            given_name=row.need("given_name"),
            family_name=row.fit("family_name", row.get("family_name")),
            class_id=row.need("class", 80),
            year_group=row.year("year_group"),
            group=row.fit("group", row.get("group"), 40),
            send=row.yes_no("send"),
            eal=row.yes_no("eal"),
        )
        if not pupil.year_group:
            raise row.error("the column year_group is empty", "Write N, R or 1 to 6.")
        if pupil.source_id in pupils:
            what = f"the pupil_id {pupil.source_id} stands on line {lines[pupil.source_id]} already"
            raise row.error(what, "Give each child their own number, or remove one of the lines.")
        pupils[pupil.source_id] = pupil
        lines[pupil.source_id] = row.line
        years.setdefault(pupil.class_id, set()).add(pupil.year_group)
    if not pupils:
        raise RosterError(file, None, "it names no children: the class is empty", "Export it again with its pupils.")
    return Roster(
        source=SOURCE,
        file=file,
        classes=tuple(RosterClass(name, name, min(of) if len(of) == 1 else "") for name, of in years.items()),
        pupils=tuple(pupils.values()),
        complete=False,
    )
