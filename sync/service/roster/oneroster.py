"""OneRoster 1.1 and 1.2 bulk files in a zip (1EdTech, "OneRoster CSV tables" of either version).

Read are manifest, orgs, academicSessions, classes, users and enrollments, and in 1.2 roles, where it says who is a
student; other files of the standard may be there and are passed over. A child's class is their homeroom; where a file
has no homerooms, the one class they are enrolled in. A child is called by the preferred name, where 1.2 has one.
`metadata.send` and `metadata.eal` of users.csv say yes or no.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from sync.service.roster import table
from sync.service.roster.roster import Roster, RosterClass, RosterError, RosterPupil
from sync.service.roster.table import Row

SOURCE = "oneroster"

_BASE = ("sourcedId", "status", "dateLastModified")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "orgs": (*_BASE, "name", "type", "identifier", "parentSourcedId"),
    "academicSessions": (*_BASE, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    "classes": (
        *_BASE,
        *("title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId"),
        *("termSourcedIds", "subjects", "subjectCodes", "periods"),
    ),
    "users": (
        *_BASE,
        *("enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName", "middleName"),
        *("identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password"),
        *("userMasterIdentifier", "resourceSourcedIds", "preferredGivenName", "preferredMiddleName"),
        *("preferredFamilyName", "primaryOrgSourcedId", "pronouns"),
    ),
    "roles": (
        *_BASE,
        *("userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"),
    ),
    "enrollments": (
        *_BASE,
        *("classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate"),
    ),
}
_ONLY = {"1.1": frozenset({"roles"}), "1.2": frozenset[str]()}
"""By version, the tables above that it does not have."""
_BULK_CURE = "Ask the supplier for a OneRoster 1.1 or 1.2 bulk export."


def parse(content: bytes, file: str) -> Roster:
    """Read a OneRoster zip. It speaks for the whole school: a child whom it does not name has left.

    Raises:
        RosterError: with file, line and cure; nothing of a zip with an error is used.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Reader(archive, file).roster()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise RosterError(file, None, f"it cannot be read as a zip ({error})", "Download it again.") from None


