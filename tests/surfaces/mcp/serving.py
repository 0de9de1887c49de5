"""A real client of the protocol, in a thread of its own, and the real server that it talks to."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from anyio import create_task_group
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult, Tool

COTAKE = ("-c", "from cotake.surfaces.cli import main; main()")


class Model:
    """What a language model's side can do, in calls that wait."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self._portal, self.client = portal, client

    def tools(self) -> dict[str, Tool]:
        """The tools by name."""
        return {tool.name: tool for tool in self._portal.call(self.client.list_tools).tools}

    def call(self, tool: str, /, **arguments: Any) -> CallToolResult:
        """One call; the client itself validates the result against the tool's schema."""
        result: CallToolResult = self._portal.call(self.client.call_tool, tool, arguments)
        return result

    def all_at_once(self, calls: list[tuple[str, dict[str, Any]]]) -> list[CallToolResult]:
        """Many calls in flight together."""
        found: dict[int, CallToolResult] = {}

        async def one(number: int) -> None:
            found[number] = await self.client.call_tool(*calls[number])

        async def every() -> None:
            async with create_task_group() as tasks:
                for number in range(len(calls)):
                    tasks.start_soon(one, number)

        self._portal.call(every)
        return [found[number] for number in sorted(found)]

    def read(self, uri: str) -> str:
        """The text of a resource."""
        return str(self._portal.call(self.client.read_resource, uri).contents[0].text)  # type: ignore[union-attr]

    def resources(self) -> list[str]:
        """The addresses of the resources."""
        return [str(each.uri) for each in self._portal.call(self.client.list_resources).resources]


def text_of(result: CallToolResult) -> str:
    """The text that a model reads."""
    (block,) = result.content
    assert block.type == "text"
    return block.text


def plain(result: CallToolResult) -> dict[str, Any]:
    """The JSON of an answer that is no error."""
    assert not result.is_error, text_of(result)
    assert isinstance(result.structured_content, dict)
    return result.structured_content


@contextmanager
def talking(server: Any, mode: str = "auto") -> Iterator[Model]:
    """A connected client."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server, mode=mode)) as client,
    ):
        yield Model(portal, client)


def environment(knowledge: Path, home: Path) -> dict[str, str]:
    """Of a server: warnings are errors there too."""
    return {"COTAKE_KNOWLEDGE": str(knowledge), "COTAKE_HOME": str(home), "PYTHONWARNINGS": "error"}


def over_stdio(knowledge: Path, home: Path) -> StdioServerParameters:
    """The command that a client starts."""
    return StdioServerParameters(
        command=sys.executable, args=[*COTAKE, "mcp"], env=environment(knowledge, home)
    )


def started(*arguments: str, knowledge: Path, home: Path) -> subprocess.Popen[str]:
    """`cotake mcp` in a process of its own, with pipes."""
    return subprocess.Popen(
        [sys.executable, *COTAKE, "mcp", *arguments],
        env={**os.environ, **environment(knowledge, home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Until the server listens."""
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        assert process.poll() is None, process.communicate()
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")


def left(process: subprocess.Popen[str], seconds: float = 60) -> tuple[int, str, str]:
    """The exit status of a process that ends by itself, and what it wrote."""
    out, err = process.communicate(timeout=seconds)
    return process.returncode, out, err
