"""Whether the service lives and can answer, and its figures for Prometheus."""

from __future__ import annotations

import os
from typing import Any

from litestar import Response, get
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from cotake._errors import CotakeError
from cotake._record import record
from cotake._version import __version__
from cotake.surfaces._in_use import InUse, sources_of
from cotake.surfaces.rest._limits import FREE
from cotake.surfaces.rest._problems import REFUSALS, Problem, problem
from cotake.surfaces.rest._settings import SHARED, Settings

_FREE = {FREE: True}


@record
class Alive:
    """That the process answers."""

    status: str = "alive"


@record
class Ready:
    """That it can answer, and with what knowledge.

    `knowledge_stamp` tells two builds of one version apart, `sources` are those that were added, `since` is
    when the worker that was asked took them into use. `problem` is "" or says that newer ones are in place
    and cannot be used.
    """

    status: str
    cotake_version: str
    knowledge_version: str
    substances: int
    knowledge_stamp: str
    sources: list[str]
    since: str
    problem: str


def handlers(settings: Settings, in_use: InUse) -> list[Any]:
    """`/health`, `/ready`, `/v1/version` and, where it is wanted, `/metrics`."""

    @get("/health", opt=_FREE, tags=["operation"], sync_to_thread=False, summary="Whether it lives")
    def health() -> Alive:
        return Alive()

    @get(
        ["/ready", "/v1/version"],
        opt=_FREE,
        tags=["operation"],
        sync_to_thread=False,
        summary="Whether it can answer, and with what",
        responses={status: REFUSALS[status] for status in (500, 503)},
    )
    def ready() -> Response[Ready] | Response[Problem]:
        try:
            library = in_use.library()
            known = len(library.ids("substances"))
        except CotakeError as error:
            return problem(503, f"the knowledge cannot be used: {type(error).__name__}")
        trouble = in_use.problem
        try:
            sources = sources_of(library)
        except CotakeError:  # the rest can be answered
            sources, trouble = [], "a source that was added cannot be read"
        stamp = library.meta.get("stamp", "")
        told = (library.version, known, stamp, sources, in_use.since, trouble)
        return Response(Ready("ready", __version__, *told))

    @get("/metrics", opt=_FREE, include_in_schema=False, sync_to_thread=False)
    def metrics() -> Response[bytes]:
        registry = REGISTRY
        if os.environ.get(SHARED):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return [health, ready, *([metrics] if settings.metrics else [])]
