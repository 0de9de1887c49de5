"""How the service is set up: from a TOML file, and over it from the environment."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from cotake._errors import FileProblem, InputError
from cotake._record import record

#: COTAKE_PORT, COTAKE_RATE_PER_MINUTE and so on.
PREFIX = "COTAKE_"
#: Where the workers of one service keep their figures together, as the library of Prometheus reads it.
SHARED = "PROMETHEUS_MULTIPROC_DIR"
#: In the place of a file: it is not kept.
NOT_KEPT = "none"


@record
class Settings:
    """All that can be set, with what it is where nothing is said.

    Args:
        host: the address to listen on; only this machine by default.
        port: the port.
        workers: processes; 0 for one a core, at most 4.
        rate_per_minute: requests a minute of one address, counted by each worker; 0 for no limit.
        most_body_kb: the largest request in kB, unpacked.
        most_hook_body_kb: the same for a call of CDS Hooks, which holds a part of the record.
        body_timeout_s: seconds for a request to arrive.
        answer_timeout_s: seconds for what is worked out beside the others, such as levels over days.
        kept_answers: how many of its last answers a worker keeps in memory, under a digest of what was
            asked; 0 for none.
        stop_timeout_s: seconds that running requests have when the service is stopped.
        cors: origins of pages that may ask from a browser; "*" for all.
        trusted_proxies: addresses or networks whose X-Forwarded-For is believed.
        metrics: whether /metrics is there.
        log_level: debug, info, warning or error.
        log_medicines: whether a failure is logged with its message, which may hold names of medicines.
        hooks: a TOML or JSON file that says which clients of CDS Hooks are trusted; "" for none.
        feedback: the file for feedback to cards; "" for feedback.sqlite in the folder of cotake, "none" to
            keep none.
        base_url: the address under which clients know the service.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    workers: int = 0
    rate_per_minute: int = 6000
    most_body_kb: int = 1024
    most_hook_body_kb: int = 4096
    body_timeout_s: float = 10.0
    answer_timeout_s: float = 20.0
    kept_answers: int = 200
    stop_timeout_s: int = 25
    cors: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    metrics: bool = True
    log_level: str = "info"
    log_medicines: bool = False
    hooks: str = ""
    feedback: str = ""
    base_url: str = ""

    def to_json(self, indent: int | None = None) -> str:
        """It as text, for the workers and for whoever wants to see it."""
        return json.dumps({name: getattr(self, name) for name in _names()}, indent=indent)


def settings_of(text: str) -> Settings:
    """Settings from `to_json`."""
    return _over(Settings(), json.loads(text), "the settings")


def read_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of a file, and over them those of the environment.

    Raises:
        FileProblem: the file cannot be read.
        InputError: a key that is none, or a value that cannot be used; the text says which and what may be.
    """
    found = Settings()
    if path is not None:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise FileProblem(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{path} is no TOML: {error}") from error
        found = _over(found, data, str(path))
        if found.hooks:  # a file is looked for beside the one that names it
            found = replace(found, hooks=str(path.parent / found.hooks))
    environ = os.environ if environ is None else environ
    said = {
        name: environ[f"{PREFIX}{name.upper()}"]
        for name in _names()
        if environ.get(f"{PREFIX}{name.upper()}", "") != ""
    }
    return checked(_over(found, said, "the environment"))


def checked(settings: Settings) -> Settings:
    """The settings, where they go together.

    Raises:
        InputError: they do not.
    """
    for name, (fits, what) in _LIMITS.items():
        if not fits(getattr(settings, name)):
            raise InputError(f"{name} is {what}, got {getattr(settings, name)!r}")
    if settings.hooks and not settings.base_url:
        raise InputError("with trusted clients of CDS Hooks base_url has to be set: tokens are made for it")
    if settings.stop_timeout_s < settings.answer_timeout_s:
        raise InputError("stop_timeout_s is at least answer_timeout_s, so that what runs is answered")
    return settings


def _names() -> list[str]:
    return [each.name for each in fields(Settings)]


def _over(base: Settings, given: Mapping[str, Any], where: str) -> Settings:
    changes = {}
    for name, value in given.items():
        if name not in _names():
            raise InputError(f'{where}: "{name}" is no setting; there are: {", ".join(_names())}')
        kind = type(getattr(Settings(), name))
        changes[name] = _read(name, value, kind, where)
    found = replace(base, **changes)
    for name, (fits, what) in _LIMITS.items():
        if not fits(getattr(found, name)):
            raise InputError(f"{where}: {name} is {what}, got {getattr(found, name)!r}")
    return found


def _read(name: str, value: Any, kind: type, where: str) -> Any:
    try:
        if kind is tuple:
            listed = [each.strip() for each in value.split(",")] if isinstance(value, str) else list(value)
            if not all(isinstance(each, str) for each in listed):
                raise ValueError
            return tuple(each for each in listed if each)
        if kind is bool:
            return value if isinstance(value, bool) else _FLAGS[str(value).strip().lower()]
        if kind is not str and isinstance(value, bool):
            raise ValueError
        if kind is int and isinstance(value, float) and not value.is_integer():
            raise ValueError
        if kind is str and not isinstance(value, str):
            raise ValueError
        return kind(value)
    except (ValueError, TypeError, KeyError):
        raise InputError(f"{where}: {name} is {_WHAT[kind]}, got {value!r}") from None


_FLAGS = {"true": True, "1": True, "yes": True, "on": True} | {
    "false": False, "0": False, "no": False, "off": False
}  # fmt: skip
_WHAT: dict[type, str] = {
    tuple: "a list of texts",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
}


def _between(low: float, high: float) -> tuple[Callable[[Any], bool], str]:
    return (lambda value: low <= value <= high), f"from {low:g} to {high:g}"


_LEVELS = ("debug", "info", "warning", "error")
_LIMITS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "port": _between(0, 65535),
    "workers": _between(0, 256),
    "rate_per_minute": _between(0, 1_000_000),
    "most_body_kb": _between(1, 65536),
    "most_hook_body_kb": _between(1, 65536),
    "body_timeout_s": _between(0.1, 600),
    "answer_timeout_s": _between(0.1, 600),
    "kept_answers": _between(0, 100_000),
    "stop_timeout_s": _between(1, 600),
    "log_level": (lambda value: value in _LEVELS, f"one of {', '.join(_LEVELS)}"),
    "host": (bool, "an address"),
    "base_url": (
        lambda value: value == "" or value.startswith(("http://", "https://")),
        "an address that begins with http:// or https://",
    ),
}
