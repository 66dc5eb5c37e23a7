"""Write a `Picture` as SVG, for pages: the same geometry that `kiosk.raster` paints."""

from __future__ import annotations

import itertools
from html import escape

from assets.art import Path, Picture, Shape

# One counter for the whole process: two pictures on one page never share the name of a clip.
_clips = itertools.count(1)


def svg(picture: Picture, *, title: str | None = None, size: float | str | None = None, css: str = "") -> str:
    """Return one `<svg>` element to put inline in a page.

    With a `title` it is an image with that name; without, it is hidden from screen readers, for a picture that
    stands beside its words.

    Args:
        title: plain text; escaped here.
        size: width and height: a number of CSS pixels, or a CSS length such as `"2.5rem"`. Left out, the page's own
            styles decide.
        css: class names of the element.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(picture.width)} {_number(picture.height)}"'
    ]
    if size is not None:
        length = escape(size) if isinstance(size, str) else _number(size)
        parts.append(f' width="{length}" height="{length}"')
    if css:
        parts.append(f' class="{escape(css)}"')
    # Older browsers let a keyboard stop at an inline picture.
    parts.append(' focusable="false"')
    parts.append(' role="img">' if title else ' aria-hidden="true">')
    if title:
        parts.append(f"<title>{escape(title)}</title>")
    parts.extend(_shape(shape) for shape in picture.shapes)
    parts.append("</svg>")
    return "".join(parts)


def _shape(shape: Shape) -> str:
    paint = f' fill="{shape.fill or "none"}"'
    if shape.stroke and shape.width > 0:
        paint += f' stroke="{shape.stroke}" stroke-width="{_number(shape.width)}"'
        paint += ' stroke-linecap="round" stroke-linejoin="round"'
    if shape.opacity < 1:
        paint += f' opacity="{_number(shape.opacity)}"'
    drawn = f'<path d="{_outline(shape.path)}"{paint}'
    if shape.clip is None:
        return f"{drawn}/>"
    name = f"db-clip-{next(_clips)}"
    return f'<clipPath id="{name}"><path d="{_outline(shape.clip)}"/></clipPath>{drawn} clip-path="url(#{name})"/>'


def _outline(path: Path) -> str:
    return "".join(code + _coordinates(points) for code, points in path.segments)


def _coordinates(points: tuple[tuple[float, float], ...]) -> str:
    """Coordinates with as few characters as SVG allows: a minus sign separates by itself."""
    text = ""
    for value in itertools.chain.from_iterable(points):
        number = _number(value)
        text += number if not text or number.startswith("-") else f" {number}"
    return text


def _number(value: float) -> str:
    """A number to a hundredth of a unit, without idle zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
