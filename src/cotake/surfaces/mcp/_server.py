"""The server itself: what it lists, and how a call is answered, refused or fails."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
from anyio import CapacityLimiter, to_thread
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError

from cotake._errors import CotakeError
from cotake._version import __version__
from cotake.interactions import answer_schema
from cotake.knowledge import Library, open_library
from cotake.surfaces.mcp._tools import INSTRUCTIONS, Tool, all_tools

#: So many calls are worked out at once, as many slow ones beside them, and each so long at most.
_AT_ONCE, _LONGEST_S = 2, 60.0
_NO_ANSWER = "ERROR, NO ANSWER. Nothing was checked, and this says nothing of whether anything is safe."
_HINTS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_INTENDED, _SCHEMA = "cotake://intended-use", "cotake://answer-schema"


class Service:
    """Answers calls; `busy` counts those that are being worked out.

    Args:
        library: the knowledge; by default what `open_library` gives at each call, so that a broken file
            is told as an error of the call.
    """

    def __init__(self, library: Library | None = None) -> None:
        self._library = library
        self._tools = all_tools()
        self._limiters = {slow: CapacityLimiter(_AT_ONCE) for slow in (False, True)}
        self.busy = 0

    def server(self) -> Server[Any]:
        """The protocol server over this service."""
        return Server(
            "cotake",
            version=__version__,
            title="cotake: can I take these together?",
            description="Checks lists of medicines for interactions, with its sources.",
            instructions=INSTRUCTIONS,
            get_tool_input_schema=self._takes,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=_list_resources,
            on_read_resource=_read_resource,
        )

    def _takes(self, name: str) -> dict[str, Any] | None:
        tool = self._tools.get(name)
        return tool.takes if tool else None

    async def _list_tools(
        self, context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.description,
                    input_schema=tool.takes,
                    output_schema=tool.gives,
                    annotations=_HINTS,
                )
                for tool in self._tools.values()
            ]
        )

    async def _call_tool(
        self, context: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        tool = self._tools.get(params.name)
        if tool is None:
            raise MCPError(
                types.INVALID_PARAMS, f"there is no such tool; there are: {', '.join(self._tools)}"
            )
        self.busy += 1
        try:
            with anyio.fail_after(_LONGEST_S):
                return await to_thread.run_sync(
                    self._answer,
                    tool,
                    params.arguments,
                    limiter=self._limiters[tool.slow],
                    abandon_on_cancel=True,
                )
        except TimeoutError:
            return _refused(f"it took longer than {_LONGEST_S:g} s: ask for less at once, or later")
        finally:
            self.busy -= 1

    def _answer(self, tool: Tool, arguments: dict[str, Any] | None) -> types.CallToolResult:
        """A call is answered, or refused with how to mend it; a failure is told, never an empty answer."""
        try:
            reply = tool.answer(arguments, self._library or open_library())
        except CotakeError as error:
            return _refused(str(error))
        except Exception as error:
            _log(error)
            return _refused(
                f"cotake failed ({type(error).__name__}); this is a fault of cotake, please report it"
            )
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=reply.text)], structured_content=reply.plain
        )


def _refused(why: str) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=f"{_NO_ANSWER} Why: {why}")], is_error=True
    )


def _log(error: Exception) -> None:
    """Where it failed, without the message: that may hold the name of a medicine."""
    places = traceback.extract_tb(error.__traceback__)[-3:]
    told = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(places))
    print(f"cotake mcp: {type(error).__name__} at {told}", file=sys.stderr)  # noqa: T201


async def _list_resources(
    context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
) -> types.ListResourcesResult:
    return types.ListResourcesResult(
        resources=[
            types.Resource(
                uri=_INTENDED,
                name="intended-use",
                title="Intended use",
                description="Who cotake is for, what it is not, what it may say, where to get help.",
                mime_type="text/markdown",
            ),
            types.Resource(
                uri=_SCHEMA,
                name="answer-schema",
                title="The shape of a full answer",
                description="JSON Schema of what check gives with detail full, without read_first.",
                mime_type="application/schema+json",
            ),
        ]
    )


async def _read_resource(
    context: ServerRequestContext[Any], params: types.ReadResourceRequestParams
) -> types.ReadResourceResult:
    uri = str(params.uri)
    if uri == _INTENDED:
        text = Path(__file__).with_name("intended-use.md").read_text(encoding="utf-8")
        kind = "text/markdown"
    elif uri == _SCHEMA:
        text, kind = answer_schema(), "application/schema+json"
    else:
        raise MCPError(
            types.INVALID_PARAMS, f"there is no such resource; there are: {_INTENDED}, {_SCHEMA}"
        )
    contents = types.TextResourceContents(uri=uri, mime_type=kind, text=text)
    return types.ReadResourceResult(contents=[contents])
