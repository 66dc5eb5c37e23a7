"""Every language's letters are drawn as its readers write them, and a machine that can't do it is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from assets.words import LANGUAGES, words
from kiosk.ui import fonts, text, theme
from tests.kiosk.ui import compare

SAMPLE = ("ask.feeling", "feeling.scared", "exit.adult", "unsaved.say")
EM = (52, 30, 15)
"""Letter sizes in pixels: a question at 1280x800, an answer, and an exit at 800x480."""


def sheet(language: str) -> Image.Image:
    """Some words of a language, from large to small, as they stand on a card."""
    ground = Image.new("RGB", (640, 640), theme.CARD)
    top = 8
    for em in EM:
        for id in SAMPLE[: 2 if em == EM[0] else len(SAMPLE)]:
            fitted = text.fit(words(language)[id], 600, 110, em, floor=em // 2, lines=2, language=language)
            painted = text.paint(fitted, theme.INK, text.beginning(LANGUAGES[language].rtl))
            left = ground.width - painted.width - 8 if LANGUAGES[language].rtl else 8
            ground.paste(painted, (left, top), painted)
            top += painted.height
    return ground


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_look_as_a_reader_writes_them(language: str, pytestconfig: pytest.Config) -> None:
    """Letters joined and stacked, marks in place, read from the right side: as it was when somebody looked."""
    renew = bool(pytestconfig.getoption("--renew-pictures", default=False))

    assert compare.check(sheet(language), "scripts", language, renew=renew) == ""


def test_the_comparison_sees_letters_that_do_not_join(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without shaping every one of these pictures is another."""
    unshaped(monkeypatch)
    differing = [
        language
        for language in ("ar", "ur", "bn", "pa")
        if compare.differs(sheet(language), Image.open(compare.STORED / "scripts" / f"{language}.png"))
    ]

    assert differing == ["ar", "ur", "bn", "pa"]


def test_this_machine_shapes_every_script() -> None:
    """What the tablet asks itself at each start."""
    fonts.check()


def test_a_machine_that_does_not_shape_is_refused_by_what_it_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Although library and fonts are there: the drawn words are measured."""
    unshaped(monkeypatch)

    with pytest.raises(fonts.MissingPartsError) as raised:
        fonts.check()

    told = str(raised.value)
    assert "Arabic letters do not join; Arabic letters run from the left" in told
    assert "Bengali letters do not combine; Gurmukhi letters do not combine" in told
    assert "apt-get install --reinstall libfribidi0" in told


def test_a_broken_shaping_library_keeps_the_tablet_from_starting(tmp_path: Path) -> None:
    """Really broken, in a process of its own: it ends before a window opens, with the cure."""
    (tmp_path / "libfribidi.so.0").write_text("not a library")
    code = "from kiosk.ui import window\nwindow.prepare((800, 480), offscreen=True)\nprint('it starts')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode != 0
    assert "it starts" not in done.stdout
    assert "sudo apt-get install libfribidi0" in done.stderr


def unshaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw as Pillow does without its shaping library: letter after letter, from the left."""
    real = ImageFont.truetype

    def plain(font: str, size: int, layout_engine: ImageFont.Layout) -> ImageFont.FreeTypeFont:
        return real(font, size, layout_engine=ImageFont.Layout.BASIC)

    monkeypatch.setattr(ImageFont, "truetype", plain)
    for kept in (fonts.font, text.measure, text._word):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def forget_unshaped() -> Iterator[None]:
    """No font of one test is left to the next."""
    yield
    for kept in (fonts.font, text.measure, text._word):
        kept.cache_clear()
