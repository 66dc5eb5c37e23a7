"""`daybreak service flags …` as somebody at a terminal meets it."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sync.service import settings
from sync.service.cli import app
from sync.service.flags.settings import DEFAULT, of_school, with_changes
from tests.flags.school import MONDAY, MadeUpSchool


def run(*words: str, environ: dict[str, str] | None = None) -> Result:
    """Run `daybreak service flags` with some words."""
    return CliRunner().invoke(app, ["flags", *words], env=environ)


def history(folder: Path, text: str) -> Path:
    """Write a history and return its file."""
    file = folder / "history.csv"
    file.write_text(text, encoding="utf-8")
    return file


LOW_WEEK = "pupil_id,date,feeling\n" + "".join(f"p7,2026-11-0{day},sad\n" for day in (2, 3, 4))


def test_replay_writes_a_line_for_each_flag(tmp_path: Path) -> None:
    """The columns are pupil_id, date, rule, since, reason; the pupil's id stands where a name would."""
    done = run("replay", str(history(tmp_path, LOW_WEEK)))
    (line,) = csv.DictReader(done.output.splitlines())

    assert done.exit_code == 0
    assert (line["pupil_id"], line["date"], line["rule"], line["since"]) == ("p7", "2026-11-04", "R3", "2026-11-02")
    assert line["reason"].startswith("Low on 3 of the last 3 days in: Monday 2 November (sad)")


def test_replay_writes_json_to_a_file_when_asked(tmp_path: Path) -> None:
    """One object a line, the same fields."""
    out = tmp_path / "flags.jsonl"
    done = run("replay", str(history(tmp_path, LOW_WEEK)), "--format", "json", "--out", str(out))

    assert done.exit_code == 0
    assert json.loads(out.read_text())["rule"] == "R3"


def test_values_slots_and_the_register_are_understood(tmp_path: Path) -> None:
    """Two half days make one mean, whatever their order in the file, and a register's code alone is a silent day."""
    rows = "pupil_id,date,value,slot,session_code\n"
    rows += "a,2026-11-02,2,1,/\na,2026-11-02,-2,0,/\n"
    rows += "".join(f"b,2026-11-0{day},,0,/\n" for day in (2, 3, 4, 5, 6))
    done = run("replay", str(history(tmp_path, rows)), "--set", "R3.lows=1")

    assert [line["rule"] for line in csv.DictReader(done.output.splitlines())] == ["R6"]


def test_a_bad_row_is_named_by_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    """Wrong dates, unknown feelings and values off the scale each say what they are."""
    rows = (
        "pupil_id,date,feeling\na,2026-11-02,sad\na,3rd of May,sad\na,2026-11-03,meh\n,2026-11-03,sad\na,2026-11-04\n"
    )
    done = run("replay", str(history(tmp_path, rows)))

    assert done.exit_code == 1
    assert done.stdout == ""
    assert "line 3: '3rd of May' is no date" in done.stderr
    assert "line 4: 'meh' is no feeling" in done.stderr
    assert "line 5: no pupil_id" in done.stderr
    assert "line 6: 2 columns instead of 3" in done.stderr
    assert "--skip-bad" in done.stderr


def test_bad_rows_are_passed_over_when_asked_and_said(tmp_path: Path) -> None:
    """The rest counts; what was passed over is named beside it."""
    done = run("replay", str(history(tmp_path, LOW_WEEK + "p7,soon,sad\n")), "--skip-bad")

    assert done.exit_code == 0
    assert "R3" in done.stdout
    assert "passed over history.csv, line 5" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pupil,date,feeling\n", "unknown column 'pupil'"),
        ("pupil_id,date\n", "one of feeling and value must be there"),
        ("", "must be there"),
    ],
)
def test_a_file_with_other_columns_is_refused_with_the_cure(tmp_path: Path, text: str, said: str) -> None:
    """Line 1 is named and the columns are listed."""
    done = run("replay", str(history(tmp_path, text)))

    assert done.exit_code == 1
    assert said in done.stderr


def test_a_missing_file_and_an_unknown_rule_are_told_apart(tmp_path: Path) -> None:
    """Exit 1 for a file that isn't there, 2 for a wrong option."""
    assert run("replay", str(tmp_path / "none.csv")).exit_code == 1
    assert run("replay", str(history(tmp_path, LOW_WEEK)), "--rules", "R12").exit_code == 2
    assert run("replay", str(history(tmp_path, LOW_WEEK)), "--set", "R4.colour=red").exit_code == 2
    assert run("replay", str(history(tmp_path, LOW_WEEK)), "--set", "R4.limit=high").exit_code == 2


def test_learn_and_set_change_when_a_rule_may_speak(tmp_path: Path) -> None:
    """Ten days learnt are enough when the school says so."""
    days = [MONDAY + timedelta(days=at // 5 * 7 + at % 5) for at in range(19)]
    rows = "".join(f"a,{day},{'happy' if at < 14 else 'scared'}\n" for at, day in enumerate(days))
    file = str(history(tmp_path, "pupil_id,date,feeling\n" + rows))

    assert "R4" not in run("replay", file, "--rules", "R4").stdout
    assert "R4" in run("replay", file, "--rules", "R4", "--learn", "10").stdout
    assert "R4" not in run("replay", file, "--rules", "R4", "--learn", "10", "--set", "R4.limit=60").stdout


def test_evaluate_sets_our_rules_beside_others() -> None:
    """A row for each rule, the peers' too, on the type that was asked for."""
    done = run("evaluate", "--children", "5", "--types", "low")

    assert done.exit_code == 0
    assert done.stdout.count("three of the last five") == 1
    assert "R3+R4" in done.stdout


def test_budget_of_a_made_up_school_needs_no_database() -> None:
    """Each setting stands beside its alternatives, the shipped one marked."""
    done = run("budget", "--pupils", "400", "--made-up", "20")

    assert done.exit_code == 0
    assert "5.4 (yours)" in done.stdout
    assert "R6.days" in done.stdout


def test_budget_counts_the_schools_own_past(tmp_path: Path) -> None:
    """A low run in the last weeks shows; the database is the one the service's settings name."""
    school = MadeUpSchool(tmp_path)
    day = date.today()  # noqa: DTZ011 - the command looks back from the machine's own date
    with school.write() as session:
        for back in range(5):
            school.check_in(session, school.children[0], day - timedelta(days=back), "sad")
    school.db.close()
    environ = {f"{settings.PREFIX}DATABASE": f"sqlite:///{tmp_path / 'service.db'}"}
    done = run("budget", "--made-up", "20", environ=environ)
    fair = run("fairness", environ=environ)

    (own,) = [line for line in done.stdout.splitlines() if line.startswith("R3.lows") and "3 (yours)" in line]
    assert own.split()[3] == "1.0"
    assert "No flag was raised" in fair.stdout


def test_budget_without_a_school_says_what_to_do(tmp_path: Path) -> None:
    """A sentence with the cure, and exit 1."""
    done = run("budget", environ={f"{settings.PREFIX}DATABASE": f"sqlite:///{tmp_path / 'none.db'}"})

    assert done.exit_code == 1
    assert "daybreak service init" in done.stderr


def test_a_school_keeps_only_what_it_changed() -> None:
    """Stored settings are read over the shipped ones."""
    assert of_school({"r4": {"limit": 6.0}}) == with_changes(DEFAULT, ["R4.limit=6"])
