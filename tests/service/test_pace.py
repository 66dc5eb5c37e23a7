"""Who waits for whom when many tablets deliver at once."""

from __future__ import annotations

import asyncio

import pytest

from sync.service import pace
from sync.service.pace import AT_ONCE, FEW, Meter


def test_a_few_taps_wait_for_no_backlog(monkeypatch: pytest.MonkeyPatch) -> None:
    """While every turn is taken, a backlog's batch is sent away and a child's request goes through."""
    monkeypatch.setattr(pace, "PATIENCE_S", 0.05)

    async def morning() -> tuple[bool, bool]:
        meter, over, taken = Meter(), asyncio.Event(), asyncio.Barrier(AT_ONCE + 1)

        async def backlog() -> None:
            async with meter.delivery(FEW + 1):
                await taken.wait()
                await over.wait()

        deliveries = [asyncio.create_task(backlog()) for _ in range(AT_ONCE)]
        await taken.wait()
        with pytest.raises(TimeoutError):
            async with meter.delivery(FEW + 1):
                raise AssertionError("there was no turn left")
        async with meter.delivery(FEW):
            through = True
        over.set()
        await asyncio.gather(*deliveries)
        async with meter.delivery(FEW + 1):
            afterwards = True
        return through, afterwards

    assert asyncio.run(morning()) == (True, True)


def test_the_pace_follows_the_deliveries_under_way() -> None:
    """None when there are no others; and whoever is sent away is told at least a second."""

    async def alone() -> tuple[float, int]:
        meter = Meter()
        async with meter.delivery(1):
            pass
        return meter.pace_s(), meter.after_s()

    assert asyncio.run(alone()) == (0.0, 1)


def test_a_delivery_that_fails_gives_its_turn_back() -> None:
    """However many fail."""

    async def failing() -> None:
        meter = Meter()
        for _ in range(AT_ONCE + 1):
            with pytest.raises(ValueError, match="broken"):
                async with meter.delivery(FEW + 1):
                    raise ValueError("broken")

    asyncio.run(asyncio.wait_for(failing(), 2))
