"""The faces of the feelings."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from itertools import combinations

import pytest

from assets.art import Picture, Shape
from assets.catalogue import FAMILIES
from assets.drawing.bodies import SHAPES
from assets.faces import FaceError, between, draw, face, faces, paint_of, read, shifted, shifted_face
from assets.pictures import picture
from tests.assets.looking import WHITE, contrast, difference, grey, inked, on_white, overlap, silhouette

LOOK = [
    "happy",
    "excited",
    "proud",
    "silly",
    "calm",
    "okay",
    "safe",
    "tired",
    "sad",
    "lonely",
    "poorly",
    "cross",
    "worried",
    "scared",
    "muddled",
    "not_okay",
    "hungry",
    "hurt",
]


def test_every_face_of_the_look_is_drawn() -> None:
    """Eighteen faces, no more and no fewer."""
    assert sorted(faces()) == sorted(LOOK)


def test_no_two_faces_look_alike_even_without_colour() -> None:
    """In grey and small, as a child with poor colour vision sees them across a table."""
    seen = {id: grey(face(id)) for id in faces()}
    alike = {(a, b): difference(seen[a], seen[b]) for a, b in combinations(seen, 2)}
    nearest = min(alike, key=lambda pair: alike[pair])

    assert alike[nearest] > 2.5, nearest


def test_faces_of_one_family_differ_by_more_than_their_outline() -> None:
    """Eyes, mouth and what it carries tell them apart."""
    for family in FAMILIES:
        seen = {id: on_white(face(id)) for id, f in faces().items() if f.family == family}
        for a, b in combinations(seen, 2):
            assert difference(seen[a], seen[b]) > 2.5, (a, b)


def test_each_family_has_a_shape_of_its_own() -> None:
    """With colour, outline and features gone, the six bodies still differ."""
    bodies = {name: silhouette(Picture((Shape(shape(), fill="#000000"),))) for name, shape in SHAPES.items()}

    assert sorted(bodies) == sorted(FAMILIES)
    for a, b in combinations(bodies, 2):
        assert overlap(bodies[a], bodies[b]) < 0.92, (a, b)


@pytest.mark.parametrize("family", FAMILIES)
def test_each_outline_is_seen_on_white(family: str) -> None:
    """Three to one at least (WCAG 2.2, 1.4.11)."""
    assert contrast(paint_of(family).outline, WHITE) >= 3


@pytest.mark.parametrize("id", LOOK)
def test_no_face_is_cut_off_by_its_box(id: str) -> None:
    """Sparks, steam and all stay inside, so that a tile never trims them."""
    left, top, right, foot = inked(face(id))

    assert min(left, top) >= -0.6
    assert max(right, foot) <= 100.6


def test_a_frown_opens_downwards_and_a_smile_upwards() -> None:
    """The numbers mean what they say: the mouth's middle is above its corners in a frown."""

    def bend(smile: float) -> float:
        smiling = replace(faces()["okay"], smile=smile)
        lips = draw(smiling).shapes[-1].path.flat()[0]
        return lips[len(lips) // 2][1] - lips[0][1]

    assert bend(-0.8) < 0 < bend(0.8)
    assert abs(bend(0)) < 1


def test_a_face_part_of_the_way_lies_between_the_two() -> None:
    """Cross can soften to calm: each number moves evenly, and the ends are the faces themselves."""
    cross, worried = faces()["cross"], faces()["worried"]
    middle = between(cross, worried, 0.25)

    assert between(cross, worried, 0) == cross
    assert between(cross, worried, 1) == worried
    assert middle.family == "fire"
    assert middle.smile == pytest.approx(-0.525)
    assert middle.brow == pytest.approx(1.1 - 0.25 * 2.1)
    assert middle.gaze == pytest.approx((-0.225, 0.05))
    assert between(cross, worried, 0.75).family == "wobble"


def test_brows_that_one_face_lacks_come_with_the_other() -> None:
    """Calm has no brows: they go at the half-way mark, never at a number in between."""
    cross, calm = faces()["cross"], faces()["calm"]

    assert between(cross, calm, 0.4).brow == 1.1
    assert between(cross, calm, 0.6).brow is None


def test_every_step_from_each_face_to_each_other_can_be_drawn() -> None:
    """No blend falls between two ways of drawing."""
    for first, second in combinations(faces().values(), 2):
        for t in (0.1, 0.5, 0.9):
            assert len(draw(between(first, second, t)).shapes) > 5


@pytest.mark.parametrize("id", LOOK)
def test_a_face_is_visibly_easier_and_harder_and_still_its_own_feeling(id: str) -> None:
    """Three pictures stand side by side at *How is it now?*: each differs from each, in the shape of one family."""
    same, easier, harder = faces()[id], shifted(id, "easier"), shifted(id, "harder")
    seen = [grey(picture) for picture in (face(id), easier, harder)]

    for first, second in combinations(seen, 2):
        assert difference(first, second) > 1.2
    assert paint_of(same.family).light in {shape.fill for shape in easier.shapes}
    assert paint_of(same.family).light in {shape.fill for shape in harder.shapes}
    assert min(*inked(easier)[:2], *inked(harder)[:2]) >= -0.6
    assert max(*inked(easier)[2:], *inked(harder)[2:]) <= 100.6


@pytest.mark.parametrize("id", LOOK)
def test_an_easier_face_is_never_jolly_and_a_harder_one_never_smiles(id: str) -> None:
    """A hard feeling a bit easier is a level mouth; nothing laughs at a child who is still sad."""
    same, easier, harder = faces()[id], shifted_face(id, "easier"), shifted_face(id, "harder")

    assert easier.smile <= (max(0.1, same.smile) if same.smile < 0.4 else max(same.smile, 0.6))
    assert easier.family == harder.family == same.family
    assert harder.smile < 0.1
    if same.brow is not None and same.brow > 0.5:
        assert easier.brow is not None
        assert harder.brow is not None
        assert easier.brow < same.brow < harder.brow


def test_pictures_of_changed_faces_are_found_by_name() -> None:
    """*How is it now?* asks for them as for any other picture."""
    assert picture("easier:sad") == shifted("sad", "easier")
    assert picture("harder:cross") == shifted("cross", "harder")
    with pytest.raises(KeyError):
        picture("easier:unicorn")


GOOD = files("assets").joinpath("faces.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("smile = 0.45", "smiel = 0.45", "smiel"),
        ("smile = 0.45", 'smile = "wide"', "okay"),
        ('family = "fire", smile', 'family = "ice", smile', "ice"),
        ('extras = ["steam"]', 'extras = ["smoke"]', "smoke"),
        ('shade = "#FFB92E", ', "", "light, shade and outline"),
        ("okay     = { smile = 0.6,", "fine     = { smile = 0.6,", "needs a face, an easier and a harder one"),
    ],
)
def test_a_face_that_cannot_be_is_refused_with_its_name(before: str, after: str, told: str) -> None:
    """Whoever adds a face reads which entry to correct."""
    assert before in GOOD
    with pytest.raises(FaceError, match=told) as caught:
        read(GOOD.replace(before, after, 1).encode(), "faces.toml")

    assert str(caught.value).startswith("faces.toml")
