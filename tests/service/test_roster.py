"""Rosters: read whole or refused with file, line and cure; changed all at once or not at all."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

import assets
from assets.animals import ANIMALS
from sync.service import roster, schools
from sync.service.context import Service, open_service
from sync.service.db.models import VISITOR, Pupil, SchoolClass
from sync.service.roster import RosterError
from sync.service.settings import Settings

DEMO = Path(assets.__file__).parent / "demo"
HEADER = "pupil_id,given_name,family_name,class,year_group\n"
CLASS = HEADER + "1,Amina,B,2W,2\n2,Bruno,L,2W,2\n3,Cai,W,2W,2\n"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """An empty school."""
    settings = Settings(data=str(tmp_path))
    schools.create(settings, "Sunnybank")
    opened = open_service(settings, environ={})
    yield opened
    opened.close()


def bring(service: Service, text: str, file: str = "class.csv") -> roster.Plan:
    return roster.import_roster(service, roster.parse(text.encode(), file))


def pupils(service: Service) -> dict[str, Pupil]:
    with service.db.read() as session:
        return {pupil.source_id: pupil for pupil in session.scalars(select(Pupil).where(Pupil.source != VISITOR))}


def test_the_demo_csv_holds_thirty_children_of_year_two(service: Service) -> None:
    """With a very long name, one in Arabic letters, one with combining marks, and two Aminas."""
    plan = roster.import_roster(service, roster.parse((DEMO / "class-2w.csv").read_bytes(), "class-2w.csv"))

    here = pupils(service).values()
    assert len(plan.joiners) == len(here) == 34
    assert len({pupil.picture for pupil in here}) == 34
    assert {(pupil.year_group, pupil.step) for pupil in here} == {("2", 2)}
    names = [pupil.given_name for pupil in here]
    assert names.count("Amina") == 2
    assert max(map(len, names)) > 40
    assert any("ARABIC" in unicodedata.name(name[0]) for name in names)
    assert any(unicodedata.combining(letter) for name in names for letter in name)


def test_the_demo_oneroster_zip_holds_a_reception_class(service: Service) -> None:
    """Twenty-four children on step 1; the teacher is nobody's pupil."""
    roster.import_roster(service, roster.parse((DEMO / "class-rk-oneroster.zip").read_bytes(), "rk.zip"))

    here = pupils(service).values()
    assert len(here) == 24
    assert {(pupil.year_group, pupil.step) for pupil in here} == {("R", 1)}


def test_a_dry_run_says_what_would_change_and_changes_nothing(service: Service) -> None:
    """Joiners, leavers and new names, for a person to read."""
    bring(service, CLASS)
    changed = HEADER + "1,Aminah,B,2W,2\n2,Bruno,L,3K,3\n4,Dilan,Y,2W,2\n"

    plan = roster.import_roster(service, roster.parse(changed.encode(), "class.csv"), dry_run=True)

    assert plan.summary() == "1 new classes, 1 join, 0 return, 1 move, 1 have a new name, 1 leave"
    assert list(plan.lines()) == [
        "new class 3K",
        "joins     Dilan Y",
        "moves     Bruno L: 2W to 3K",
        "renamed   Amina B: Aminah B",
        "leaves    Cai W",
    ]
    assert [pupil.given_name for pupil in pupils(service).values()] == ["Amina", "Bruno", "Cai"]
    with service.db.read() as session:
        assert session.scalar(select(func.count()).select_from(SchoolClass)) == 1


def test_identity_is_the_schools_number_and_not_the_name(service: Service) -> None:
    """A child with a new name is the same child, with the same animal; a leaver may return."""
    bring(service, CLASS)
    before = pupils(service)
    bring(service, HEADER + "1,Mina,C,2W,2\n2,Bruno,L,2W,2\n")
    assert pupils(service)["3"].left_on == service.today()
    bring(service, HEADER + "1,Mina,C,2W,2\n2,Bruno,L,2W,2\n3,Cai,W,2W,2\n")
    after = pupils(service)

    assert {source_id: pupil.id for source_id, pupil in before.items()} == {
        source_id: pupil.id for source_id, pupil in after.items()
    }
    assert after["1"].given_name == "Mina"
    assert after["1"].picture == before["1"].picture
    assert after["3"].left_on is None


