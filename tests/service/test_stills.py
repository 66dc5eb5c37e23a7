"""A picture that is kept is the picture alone: no place, no time, nothing hidden behind it."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from sync.service import stills
from sync.service.stills import StillError, only_the_picture


def drawn(kind: str, *, turn: int = 1, size: tuple[int, int] = (60, 40), progressive: bool = False) -> bytes:
    """A made-up picture that says where it was taken."""
    image = Image.new("RGB", size, "#88aacc")
    image.paste("#553311", (5, 5, 25, 35))
    told, exif, out = PngInfo(), Image.Exif(), io.BytesIO()
    told.add_text("Comment", "taken at 51.5N")
    exif[0x0112], exif[0x010E] = turn, "taken at 51.5N"
    exif.get_ifd(0x8825)[1] = "N"
    if kind == "PNG":
        image.save(out, kind, pnginfo=told, exif=exif)
    else:
        image.save(out, kind, exif=exif, comment=b"taken at 51.5N", progressive=progressive)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "progressive"), [("PNG", False), ("JPEG", False), ("JPEG", True)])
def test_only_the_picture_is_left_and_every_dot_of_it(kind: str, progressive: bool) -> None:
    """Where it was taken goes, and so does what hangs on behind its end."""
    given = drawn(kind, progressive=progressive) + b"a second picture, taken at 51.5N"
    kept = only_the_picture(given)

    assert b"51.5N" in given
    assert b"51.5N" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(given)).tobytes()


def test_a_photo_taken_sideways_still_says_which_way_up_it_is() -> None:
    """And nothing else."""
    kept = only_the_picture(drawn("JPEG", turn=6))

    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {0x0112: 6}


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_cut_short_anywhere_is_refused(kind: str) -> None:
    """In a sentence, wherever the cut is."""
    whole = only_the_picture(drawn(kind))
    for length in range(len(whole)):
        with pytest.raises(StillError, match="Give another copy"):
            only_the_picture(whole[:length])


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_too_large_to_draw_is_refused(kind: str) -> None:
    """Before anything decodes it."""
    with pytest.raises(StillError, match="Give a smaller one"):
        only_the_picture(drawn(kind, size=(stills.WIDEST + 1, 1)))
