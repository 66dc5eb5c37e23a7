"""What flags cost and how good they are: the bars of the rule about change, replay's speed, one event's step."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import mean

from typer.testing import CliRunner

from sync.service import flagging
from sync.service.flags import evaluation, simulate
from sync.service.flags.cli import app
from sync.service.flags.evaluation import World
from tests.bench.rows import Row, at_least, at_most, percentile, shown
from tests.flags.school import MONDAY, MadeUpSchool, morning

WORLDS = [World(autocorrelation=each) for each in (0.0, 0.2, 0.4)]
SEED = 11


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Yield every row of flags."""
    yield from change(150 if quick else 1000)
    yield from fairness(60 if quick else 300)
    yield from replay(folder, 50 if quick else 1000)
    yield from one_event(folder, 10 if quick else 60)


def change(children: int) -> Iterator[Row]:
    """The bar of R4: typical children, autocorrelation 0, 0.2 and 0.4 together, 10 % missing, 20 days learnt."""
    alarms = evaluation.judged()
    for name in ("R4", "three lows in a row", "three of the last five"):
        quiet = [_quiet(alarms[name], "typical", world, children) for world in WORLDS]
        shares = {
            drop: mean(_caught(alarms[name], world, children, drop) for world in WORLDS) for drop in (1.0, 1.5, 2.0)
        }
        rate = mean(one.a_week for one in quiet)
        if name == "R4":
            yield at_most("flags.change.a_week", rate, "/100 pupils", 2.0)
            yield at_least("flags.change.caught_1.5_sd", shares[1.5], "share", 0.80)
            yield at_least("flags.change.caught_2_sd", shares[2.0], "share", 0.94)
            yield shown("flags.change.caught_1_sd", shares[1.0], "share")
            yield shown("flags.change.quiet_fortnights", mean(one.fortnights for one in quiet), "share")
        else:
            words = name.replace(" ", "_")
            yield shown(f"flags.peer.{words}.a_week", rate, "/100 pupils")
            yield shown(f"flags.peer.{words}.caught_1.5_sd", shares[1.5], "share")


def fairness(children: int) -> Iterator[Row]:
    """Habitually low children beside typical ones, R3 and R4 together."""
    alarms = evaluation.judged()["R3+R4"]
    rates = {kind: mean(_quiet(alarms, kind, world, children).a_week for world in WORLDS) for kind in simulate.KINDS}
    yield at_most("flags.low_children_to_typical", rates["low"] / rates["typical"], "ratio", 1.5)
    for kind, rate in rates.items():
        yield shown(f"flags.a_week.{kind}", rate, "/100 pupils")


def replay(folder: Path, pupils: int) -> Iterator[Row]:
    """Five years of 1,000 pupils through the command, every rule, file to file."""
    file, out = folder / "history.csv", folder / "flags.csv"
    dates = simulate.school_days(5 * 190)
    kinds = list(simulate.KINDS.values())
    rows = 0
    with file.open("w", newline="", encoding="utf-8") as to:
        write = csv.writer(to)
        write.writerow(("pupil_id", "date", "feeling"))
        for pupil in range(pupils):
            chance = Random(pupil)
            values = simulate.values(kinds[pupil % len(kinds)], chance, len(dates), missing=0.0)
            for day, answers in zip(dates, simulate.answers(values, chance), strict=True):
                if answers:
                    write.writerow((f"p{pupil}", day, answers[0]))
                    rows += 1
    began = time.perf_counter()
    done = CliRunner().invoke(app, ["replay", str(file), "--out", str(out)])
    took = time.perf_counter() - began
    assert done.exit_code == 0, done.output
    assert out.read_text(encoding="utf-8").count("\n") > pupils
    yield shown("flags.replay.rows", rows, "rows")
    yield at_most("flags.replay.five_years", took, "s", 20.0)


def one_event(folder: Path, days: int) -> Iterator[Row]:
    """A check-in of today for a child with a year behind it: one step; and one that is a month late: a replay."""
    school = MadeUpSchool(folder)
    child = school.children[0]
    dates = simulate.school_days(190 + days, MONDAY)
    with school.write() as session:
        for day in dates[:190]:
            school.check_in(session, child, day, "happy")
        flagging.update(session, school.id, [child], dates[189], morning(dates[189]))
    steps: list[float] = []
    late: list[float] = []
    for day in dates[190:]:
        for took, on in ((steps, day), (late, day - timedelta(weeks=4))):
            with school.write() as session:
                school.check_in(session, child, on, "calm")
                began = time.perf_counter()
                flagging.update(session, school.id, [child], day, morning(day))
                took.append(1000.0 * (time.perf_counter() - began))
    school.db.close()
    yield shown("flags.one_event", percentile(steps, 0.5), "ms")
    yield shown("flags.one_late_event", percentile(late, 0.5), "ms")


def _quiet(alarms: evaluation.Alarms, kind: str, world: World, children: int) -> evaluation.Quiet:
    return evaluation.quiet(alarms, evaluation.children(simulate.KINDS[kind], world, children, SEED))


def _caught(alarms: evaluation.Alarms, world: World, children: int, drop: float) -> float:
    made = evaluation.children(simulate.KINDS["typical"], world, children, SEED + 1, drop=drop)
    return evaluation.caught(alarms, made).share
