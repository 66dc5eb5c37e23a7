"""The faces of the feelings: data in, geometry out, the same for the tablet and the pages.

Because a face is data it can breathe, soften from cross to calm, answer "easier" or "harder" with the child's own
face, and be tested.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from assets.art import Picture, Shape
from assets.drawing.bodies import FEATURES_DOWN, body
from assets.drawing.extras import BEHIND, FAR, FAR_BEHIND, FRONT, NAMES, Extra, Paint
from assets.drawing.features import features


class FaceError(Exception):
    """The file of faces can't be used; the message names the place and the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face as numbers. Picture units are hundredths of the box."""

    family: str
    smile: float = 0.0
    """-1 (down) .. 1 (up)."""
    open: float = 0.0
    """The mouth: 0 (shut) .. 1."""
    width: float = 1.0
    """Of the mouth, 1 being 30 units."""
    waver: float = 0.0
    """A mouth that can't hold still: 0 .. 1; above 0 it replaces smile and open."""
    brow: float | None = None
    """-1 (inner end up: sad) .. 1 (inner end down: cross); None: no brows."""
    lift: float = 0.0
    """Both brows higher: 0 .. 1."""
    raised: float = 0.0
    """One brow higher: 0 .. 1."""
    eye: float = 1.0
    """0 (shut, a soft curve) .. 1.3 (white all round)."""
    eyes: Literal["open", "arcs", "squeezed"] = "open"
    """`arcs` smile by themselves, `squeezed` wince; both leave `eye` aside."""
    gaze: tuple[float, float] = (0.0, 0.0)
    """Where the eyes look: -1..1 to the right, -1..1 down."""
    lid: float = 0.0
    """How much of each eye a heavy lid covers: 0 .. 1."""
    blush: float = 0.0
    """Rosy cheeks: 0 .. 1."""
    queasy: float = 0.0
    """Greenish cheeks: 0 .. 1."""
    tilt: float = 0.0
    """Degrees clockwise."""
    size: float = 1.0
    """Of the face, standing on the same foot."""
    at: tuple[float, float] = (0.0, 0.0)
    """Moved by so many picture units."""
    extras: tuple[str, ...] = ()
    """Names from `assets.drawing.extras`."""


Way = Literal["easier", "harder"]
WAYS: tuple[Way, ...] = ("easier", "harder")
"""How a face may change in answer to *How is it now?*."""

_NUMBERS = ("smile", "open", "width", "waver", "lift", "raised", "eye", "lid", "blush", "queasy", "tilt", "size")


def face(feeling: str) -> Picture:
    """The face of a feeling.

    Raises:
        KeyError: no such face.
    """
    return _drawn(feeling)


def faces() -> Mapping[str, Face]:
    """Every face by the id of its feeling."""
    return _load().faces


def shifted(feeling: str, way: Way) -> Picture:
    """The same face a little easier or a little harder: still its own feeling, never a jolly one.

    Raises:
        KeyError: no such face.
    """
    return draw(shifted_face(feeling, way))


def shifted_face(feeling: str, way: Way) -> Face:
    """The numbers of a face a little easier or harder, to move towards it with `between`.

    Raises:
        KeyError: no such face.
    """
    return _load().shifts[way][feeling]


def paint_of(family: str) -> Paint:
    """The colours of a family: light, shade and an outline seen on white."""
    return _load().paints[family]


def draw(face: Face) -> Picture:
    """The geometry of a face: body, features, extras."""
    paint = paint_of(face.family)
    own = [
        *_extras(BEHIND, face, paint).shapes,
        *body(face.family, paint.light, paint.shade, paint.outline),
        *_features(face, paint),
        *_extras(FRONT, face, paint).shapes,
    ]
    picture = Picture(tuple(own)).turned(face.tilt, (50, 55)).scaled(face.size, (50, 97)).moved(*face.at)
    return _extras(FAR_BEHIND, face, paint) + picture + _extras(FAR, face, paint)


def _features(face: Face, paint: Paint) -> tuple[Shape, ...]:
    down = FEATURES_DOWN.get(face.family, 0.0)
    return tuple(shape.moved(0, down) for shape in features(face, paint.light))


