"""What `evaluate` and `budget` print: plain tables that a school can read and paste."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sync.service.flags import evaluation, simulate
from sync.service.flags.budget import Expected
from sync.service.flags.evaluation import Alarms, World
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings

AUTOCORRELATIONS = (0.0, 0.2, 0.4)
Row = tuple[str, ...]


def table(head: Row, rows: Iterable[Row]) -> str:
    """Return rows under a head, the columns as wide as they need, the first on the left and the others on the right."""
    lines = [head, *rows]
    wide = [max(len(line[at]) for line in lines) for at in range(len(head))]
    told = ["  ".join(_put(cell, wide[at], at) for at, cell in enumerate(line)).rstrip() for line in lines]
    return "\n".join([told[0], "-" * max(map(len, told)), *told[1:]])


def _put(cell: str, wide: int, at: int) -> str:
    return cell.ljust(wide) if at < 2 else cell.rjust(wide)


HEAD: Row = (
    "children",
    "rule",
    "flags/100/week",
    "quiet fortnights",
    "1 SD",
    "1.5 SD",
    "2 SD",
    "1.5 over 2 weeks",
    "days to catch",
    "precision",
)


def types(settings: Settings, count: int, seed: int, names: Iterable[str]) -> Iterator[tuple[str, list[Row]]]:
    """Judge every rule on some types of children, the autocorrelations 0, 0.2 and 0.4 taken together."""
    rules = evaluation.judged(settings)
    for kind in (simulate.KINDS[name] for name in names):
        rows = [_judge(name, alarms, kind, count, seed) for name, alarms in rules.items()]
        yield kind.name, rows


def _judge(name: str, alarms: Alarms, kind: simulate.Kind, count: int, seed: int) -> Row:
    quiet = [evaluation.quiet(alarms, _made(kind, World(each), count, seed)) for each in AUTOCORRELATIONS]
    caught: dict[tuple[float, int], list[evaluation.Caught]] = {}
    for drop, over in ((1.0, 1), (1.5, 1), (2.0, 1), (1.5, 10)):
        caught[drop, over] = [
            evaluation.caught(alarms, evaluation.children(kind, World(each), count, seed + 1, drop=drop, over=over))
            for each in AUTOCORRELATIONS
        ]
    middle = caught[1.5, 1]
    waits = [one.days for one in middle if one.days is not None]
    return (
        kind.name,
        name,
        f"{_mean([one.a_week for one in quiet]):.2f}",
        f"{_mean([one.fortnights for one in quiet]):.1%}",
        *(f"{_mean([one.share for one in found]):.0%}" for found in caught.values()),
        f"{_mean(waits):.1f}" if waits else "–",
        f"{_mean([one.precision for one in middle]):.0%}",
    )


CURVE_HEAD: Row = ("typical children with", "rule", "flags/100/week", "1 SD", "1.5 SD", "2 SD", "1.5 over 2 weeks")


def curves(settings: Settings, count: int, seed: int, rule: str = "R4") -> Iterator[Row]:
    """Follow one rule over autocorrelation, missing days and a weekday effect."""
    alarms = evaluation.judged(settings)[rule]
    kind = simulate.KINDS["typical"]
    worlds = [(f"autocorrelation {each:.1f}", World(each)) for each in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)]
    worlds += [(f"{each:.0%} of days missing", World(missing=each)) for each in (0.05, 0.1, 0.2, 0.3)]
    worlds += [(f"Mondays {each:.1f} lower", World(monday=-each)) for each in (0.3, 0.6)]
    for name, world in worlds:
        quiet = evaluation.quiet(alarms, _made(kind, world, count, seed))
        caught = [
            evaluation.caught(alarms, evaluation.children(kind, world, count, seed + 1, drop=drop, over=over)).share
            for drop, over in ((1.0, 1), (1.5, 1), (2.0, 1), (1.5, 10))
        ]
        yield (name, rule, f"{quiet.a_week:.2f}", *(f"{share:.0%}" for share in caught))


BUDGET_HEAD: Row = ("setting", "value", "last weeks", "when nothing changed", "1.5-SD drops caught")


def budget(expected: Iterable[Expected]) -> list[Row]:
    """Return what to expect of each setting as rows; the school's own value carries a mark."""
    return [
        (
            one.setting,
            f"{one.value} (yours)" if one.chosen else one.value,
            "–" if one.past is None else f"{one.past:.1f}",
            "–" if one.quiet is None else f"{one.quiet:.1f}",
            "–" if one.caught is None else f"{one.caught:.0%}",
        )
        for one in expected
    ]


def _made(kind: simulate.Kind, world: World, count: int, seed: int) -> Iterable[tuple[list[Day], int]]:
    return evaluation.children(kind, world, count, seed)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
