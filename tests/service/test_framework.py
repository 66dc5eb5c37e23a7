"""A framework pack is read strictly, its faults are said with their line, and a hostile one costs nothing."""

from __future__ import annotations

import time

import pytest

from assets.colour import contrast
from assets.framework import pack
from sync.service import framework
from sync.service.db.models import School
from sync.service.framework_file import LIMIT, READABLE, FrameworkError, read

GOOD = 'name = "Ours"\n[[strand]]\nlabel = "Settling"\ncolour = "#2F6B4F"\n'


def test_what_came_with_daybreak_can_be_loaded() -> None:
    """The example has strands whose colours can be read; the empty one is empty and says how to begin."""
    example, text = read(pack("example").encode())
    assert text == pack("example")
    assert example.strands[0].label == "Settling in"
    assert example.labels[:3] == ("Settling in", "mornings", "partings")
    assert all(contrast(each.colour, "#FFFFFF") >= READABLE for each in example.strands)
    assert example.strands_with("draw") == ("Making and trying",)
    assert (found := example.strand_of("friendships")) is not None
    assert found.label == "Together"
    assert read(pack("empty").encode())[0] == framework.NONE


def test_every_line_of_the_empty_pack_is_right_once_it_is_filled_in() -> None:
    """Who takes the # away and gives a name has a pack that loads."""
    lines = pack("empty").replace('name = ""', 'name = "Ours"').splitlines()
    begin = next(i for i, line in enumerate(lines) if "[[strand]]" in line)
    filled = [line.removeprefix("# ") if begin <= i <= begin + 5 else line for i, line in enumerate(lines)]

    assert read("\n".join(filled).encode())[0].strands[0].activities == ("candle", "draw")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "Ours"\nstrand = 3\n', "Each strand begins with a line [[strand]]"),
        ('name = "Ours\n', "The file is not TOML: Illegal character '\\n' (at line 1, column 13)"),
        (GOOD + 'color = "#000000"\n', "Line 5, color of strand 1: “color” is no part of a strand."),
        (GOOD.replace("#2F6B4F", "green"), "Line 4, colour of strand 1: write the colour as a # and six figures"),
        (GOOD.replace("#2F6B4F", "#FFD25A"), "Line 4, colour of strand 1: white letters cannot be read on #FFD25A"),
        (GOOD.replace('"#2F6B4F"', "[1]"), "write the colour as a # and six figures"),
        (GOOD + 'tags = "one"\n', 'Line 5, tags of strand 1: write tags as a list, such as tags = ["one", "two"].'),
        (GOOD + "tags = [1979-05-27]\n", "Line 5, tags of strand 1: write words between quotes."),
        (GOOD + 'tags = ["settling"]\n', "“settling” stands twice"),
        (GOOD + 'tags = ["one, two"]\n', "a label has no comma in it"),
        (GOOD + 'tags = ["a\\u202Eb"]\n', "there is a sign in it that cannot be seen"),
        (GOOD + f"tags = {[str(i) for i in range(13)]}\n", "at most 12 stand here; there are 13"),
        (GOOD + 'activities = ["karate"]\n', "there is no activity “karate”. There are candle, star, push"),
        (GOOD.replace("Settling", "x" * 41), "at most 40 characters can stand here; there are 41"),
        (GOOD.replace('label = "Settling"\n', ""), "Line 2, label of strand 1: write a word or two here."),
        (GOOD.removeprefix('name = "Ours"\n'), "Give the framework a name"),
        ('title = "Ours"\n', "“title” is no part of a framework."),
        (GOOD + "".join(f'[[strand]]\nlabel = "s{i}"\ncolour = "#000000"\n' for i in range(12)), "There are 13"),
    ],
)
def test_a_fault_is_said_with_its_line_and_its_cure(text: str, said: str) -> None:
    """In words, for somebody who has a text editor and no manual."""
    with pytest.raises(FrameworkError) as error:
        read(text.encode())

    assert any(said in each for each in error.value.said), error.value.said


def test_all_faults_are_said_at_once_and_not_more_than_can_be_read() -> None:
    """One upload, one list."""
    with pytest.raises(FrameworkError) as error:
        read((GOOD.replace("#2F6B4F", "red") + 'tags = ["", ""]\nactivities = ["x"]\n').encode())
    assert len(error.value.said) == 4
    many = "".join(f'[[strand]]\nlabel = ""\ncolour = "{i}"\ntags = ["", "", ""]\n' for i in range(12))
    with pytest.raises(FrameworkError) as error:
        read(('name = "Ours"\n' + many).encode())
    assert len(error.value.said) == 20


HOSTILE = {
    "large": b"#" * (LIMIT + 1),
    "binary": b"\xff\xfe\x00\x01",
    "deep lists": b"x = " + b"[" * (LIMIT - 10),
    "deep tables": b"x = " + b"{a=" * 5000,
    "deep names": b"[" + b"a." * 7000 + b"a]",
    "many dotted names": b"".join(b"a%d%s = 1\n" % (i, b".b" * 150) for i in range(50)),
    "long number": b"x = " + b"9" * 15000,
    "no such day": b"x = 2026-99-99",
    "many unknown": GOOD.encode() + b"".join(b"k%d = 1\n" % i for i in range(1500)),
    "many strands": b'name = "x"\n' + b"[[strand]]\n" * 1400,
    "many tags": GOOD.encode() + b"tags = [" + b'"",' * 5000 + b"]",
    "nul": b'name = "a\x00b"',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_cheaply(kind: str) -> None:
    """Huge, deep or odd: a sentence, and less than a second for it."""
    began = time.perf_counter()
    with pytest.raises(FrameworkError) as error:
        read(HOSTILE[kind])

    assert time.perf_counter() - began < 1.0
    assert all(len(each) < 400 for each in error.value.said)
    assert not any(ord(each) < 32 for said in error.value.said for each in said)


def test_what_is_kept_comes_back_as_it_was_written_and_nonsense_is_none() -> None:
    """The file with its comments, and the pack; a setting of another version is as if there were none."""
    school = School(settings={"tablets": {}})
    found, text = read(("\ufeff# ours\n" + GOOD).encode())
    framework.keep(school, found, text)
    assert framework.of_school(school) == found
    assert framework.source_of(school) == "# ours\n" + GOOD

    framework.remove(school)
    assert school.settings == {"tablets": {}}
    for held in (3, {"pack": 3}, {"pack": {"strands": [{"label": 1}]}}, {"tags": ["x"]}):
        school.settings = {"framework": held}
        assert framework.of_school(school) == framework.NONE
