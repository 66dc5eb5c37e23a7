"""News reaches open pages of the same school, after the commit, and ends when the service does."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sync.service.live import BACKLOG, Live

OURS, THEIRS = uuid.uuid4(), uuid.uuid4()
T = TypeVar("T")


def heard_by(listening: Coroutine[Any, Any, T]) -> T:
    """Run a listener to its end in a loop and a thread of its own: a browser test may hold this thread's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, listening).result()


def test_news_from_any_thread_reaches_the_schools_own_listeners() -> None:
    """And nobody of another school."""

    async def listen() -> list[str]:
        live = Live()
        topics = live.subscribe(OURS)
        first = asyncio.ensure_future(anext(topics))
        await asyncio.sleep(0)  # let it subscribe

        def tell() -> None:
            live.publish(THEIRS, "not ours")
            live.publish(OURS, "flags")
            live.publish(OURS, "check_ins")

        thread = threading.Thread(target=tell)
        thread.start()
        heard = [await first, await anext(topics)]
        thread.join()
        return heard

    assert heard_by(listen()) == ["flags", "check_ins"]


def test_closing_ends_every_subscription_the_later_ones_too() -> None:
    """A stopping service waits for no open page."""

    async def listen() -> tuple[list[str], list[str]]:
        live = Live()

        async def collect() -> list[str]:
            return [topic async for topic in live.subscribe(OURS)]

        early = asyncio.ensure_future(collect())
        await asyncio.sleep(0)
        live.publish(OURS, "flags")
        live.close()
        return await early, await collect()

    assert heard_by(listen()) == (["flags"], [])


def test_a_listener_that_does_not_listen_costs_little() -> None:
    """What is further behind than the backlog is dropped: one refresh shows all of it."""

    async def fall_behind() -> int:
        live = Live()
        topics = live.subscribe(OURS)
        first = asyncio.ensure_future(anext(topics))
        await asyncio.sleep(0)
        for _ in range(5 * BACKLOG):
            live.publish(OURS, "check_ins")
        await asyncio.sleep(0)
        live.close()
        await first
        return 1 + len([topic async for topic in topics])

    assert BACKLOG <= heard_by(fall_behind()) <= BACKLOG + 1