def test_whoever_was_in_the_class_first_keeps_the_animal(service: Service) -> None:
    """A child who moves in never takes another's."""
    bring(service, HEADER + "".join(f"{i:02},Child{i},,2W,2\n" for i in range(30)))
    bring(service, HEADER + "".join(f"{i:02},Child{i},,3K,3\n" for i in range(90, 96)))
    before = pupils(service)
    bring(
        service,
        HEADER
        + "".join(f"{i:02},Child{i},,2W,2\n" for i in range(30))
        + "".join(f"{i:02},Child{i},,2W,2\n" for i in range(90, 96)),
    )
    after = pupils(service)

    assert len({pupil.picture for pupil in after.values()}) == 36
    assert all(after[f"{i:02}"].picture == before[f"{i:02}"].picture for i in range(30))


def school_of(*years: tuple[str, int], without: frozenset[str] = frozenset()) -> str:
    """A plain CSV with so many children of each year in a class of that name."""
    ids = [(f"{year}-{i}", year) for year, count in years for i in range(count)]
    return HEADER + "".join(f"{id_},Child {id_},,{year}Z,{year}\n" for id_, year in ids if id_ not in without)


def test_more_than_a_tenth_cannot_leave_by_mistake(service: Service) -> None:
    """Two may always leave; the third of twenty stops the whole file."""
    bring(service, school_of(("5", 10), ("6", 10)))
    bring(service, school_of(("5", 10), ("6", 10), without=frozenset({"5-1", "6-1"})))
    with pytest.raises(RosterError) as refused:
        bring(service, school_of(("5", 10), ("6", 10), without=frozenset({"5-1", "5-2", "6-1", "6-2", "6-3"})))

    assert "3 of 18 children would leave, more than a tenth" in str(refused.value)
    assert sum(pupil.left_on is None for pupil in pupils(service).values()) == 18


def test_in_september_the_oldest_year_is_no_surprise_and_others_are(service: Service) -> None:
    """A seventh leaves; when younger ones go in numbers too, the file is stopped all the same."""
    bring(service, school_of(*((str(year), 8) for year in range(1, 7))))
    moved_up = school_of(*((str(year), 8) for year in range(1, 6)))
    whole = replace(roster.parse(moved_up.encode(), "september.csv"), complete=True)
    assert "8 of 48" in roster.import_roster(service, whole, dry_run=True).stop()
    gone = frozenset(f"{year}-{i}" for year in (1, 2, 3) for i in (0, 1))
    fewer = school_of(*((str(year), 8) for year in range(1, 6)), without=gone)
    stopped = roster.import_roster(
        service, replace(roster.parse(fewer.encode(), "september.csv"), complete=True), dry_run=True
    )
    assert stopped.stop(roll_over=True).startswith("Not counting the oldest year, 6 of 48")

    plan = roster.import_roster(service, whole, roll_over=True)
    assert {pupil.year_group for pupil in plan.leavers} == {"6"}


def test_a_child_perhaps_there_twice_is_pointed_out_and_never_merged(service: Service) -> None:
    """The same name under a new number is a new child until somebody says otherwise."""
    bring(service, CLASS)
    plan = bring(service, CLASS + "44,amina,b,2W,2\n")

    assert [(said.source_id, who) for said, who in plan.doubles] == [
        ("44", "somebody of that name is in 2W, under another number")
    ]
    assert len(pupils(service)) == 4


def test_needs_and_language_are_taken_from_the_roster_and_kept_where_it_is_silent(service: Service) -> None:
    """Yes, no or the DfE's codes; nobody's word is unknown, and a later file without the column changes nothing."""
    columns = HEADER.replace("\n", ",send,eal\n")
    bring(service, columns + "1,Amina,B,2W,2,K,yes\n2,Bruno,L,2W,2,n,\n3,Cai,W,2W,2,,No\n")
    bring(service, CLASS)

    said = {id_: (pupil.send, pupil.eal) for id_, pupil in pupils(service).items()}
    assert said == {"1": (True, True), "2": (False, None), "3": (None, False)}
    with pytest.raises(RosterError) as refused:
        roster.parse((columns + "1,Amina,B,2W,2,perhaps,\n").encode(), "class.csv")
    assert "line 2: send says 'perhaps'. Write yes or no" in str(refused.value)


