"""Python's cycle collector, kept from looking through what is there to stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def for_good() -> Iterator[None]:
    """What is made in this block stays until the process ends: it is not looked through, neither now nor later.

    Loading a program makes some hundred thousand objects and next to no rubbish; looking for it costs a sixth of a
    start, and again in every long collection afterwards. What runs then leaves few cycles too: it is looked through
    once in ten thousand new objects, which a class's batch is, and not a dozen times within one.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(10_000, 10, 10)
        if was_on:
            gc.enable()