class _Reader:
    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self._archive = archive
        self._file = file
        self._version = ""

    def roster(self) -> Roster:
        self._version = self._check_manifest()
        orgs = _by_id(self._rows("orgs"))
        _by_id(self._rows("academicSessions"))
        classes = self._classes(orgs)
        students = self._students()
        where = self._enrolled(classes, students)
        pupils = tuple(_pupil(students[id_], classes[of]) for id_, of in where.items())
        for id_, row in classes.items():
            if id_ not in where.values():
                raise row.error(f"the class {row.get('title')} is empty", "Enrol its children, or remove the class.")
        return Roster(
            source=SOURCE,
            file=self._file,
            classes=tuple(_class(id_, row) for id_, row in classes.items()),
            pupils=pupils,
            complete=True,
        )

    def _check_manifest(self) -> str:
        said: dict[str, str] = {}
        for row in self._read("manifest", ("propertyName", "value")):
            said[row.need("propertyName")] = row.get("value")
        version = said.get("oneroster.version", "")
        if version not in _ONLY:
            what = f"it says OneRoster version {version or 'nothing'}"
            raise RosterError(self._name("manifest"), None, what, "Export it as version 1.1 or 1.2.")
        for table_name in _COLUMNS.keys() - _ONLY[version]:
            if (mode := said.get(f"file.{table_name}", "absent")) != "bulk":
                what = f"{table_name}.csv is {mode}, not bulk"
                raise RosterError(self._name("manifest"), None, what, _BULK_CURE)
        return version

    def _students(self) -> dict[str, Row]:
        """Students by id: in 1.1 the user's own line says so, in 1.2 a line of roles."""
        users = {id_: row for id_, row in _by_id(self._rows("users")).items() if _enabled(row)}
        if self._version == "1.1":
            return {id_: row for id_, row in users.items() if row.get("role") == "student"}
        roles = (row for row in self._rows("roles") if row.get("role") == "student")
        students = {row.need("userSourcedId") for row in roles}
        return {id_: row for id_, row in users.items() if id_ in students}

    def _classes(self, orgs: dict[str, Row]) -> dict[str, Row]:
        classes = _by_id(self._rows("classes"))
        for row in classes.values():
            if row.need("schoolSourcedId") not in orgs:
                what = f"it belongs to a school {row.get('schoolSourcedId')} that orgs.csv does not name"
                raise row.error(what, _BULK_CURE)
        homerooms = {id_: row for id_, row in classes.items() if row.get("classType") == "homeroom"}
        return homerooms or classes

    def _enrolled(self, classes: dict[str, Row], students: dict[str, Row]) -> dict[str, str]:
        """The one class of each child who is in one."""
        where: dict[str, str] = {}
        for row in _by_id(self._rows("enrollments")).values():
            class_id, pupil_id = row.need("classSourcedId"), row.need("userSourcedId")
            if row.get("role") != "student" or class_id not in classes:
                continue
            if pupil_id not in students:
                raise row.error(f"it enrols a child {pupil_id} whom users.csv does not name", _BULK_CURE)
            if where.setdefault(pupil_id, class_id) != class_id:
                what = f"the child {pupil_id} is in two classes, {where[pupil_id]} and {class_id}"
                raise row.error(what, "Mark one of the two classes as homeroom, or remove one enrolment.")
        return where

    def _rows(self, name: str) -> Iterator[Row]:
        for row in self._read(name, _COLUMNS[name]):
            if row.get("status") != "tobedeleted":
                yield row

    def _read(self, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
        try:
            with self._archive.open(f"{name}.csv") as member:
                content = member.read(table.SIZE_LIMIT + 1)  # however much a bomb says it holds
        except KeyError:
            raise RosterError(self._file, None, f"there is no {name}.csv in it", _BULK_CURE) from None
        required = columns if name == "manifest" else self._required(name)
        return table.rows(content, self._name(name), required=required, optional=columns)

    def _required(self, name: str) -> tuple[str, ...]:
        """What we cannot do without; the standard has every column there, suppliers leave some out."""
        needed = {
            "orgs": ("sourcedId", "name", "type"),
            "academicSessions": ("sourcedId",),
            "classes": ("sourcedId", "title", "classType", "schoolSourcedId"),
            "users": ("sourcedId", "givenName", "familyName", *(("role",) if self._version == "1.1" else ())),
            "roles": ("sourcedId", "userSourcedId", "role"),
            "enrollments": ("sourcedId", "classSourcedId", "userSourcedId", "role"),
        }
        return needed[name]

    def _name(self, name: str) -> str:
        return f"{self._file}/{name}.csv"


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        id_ = row.need("sourcedId")
        if id_ in found:
            what = f"the sourcedId {id_} stands on line {found[id_].line} already"
            raise row.error(what, "Each line needs its own; remove one of the two.")
        found[id_] = row
    return found


def _enabled(row: Row) -> bool:
    return row.get("enabledUser").lower() != "false"


def _class(source_id: str, row: Row) -> RosterClass:
    return RosterClass(source_id, row.need("title", 80), _year(row))


def _pupil(row: Row, of: Row) -> RosterPupil:
    year = _year(row) or _year(of)
    if not year:
        raise row.error("neither the child nor their class has a grade", "Fill in grades, such as KG or 02.")
    return RosterPupil(
        source_id=row.need("sourcedId"),
        given_name=row.need("preferredGivenName") if row.get("preferredGivenName") else row.need("givenName"),
        family_name=row.fit("familyName", row.get("preferredFamilyName") or row.get("familyName")),
        class_id=of.need("sourcedId"),
        year_group=year,
        send=row.yes_no("metadata.send"),
        eal=row.yes_no("metadata.eal"),
    )


def _year(row: Row) -> str:
    """The year group, where `grades` names exactly one."""
    return row.year("grades") if "," not in row.get("grades") else ""
