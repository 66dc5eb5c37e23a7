"""Programs of a morning: staff with an open, live page, and tablets that deliver what a class has told.

`python -m tests.bench.crowd staff|tablets` reads a plan (JSON) from its standard input, says `ready`, begins at the
next line, and says what it measured as JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import uuid
from contextlib import AsyncExitStack
from typing import Any

import httpx
import msgspec

from sync import protocol, seal
from sync.service.pages.queries.people import MINE
from sync.service.pages.today import SOON_MANY_MS, SOON_MS

_PATIENCE_S = 60.0
"""Patience of every request."""


class Delivery:
    """Batches of one tablet, sealed beforehand."""

    def __init__(self, plan: dict[str, Any], token: str, pupils: list[str]) -> None:
        self._key = bytes.fromhex(plan["public_key"])
        self._pupils, self._store, self._seq = [uuid.UUID(each).bytes for each in pupils], uuid.uuid4().bytes[:8], 0
        self._shift = plan["shift_s"]
        self.head = {"authorization": f"Bearer {token}", "content-type": protocol.MEDIA_TYPE}
        self.url = f"{plan['url']}/v1/events"

    def batch(self, children: int | None = None) -> bytes:
        """A check-in of each child of the class, or of the first few."""
        now = int(time.time() + self._shift)
        at = protocol.Moment(now, 1000 + self._seq, b"boot", int(protocol.Trust.SYNCED))
        events = []
        for pupil in self._pupils[:children]:
            self._seq += 1
            said = protocol.CheckedIn(at, 1, pupil, ("calm",), 2, 0, 0)
            box = seal.seal(said, self._key)
            events.append(protocol.Envelope(uuid.uuid4().bytes, self._seq, seal.key_id(self._key), box))
        return msgspec.msgpack.encode(protocol.EventBatch(self._store, now, events))

    def check(self, answer: httpx.Response) -> None:
        """Every event of a batch is stored."""
        verdicts = msgspec.msgpack.decode(answer.content, type=protocol.BatchAnswer).verdicts
        assert verdicts, answer.status_code
        assert all(each.outcome == "stored" for each in verdicts), answer.status_code


async def tablets(plan: dict[str, Any]) -> dict[str, Any]:
    """Every tablet delivers a batch each `every_s`, spread over that time; how long each delivery took."""
    deliveries = [Delivery(plan, each["token"], each["pupils"]) for each in plan["tablets"]]
    rounds = int(plan["seconds"] // plan["every_s"])
    sealed = [[each.batch() for _ in range(rounds)] for each in deliveries]
    _begin()
    took: list[float] = []

    async def deliver(number: int, client: httpx.AsyncClient) -> None:
        one = deliveries[number]
        await asyncio.sleep(plan["every_s"] * number / len(deliveries))
        for batch in sealed[number]:
            next_one = asyncio.create_task(asyncio.sleep(plan["every_s"]))
            began = time.perf_counter()
            answer = await client.post(one.url, content=batch, headers=one.head)
            took.append(time.perf_counter() - began)
            one.check(answer)
            await next_one

    async with httpx.AsyncClient(timeout=_PATIENCE_S, limits=httpx.Limits(max_connections=None)) as client:
        await asyncio.gather(*(deliver(number, client) for number in range(len(deliveries))))
    return {"took": took}


async def staff(plan: dict[str, Any]) -> dict[str, Any]:
    """Every adult opens Today, then fetches its part after changes, as its script does; how long each fetch took."""
    took: list[float] = []
    shown = int(time.time() + plan["shift_s"]) + 55

    async def look(client: httpx.AsyncClient, adult: dict[str, Any], path: str) -> float:
        query = {"class": adult["class"]} | ({"shown": shown} if adult["shown"] else {})
        began = time.perf_counter()
        answer = await client.get(path, params=query, headers={"x-requested-with": "fetch"})
        assert answer.status_code == 200, answer.status_code
        return time.perf_counter() - began

    async def stay(client: httpx.AsyncClient, adult: dict[str, Any], until: float) -> None:
        soon_s = (SOON_MANY_MS if adult["class"] in ("school", MINE) else SOON_MS) / 1000
        heard = asyncio.Event()
        listening = asyncio.create_task(listen(client, adult["class"], heard))
        while (left := until - time.monotonic()) > 0:
            try:
                await asyncio.wait_for(heard.wait(), left)
            except TimeoutError:
                break
            heard.clear()
            await asyncio.sleep(soon_s * (1 + random.random()))
            took.append(await look(client, adult, "/today/part"))
        listening.cancel()

    async with AsyncExitStack() as stack:
        open_pages = []
        for adult in plan["adults"]:
            jar = {plan["cookie"]: adult["cookie"]}
            browser = httpx.AsyncClient(base_url=plan["url"], cookies=jar, timeout=_PATIENCE_S)
            open_pages.append((await stack.enter_async_context(browser), adult))
            await look(*open_pages[-1], "/")
        _begin()
        until = time.monotonic() + plan["seconds"]
        await asyncio.gather(*(stay(client, adult, until) for client, adult in open_pages))
    return {"took": took}


async def listen(client: httpx.AsyncClient, wanted: str, heard: asyncio.Event) -> None:
    """Say of every change that the service tells of."""
    async with client.stream("GET", f"/today/live?class={wanted}") as live:
        async for line in live.aiter_lines():
            if line.startswith("event: changed"):
                heard.set()


def _begin() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    which = {"staff": staff, "tablets": tablets}[sys.argv[1]]
    print(json.dumps(asyncio.run(which(json.loads(sys.stdin.readline())))), flush=True)