def test_the_ladder_follows_the_year_until_staff_choose(service: Service) -> None:
    """A step that staff chose stays when the year moves on."""
    bring(service, CLASS)
    with service.db.write() as session:
        session.get_one(Pupil, (service.school_id, pupils(service)["1"].id)).step = 1
    bring(service, HEADER + "1,Amina,B,3W,3\n2,Bruno,L,3W,3\n")

    after = pupils(service)
    assert (after["1"].step, after["2"].step) == (1, 3)


def test_one_class_says_nothing_about_another(service: Service) -> None:
    """A plain CSV of one class lets nobody leave another."""
    bring(service, CLASS)
    plan = bring(service, HEADER + "9,Zain,U,3K,3\n")

    assert plan.leavers == []


@pytest.mark.parametrize(
    "name", ["A" * 80, "نور الهدى", "Bo\u0323\u0301la\u0301", "Zoë-Marie O’Neill", "O'Brien, Jr", "李小龍", "👧🏽 Sky"]
)
def test_any_childs_name_is_accepted(service: Service, name: str) -> None:
    """Eighty characters, any script, combining marks, commas in quotation marks."""
    quoted = '"' + name + '"'
    bring(service, f"{HEADER}1,{quoted},B,2W,2\n")

    assert pupils(service)["1"].given_name == unicodedata.normalize("NFC", name)


