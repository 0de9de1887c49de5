"""What the service tells of its knowledge: in its metrics and its log."""

from __future__ import annotations

import logging

from prometheus_client import Counter, Gauge

from cotake.knowledge import Library
from cotake.surfaces._in_use import Told, sources_of

_log = logging.getLogger("cotake.service")
_USED = Gauge(
    "cotake_knowledge",
    "1 for the knowledge that answers, 0 for what did before",
    ("version", "stamp"),
    multiprocess_mode="mostrecent",
)
_SWITCHED = Counter("cotake_knowledge_changes_total", "New knowledge that a worker found", ("result",))


class Observed(Told):
    """A switch of the knowledge, counted and written to the log."""

    def used(self, library: Library, before: Library | None) -> None:
        """It answers from now on."""
        if before is not None:
            _USED.labels(*_named(before)).set(0)
        _USED.labels(*_named(library)).set(1)
        if before is not None:
            _SWITCHED.labels("used").inc()
            version, stamp = _named(library)
            told = {"version": version, "stamp": stamp, "before": before.version}
            _log.warning("new knowledge", extra={"told": {**told, "sources": sources_of(library)}})

    def refused(self, error: Exception, still: Library) -> None:
        """It cannot be used."""
        _SWITCHED.labels("refused").inc()
        told = {"error": type(error).__name__, "message": str(error), "still": still.version}
        _log.error("new knowledge cannot be used; the old goes on answering", extra={"told": told})


def _named(library: Library) -> tuple[str, str]:
    return library.version, library.meta.get("stamp", "")
