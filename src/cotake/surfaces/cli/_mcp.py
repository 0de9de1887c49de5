"""`cotake mcp`: the server that a language model calls."""

from __future__ import annotations

from importlib.util import find_spec

import click

from cotake._errors import InputError


@click.command("mcp")
@click.option("--http", is_flag=True, help="Serve streamable HTTP; by default standard input and output.")
@click.option("--host", help="The address to listen on; 127.0.0.1 where nothing is said.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; 8766 where nothing is said.")
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    help="A further name under which clients reach it, such as pharmacy.example; may be repeated.",
)
def mcp_command(http: bool, host: str | None, port: int | None, allowed: tuple[str, ...]) -> int:
    """Answer a language model over the Model Context Protocol.

    Its tools are check, guide, simulate, claim and evidence. It listens on this machine only unless --host
    says otherwise; nothing is sent anywhere, and no name of a medicine is logged.
    """
    if not http and (host or port or allowed):
        raise InputError("--host, --port and --allow-host go with --http")
    if find_spec("mcp") is None:
        raise InputError('`cotake mcp` needs one more library: pip install "cotake[mcp]"')
    from cotake.surfaces.mcp import serve_http, serve_stdio

    if not http:
        serve_stdio()
        return 0

    def tell(address: str) -> None:
        click.echo(f"cotake answers language models on {address}; Ctrl+C stops it", err=True)

    serve_http(host or "127.0.0.1", port or 8766, allowed, tell=tell)
    return 0