BAD = {
    "duplicate": (HEADER + "1,A,,2W,2\n1,B,,2W,2\n", "line 3", "stands on line 2 already"),
    "unknown column": ("pupil_id,given_name,family_name,class,year_group,mood\n", "line 1", "no column 'mood'"),
    "missing column": ("pupil_id,given_name,class,year_group\n", "line 1", "the column family_name is missing"),
    "doubled column": (HEADER.strip() + ",class\n", "line 1", "the column class is there twice"),
    "no children": (HEADER, "class.csv", "the class is empty"),
    "nothing": ("", "line 1", "the column pupil_id is missing"),
    "no class": (HEADER + "1,A,,,2\n", "line 2", "the column class is empty"),
    "no name": (HEADER + "1,  ,,2W,2\n", "line 2", "the column given_name is empty"),
    "no year": (HEADER + "1,A,,2W,blue\n", "line 2", "'blue' is no year group"),
    "long name": (HEADER + f"1,{'A' * 121},,2W,2\n", "line 2", "has 121 characters"),
    "too few cells": (HEADER + "1,A,2W,2\n", "line 2", "has 4 cells"),
    "open quotation": (HEADER + '1,"A,,2W,2\n', "line 2", "cannot be read as CSV"),
    "line break in a name": (HEADER + '1,"A\nB",,2W,2\n', "line 3", "a control character"),
    "nul": (HEADER + "1,A\0,,2W,2\n", "line 2", "(NUL)"),
    "too many for the animals": (
        HEADER + "".join(f"{i},A,,2W,2\n" for i in range(len(ANIMALS) + 1)),
        "class.csv",
        "Divide the class in two",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_line_and_cure_and_nothing_is_imported(service: Service, name: str) -> None:
    """Nothing half-imported."""
    text, place, reason = BAD[name]

    with pytest.raises(RosterError) as refused:
        bring(service, text)

    said = str(refused.value)
    assert said.startswith("class.csv")
    assert place in said
    assert reason in said
    assert said.endswith(".")
    assert pupils(service) == {}


def test_a_file_in_another_encoding_is_refused_with_its_line(service: Service) -> None:
    """Latin-1 from an old spreadsheet is not guessed at."""
    with pytest.raises(RosterError, match=r"class\.csv, line 3: it is not written in UTF-8\. Save it again"):
        roster.parse((HEADER + "1,A,,2W,2\n2,Zoë,,2W,2\n").encode("latin-1"), "class.csv")


def test_a_spreadsheets_byte_order_mark_is_no_column(service: Service) -> None:
    """“CSV UTF-8” begins with one."""
    assert len(roster.parse(CLASS.encode("utf-8-sig"), "class.csv").pupils) == 3


def rezipped(**changed: str | None) -> bytes:
    """The demo's zip with some files replaced (None leaves one out)."""
    out = io.BytesIO()
    with zipfile.ZipFile(DEMO / "class-rk-oneroster.zip") as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content: str | None = changed.get(name.removesuffix(".csv"), old.read(name).decode())
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def member(name: str) -> str:
    with zipfile.ZipFile(DEMO / "class-rk-oneroster.zip") as archive:
        return archive.read(f"{name}.csv").decode()


def test_a_oneroster_zip_with_a_fault_is_named_with_the_file_inside() -> None:
    """Missing files, doubled ids, an empty class, a child nobody names, another version, no zip at all."""
    users, enrollments, classes = member("users"), member("enrollments"), member("classes")
    twice = users + users.splitlines()[-1] + "\r\n"
    stranger = enrollments + "e-x,,,class-rk,school-1,pupil-999,student,false,,\r\n"
    empty = classes + 'class-x,,,XX,01,course-reception,XX,homeroom,,school-1,term-autumn,,,""\r\n'
    two = classes + 'class-y,,,YY,01,course-reception,YY,homeroom,,school-1,term-autumn,,,""\r\n'
    both = enrollments + "e-y,,,class-y,school-1,pupil-001,student,false,,\r\n"
    cases = [
        (rezipped(users=None), "rk.zip: there is no users.csv in it"),
        (rezipped(users=twice), "rk.zip/users.csv, line 27: the sourcedId pupil-024 stands on line 26 already"),
        (rezipped(enrollments=stranger), "rk.zip/enrollments.csv, line 27: it enrols a child pupil-999"),
        (rezipped(classes=empty), "rk.zip/classes.csv, line 3: the class XX is empty"),
        (rezipped(classes=two, enrollments=both), "the child pupil-001 is in two classes"),
        (rezipped(manifest=member("manifest").replace(",1.1", ",2.0")), "it says OneRoster version 2.0"),
        (rezipped(manifest=member("manifest").replace("users,bulk", "users,delta")), "users.csv is delta, not bulk"),
        (rezipped(users="sourcedId,mood\r\n"), "rk.zip/users.csv, line 1: there is no column 'mood'"),
        (b"no zip at all", "rk.zip: it cannot be read as a zip"),
    ]
    for content, reason in cases:
        with pytest.raises(RosterError) as refused:
            roster.parse(content, "rk.zip")
        assert reason in str(refused.value)


def as_version_1_2(**changed: str) -> bytes:
    """The demo's zip as OneRoster 1.2 writes it: who is a student stands in roles.csv."""
    users = member("users").splitlines()
    header = users[0].split(",")
    role = header.index("role")
    ids = [line.split(",")[0] for line in users[1:]]
    said = {line.split(",")[0]: next(csv.reader([line]))[role] for line in users[1:]}
    roles = ["sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId"]
    roles += [f"role-{id_},,,{id_},primary,{said[id_]},,,school-1" for id_ in ids]
    kept = [[cell for i, cell in enumerate(next(csv.reader([line]))) if i != role] for line in users]
    out = io.StringIO()
    extra = [["preferredGivenName", "metadata.send", "metadata.eal"], *(["", "", ""] for _ in kept[1:])]
    extra[-1] = ["Zed", "no", "yes"]
    csv.writer(out).writerows([*row, *more] for row, more in zip(kept, extra, strict=True))
    manifest = member("manifest").replace(",1.1", ",1.2") + "file.roles,bulk\r\n"
    zipped = io.BytesIO(rezipped(**{"manifest": manifest, "users": out.getvalue()} | changed))
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr("roles.csv", "\r\n".join(roles) + "\r\n")
    return zipped.getvalue()


def test_a_oneroster_1_2_zip_names_the_same_children(service: Service) -> None:
    """By the same numbers as 1.1, so that a school may change over; called by the name they prefer."""
    roster.import_roster(service, roster.parse(rezipped(), "rk.zip"))
    plan = roster.import_roster(service, roster.parse(as_version_1_2(), "rk.zip"))

    assert plan.sentence() == "1 has a new name."
    last = pupils(service)["pupil-024"]
    assert (last.given_name, last.send, last.eal) == ("Zed", False, True)


def test_a_oneroster_child_who_is_not_named_any_more_has_left(service: Service) -> None:
    """A bulk file speaks for the whole school."""
    roster.import_roster(service, roster.parse(rezipped(), "rk.zip"))
    gone = "\r\n".join(line for line in member("users").split("\r\n") if not line.startswith("pupil-024"))
    fewer = "\r\n".join(line for line in member("enrollments").split("\r\n") if "pupil-024" not in line)
    plan = roster.import_roster(service, roster.parse(rezipped(users=gone, enrollments=fewer), "rk.zip"))

    assert [pupil.source_id for pupil in plan.leavers] == ["pupil-024"]
