"""`POST /v1/simulate`."""

from __future__ import annotations

import asyncio
from threading import BoundedSemaphore
from typing import Any

import msgspec
from anyio import to_thread
from litestar import MediaType, Request, Response, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import RawBody

from cotake._errors import InputError
from cotake.interactions import OverTime, simulate
from cotake.knowledge import Library
from cotake.surfaces.rest._problems import REFUSALS
from cotake.surfaces.rest.v1._answers import Curve, Levels, NotRead, Raised
from cotake.surfaces.rest.v1._bodies import LevelsAsked, read

#: Points of all people and medicines of one request, so that memory is bounded.
_MOST_POINTS = 4_000_000
_BAND = (10, 50, 90)
#: So many are worked out at once beside what a worker answers.
_BESIDE = BoundedSemaphore(2)


@post(
    "/v1/simulate",
    status_code=200,
    tags=["answers"],
    summary="Levels and what receptors are held, over days",
    description="A picture of the typical, not of a person. Each medicine needs its dose.",
    responses=REFUSALS,
)
async def simulate_levels(
    body: RawBody, library: NamedDependency[Library], request: Request[Any, Any, Any]
) -> Response[dict[str, Any]]:
    """The curves, worked out in a thread so that others are answered meanwhile."""
    data = read(body, LevelsAsked)
    points = data.days * 24 / data.step_h * data.people * max(1, len(data.medicines))
    if points > _MOST_POINTS:
        raise InputError(
            f"{points:.0f} points are more than {_MOST_POINTS}: ask for fewer days, people or steps"
        )
    if not _BESIDE.acquire(blocking=False):
        raise HTTPException(status_code=503, detail="others are being worked out: ask again in a moment")

    def work() -> bytes:
        try:
            return _encoded(data, library)
        finally:
            _BESIDE.release()  # when it ends, and not when nobody waits for it any more

    try:
        async with asyncio.timeout(request.app.state.settings.answer_timeout_s):
            found: Any = await to_thread.run_sync(work, abandon_on_cancel=True)
    except TimeoutError:
        raise HTTPException(
            status_code=503, detail="it takes too long: ask for fewer days or people, or later"
        ) from None
    return Response(found, media_type=MediaType.JSON)


def _encoded(data: LevelsAsked, library: Library) -> bytes:
    found = simulate(
        data.medicines,
        days=data.days,
        step_h=data.step_h,
        people=int(data.people),
        seed=int(data.seed),
        weight_kg=data.weight_kg,
        missed=[int(day) for day in data.missed],
        person=data.person.details(),
        today=data.today,
        library=library,
    )
    if not found.simulation.lines:
        texts = [each.text for each in found.regimen.unknown]
        texts += [each.text for each in found.regimen.not_covered]
        unread = "; ".join(texts)
        told = f" Not read: {unread}." if unread else ""
        raise InputError(
            f"no level can be drawn: of none of these a dose and its kinetics are known.{told}"
        )
    return msgspec.json.encode(_plain(found))


def _plain(found: OverTime) -> Levels:
    import numpy as np

    simulation = found.simulation
    curves = []
    for line in simulation.lines:
        low, middle, high = np.percentile(line.values, _BAND, axis=1)
        many = line.values.shape[1] > 1
        curves.append(
            Curve(
                substance=line.substance,
                name=line.name,
                kind=line.kind,
                unit="ng/mL" if line.kind == "level" else "part held",
                model=line.model or None,
                values=_short(middle),
                low=_short(low) if many else None,
                high=_short(high) if many else None,
            )
        )
    regimen = found.regimen
    return Levels(
        begin=found.begin.isoformat(),
        hours=_short(simulation.hours),
        curves=curves,
        raised={
            name: [Raised(hour, ratio) for hour, ratio in steps] for name, steps in found.raised.items()
        },
        notes=found.notes,
        not_recognised=[
            NotRead(each.text, [near.name for near in each.candidates], each.why)
            for each in regimen.unknown
        ],
        not_covered=[NotRead(each.text, [], each.why) for each in regimen.not_covered],
        notice="A picture of the typical, not of you. Do not change a dose by it.",
    )


def _short(values: Any) -> list[float]:
    return [float(f"{value:.5g}") for value in values.tolist()]
