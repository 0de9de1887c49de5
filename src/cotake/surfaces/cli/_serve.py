"""`cotake serve`: the service that other software calls."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from cotake._errors import InputError


@click.command("serve")
@click.option("--api", is_flag=True, help="Serve /v1, the RxNav paths and CDS Hooks. Needed for now.")
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
@click.option("--settings", "shown", is_flag=True, help="Print the settings and leave.")
def serve_command(
    api: bool, config: Path | None, host: str | None, port: int | None, workers: int | None, shown: bool
) -> int:
    """Answer other software over HTTP: check, guide, simulate, RxNav's paths and CDS Hooks.

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
    if not api:
        raise InputError("there are no pages yet; serve the interface for other software with --api")
    lacking = [name for name in ("litestar", "granian", "prometheus_client") if find_spec(name) is None]
    if lacking:
        raise InputError('the service needs more libraries: pip install "cotake[web]"')
    from cotake.surfaces.rest import serve

    serve(settings, _told)
    return 0


def _told(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"cotake listens on http://{shown}:{port}; Ctrl+C stops it", err=True)
