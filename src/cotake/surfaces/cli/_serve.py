"""`cotake serve`: the service that other software calls."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotake._errors import InputError
from cotake._home import home

if TYPE_CHECKING:
    from cotake.surfaces.web import Public

#: EX_TEMPFAIL of sysexits.h.
_GAVE_UP = 75


@click.command("serve")
@click.option("--api", is_flag=True, help="Serve /v1, the RxNav paths and CDS Hooks, and no pages.")
@click.option("--config", type=click.Path(path_type=Path), help="A TOML file with settings.")
@click.option("--host", help="The address to listen on; 127.0.0.1 where nothing is said.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="The port, 0 for any; 8765 where nothing is said."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Processes; one a core, at most 4, where nothing is said.",
)
@click.option("--journal", type=click.Path(path_type=Path), help="Another journal than the usual one.")
@click.option(
    "--lock-after",
    type=click.FloatRange(0.1, 1440),
    default=10.0,
    show_default=True,
    help="Minutes after which a journal that nobody uses is locked.",
)
@click.option("--public", is_flag=True, help="Serve the pages to a network: over TLS, for accounts.")
@click.option(
    "--name", "names", multiple=True, help="A name under which the pages are reached, with --public."
)
@click.option("--certificate", type=click.Path(path_type=Path), help="The certificate of that name, PEM.")
@click.option("--private-key", type=click.Path(path_type=Path), help="Its key, PEM.")
@click.option("--settings", "shown", is_flag=True, help="Print the settings and leave.")
def serve_command(
    api: bool,
    config: Path | None,
    host: str | None,
    port: int | None,
    workers: int | None,
    journal: Path | None,
    lock_after: float,
    public: bool,
    names: tuple[str, ...],
    certificate: Path | None,
    private_key: Path | None,
    shown: bool,
) -> int:
    """Open the pages in a browser; or with --api answer other software over HTTP.

    The pages are for this machine alone, and open with the link that is printed. The interface for software
    has check, guide, simulate, RxNav's paths and CDS Hooks. The options below are for it,
    but for --port, --journal and --lock-after.

    Settings come from --config, over it from the environment (COTAKE_PORT=80), over it from options. It
    listens on this machine only unless --host says otherwise; nothing is sent anywhere.
    """
    from cotake.surfaces.rest import checked, read_settings

    settings = read_settings(config)
    said: dict[str, Any] = {"host": host, "port": port, "workers": workers}
    settings = checked(
        replace(settings, **{name: value for name, value in said.items() if value is not None})
    )
    if shown:
        click.echo(settings.to_json(indent=2))
        return 0
    needed = ["litestar", "granian", *(["prometheus_client"] if api else ["jinja2", "fluent.runtime"])]
    if any(find_spec(name.partition(".")[0]) is None for name in needed):
        raise InputError('the service needs more libraries: pip install "cotake[web]"')
    if not api:
        served = _public(names, certificate, private_key) if public else None
        if served is None and (names or certificate or private_key):
            raise InputError("--name, --certificate and --private-key go with --public")
        return _ended(_serve_pages(settings.port, said, journal, lock_after * 60, served))
    from cotake.surfaces.rest import serve

    return _ended(serve(settings, _told))


def _ended(told_to: bool) -> int:
    """The exit code: what ended by itself may be started again by whoever watches over it."""
    if told_to:
        return 0
    click.echo("cotake: the workers ended again and again; the service gave up", err=True)
    return _GAVE_UP


def _public(names: tuple[str, ...], certificate: Path | None, private_key: Path | None) -> Public:
    from cotake.surfaces.web import Public

    if certificate is None or private_key is None:
        raise InputError("--public takes --certificate and --private-key: the pages are served over TLS")
    kept = home()
    return Public(names, certificate, private_key, kept / "accounts.json", kept / "people")


def _serve_pages(
    port: int, said: dict[str, Any], journal: Path | None, idle_s: float, public: Public | None
) -> bool:
    from cotake.surfaces.web import serve_pages

    if said["workers"] is not None:
        raise InputError("the pages are served by one process: leave out --workers")
    return serve_pages(
        port,
        lambda link: click.echo(f"Open {link}\nCtrl+C stops it.", err=True),
        journal=journal,
        idle_s=idle_s,
        host=said["host"] or ("127.0.0.1" if public is None else "0.0.0.0"),
        public=public,
    )


def _told(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"cotake listens on http://{shown}:{port}; Ctrl+C stops it", err=True)
