"""What is written down of each request, without anything of what was asked: a log line, and metrics."""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from prometheus_client import Counter, Histogram

from cotake.surfaces.rest._problems import REQUEST

_log = logging.getLogger("cotake.service")
_LABELS = ("method", "path", "status")
_COUNT = Counter("cotake_requests_total", "Requests that were answered", _LABELS)
_TIME = Histogram(
    "cotake_request_seconds",
    "From the request to the end of the answer",
    ("path",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
#: What cannot be a path of ours has one name, so that nobody fills the metrics.
_UNKNOWN = "unknown"
#: Answers are of a person: nothing on the way keeps them.
_ALWAYS = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")


def observed(app: Any) -> Any:
    """The application with a line in the log and a place in the metrics for each request."""

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        began = time.perf_counter()
        told = {"status": 500, "bytes": 0}
        name = uuid4().hex
        scope[REQUEST] = name

        async def watch(message: Any) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                message["headers"] = [*message["headers"], *_ALWAYS, (b"x-request-id", name.encode())]
            else:
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await app(scope, receive, watch)
        finally:
            # The template of the path: the path itself may hold what was asked.
            path = scope.get("path_template") or _UNKNOWN
            method = scope["method"] if scope["method"] in _METHODS else _UNKNOWN
            took = time.perf_counter() - began
            _COUNT.labels(method, path, told["status"]).inc()
            _TIME.labels(path).observe(took)
            if _log.isEnabledFor(logging.INFO):
                line = {"method": method, "path": path, **told, "ms": round(took * 1e3, 2), "request": name}
                _log.info("request", extra={"told": line})

    return watched


class Lines(logging.Formatter):
    """A line of JSON for each record."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "what": record.getMessage()}
        told |= getattr(record, "told", {})
        return json.dumps(told, ensure_ascii=False)


def log_to_stderr(level: str) -> None:
    """Write the log of the service to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    _log.handlers[:] = [handler]
    _log.setLevel(level.upper())
    _log.propagate = False