def _extras(kind: Mapping[str, Extra], face: Face, paint: Paint) -> Picture:
    return Picture(tuple(shape for name in face.extras if name in kind for shape in kind[name](paint)))


def between(first: Face, second: Face, t: float) -> Face:
    """The face part of the way from one to another: `t` is 0 for the first, 1 for the second.

    Numbers move evenly. What can't be halved (family, extras, smiling arcs) is the first's up to the middle and the
    second's after it; brows that only one of them has are that one's.
    """
    t = min(1.0, max(0.0, t))

    def mix(a: float, b: float) -> float:
        return a + (b - a) * t

    nearer = first if t <= 0.5 else second
    brow = nearer.brow
    if first.brow is not None and second.brow is not None:
        brow = mix(first.brow, second.brow)
    numbers: dict[str, Any] = {name: mix(getattr(first, name), getattr(second, name)) for name in _NUMBERS}
    gaze = (mix(first.gaze[0], second.gaze[0]), mix(first.gaze[1], second.gaze[1]))
    at = (mix(first.at[0], second.at[0]), mix(first.at[1], second.at[1]))
    return replace(nearer, brow=brow, gaze=gaze, at=at, **numbers)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What `faces.toml` holds: the families' colours, the faces, and each of them easier and harder."""

    paints: Mapping[str, Paint]
    faces: Mapping[str, Face]
    shifts: Mapping[Way, Mapping[str, Face]]


_Row = dict[str, object]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    families: dict[str, dict[str, str]]
    faces: dict[str, _Row]
    easier: dict[str, _Row]
    harder: dict[str, _Row]


@lru_cache(maxsize=1)
def _load() -> Drawn:
    return read(files("assets").joinpath("faces.toml").read_bytes(), "faces.toml")


@lru_cache(maxsize=64)
def _drawn(feeling: str) -> Picture:
    return draw(faces()[feeling])


def read(toml: bytes, name: str) -> Drawn:
    """Read the families' colours, the faces and their changes.

    Raises:
        FaceError: an entry that can't be; the message says where and what to do.
    """
    try:
        told = msgspec.toml.decode(toml, type=_File)
        paints = {family: _paint(colours, family) for family, colours in told.families.items()}
        drawn = {feeling: _face(row, feeling, paints) for feeling, row in told.faces.items()}
        easier, harder = _shifts(told.easier, told.faces, paints), _shifts(told.harder, told.faces, paints)
    except msgspec.MsgspecError as error:
        raise FaceError(f"{name}: {error}. Correct or remove that entry.") from error
    return Drawn(paints, drawn, {"easier": easier, "harder": harder})


def _shifts(changes: Mapping[str, _Row], faces: Mapping[str, _Row], paints: Mapping[str, Paint]) -> Mapping[str, Face]:
    """Each face with its changes: what a row leaves out stays as it was."""
    if changes.keys() != faces.keys():
        raise msgspec.ValidationError(f"{min(changes.keys() ^ faces.keys())} needs a face, an easier and a harder one")
    return {feeling: _face(faces[feeling] | row, feeling, paints) for feeling, row in changes.items()}


def _paint(colours: dict[str, str], family: str) -> Paint:
    if set(colours) != {"light", "shade", "outline"}:
        raise msgspec.ValidationError(f"family {family} needs light, shade and outline")
    return Paint(**colours)


def _face(row: _Row, feeling: str, paints: Mapping[str, Paint]) -> Face:
    unknown = set(row) - set(Face.__dataclass_fields__)
    if unknown:
        raise msgspec.ValidationError(f"face {feeling} has the unknown key {min(unknown)!r}")
    try:
        made = msgspec.convert(row, Face)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"face {feeling}: {error}") from error
    if made.family not in paints:
        raise msgspec.ValidationError(f"face {feeling} is of the unknown family {made.family!r}")
    strange = set(made.extras) - NAMES
    if strange:
        raise msgspec.ValidationError(f"face {feeling} carries the unknown extra {min(strange)!r}")
    return made
