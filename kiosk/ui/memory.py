"""Keeps the tablet's memory small: one heap for all threads, and nothing held that was only needed at the start."""

from __future__ import annotations

import ctypes
import gc

_M_ARENA_MAX = -8


def one_heap() -> None:
    """Let every thread share the C library's heap; call it before any thread is started.

    By default each thread gets its own and keeps what it once needed: some 10 MB where ours open the store, deliver
    and paint. Does nothing where the C library is not glibc.
    """
    if (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(_M_ARENA_MAX, 1)


def let_go() -> None:
    """Give back what importing and painting have left over; takes some 20 ms."""
    gc.collect()
    if (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)
