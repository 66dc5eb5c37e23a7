"""How the product waits: never in a way that a wrong clock, or the end of the program, can't get past."""

from __future__ import annotations

import ast
from pathlib import Path

import assets
import kiosk
import sync


def test_nothing_in_the_product_sleeps() -> None:
    """`Event.wait` ends when it is told to, and goes by the monotonic clock; `time.sleep` does neither."""
    files = [file for part in (assets, kiosk, sync) for file in Path(part.__path__[0]).rglob("*.py")]

    assert len(files) > 200
    assert [str(file) for file in files if _sleeps(ast.parse(file.read_text()))] == []


def _sleeps(tree: ast.Module) -> bool:
    """Whether a module names `time.sleep`, in one way or the other; `asyncio.sleep` is another thing."""
    used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    taken = {
        each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for each in node.names
    }
    return "time.sleep" in used or "sleep" in taken
