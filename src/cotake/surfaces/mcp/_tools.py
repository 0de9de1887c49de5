"""The tools: what a model is told of each, what it takes and gives, and the work behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cotake._record import record
from cotake.knowledge import Library
from cotake.surfaces.mcp import _gives, _takes
from cotake.surfaces.mcp._arguments import Given
from cotake.surfaces.mcp._check import check_list
from cotake.surfaces.mcp._claim import rate_claim
from cotake.surfaces.mcp._evidence import put_together
from cotake.surfaces.mcp._guide import write_guide
from cotake.surfaces.mcp._reply import Reply
from cotake.surfaces.mcp._simulate import draw_levels

#: How every answer is to be read; told once with the server, and in short with each tool.
INSTRUCTIONS = (
    "cotake checks whole lists of medicines, herbs, foods and drinks for interactions, locally, with "
    "its sources. How to read an answer:\n"
    "1. Read `read_first` (the first lines of the text) before anything else. `status` is one of four: "
    "`interaction` (something of class 1 avoid, 2 usually avoid or 3 minimise risk was found), "
    "`not_recognised` (a name was not understood and NOT CHECKED), `not_covered` (a medicine is known "
    "by name and was NOT FULLY CHECKED), `nothing_found` (all was looked at, and nothing needs "
    "action).\n"
    "2. Unknown is not safe. While `complete` is false, whatever the status, tell the person first "
    "what was not checked, and never say that the combination is safe or that there is no interaction.\n"
    "3. `nothing_found` is no proof of safety: say that nothing was found in what was looked at.\n"
    "4. An error is no answer: say that nothing was checked, mend the call as the error says, and try "
    "again. Do not answer from memory in its place without saying so.\n"
    "5. Call `check` with the WHOLE list at once, not pair by pair: hazards add up. Do not guess a "
    "medicine from the candidates of a name that was not recognised; ask the person.\n"
    "6. Pass on what to do, the unknowns and the `notice`, and name the sources with how they were "
    "read. Never tell a person to stop, start or change a medicine because of an answer alone."
)
_READING = (
    " The result opens with the status in plain words and what was NOT CHECKED: pass both on, as well "
    "as the notice. Not checked does not mean safe; nothing found is no proof of safety; an error is "
    "no answer."
)


@record
class Tool:
    """One tool; `work` answers a call, and is `slow` where that may take seconds."""

    name: str
    title: str
    description: str
    takes: dict[str, Any]
    gives: dict[str, Any]
    work: Callable[[Given, Library], Reply]
    slow: bool = False

    def answer(self, arguments: dict[str, Any] | None, library: Library) -> Reply:
        """The answer to a call.

        Raises:
            InputError: an argument that cannot be used.
            KnowledgeError: the knowledge file is broken.
        """
        return self.work(Given(self.name, arguments, self.takes["properties"]), library)


def all_tools() -> dict[str, Tool]:
    """The tools by name, in the order in which they are listed."""
    tools = (
        Tool(
            "check",
            "Check a list of medicines",
            "Can these be taken together? Checks the WHOLE list of someone's medicines, herbs, foods and "
            "drinks, with what is known of the person, and returns what the combination can do, the worst "
            "first, what to do about it, what was looked at and found clear, and the sources." + _READING,
            _takes.TAKES_LIST,
            _gives.gives_check(),
            check_list,
        ),
        Tool(
            "guide",
            "Write the guide to a combination",
            "The article on a list of medicines: the short answer, how they work together, what to "
            "watch, when to get help, what to ask the prescriber; with detail full also the studies, "
            "popular claims and how each is begun. Call check first where the question is only whether "
            "they go together." + _READING,
            _takes.TAKES_LIST,
            _gives.gives_guide(),
            write_guide,
        ),
        Tool(
            "simulate",
            "Levels over days",
            "How much of each medicine there is in the blood over days, how much of its receptors it "
            "holds, and by how much the others raise it, for a typical adult. Needs the dose of each. "
            "It is NOT a check of whether they can be taken together, and no ground to change a dose: "
            "call check for that. What could not be drawn stands first in the result: pass it on, with "
            "the notice.",
            _takes.TAKES_LEVELS,
            _gives.gives_levels(),
            draw_levels,
            slow=True,
        ),
        Tool(
            "claim",
            "Rate a popular claim",
            "What studies make of something that people say of a medicine, such as a forum post: the "
            "nearest claim that is known, its verdict, why, and the numbers. The nearest may not be "
            "the one asked about, and may be its opposite: read_first says so. found false means that "
            "nothing is known of it, not that it is true or false. It is NOT a check of anybody's "
            "medicines.",
            _takes.TAKES_CLAIM,
            _gives.gives_claim(),
            rate_claim,
        ),
        Tool(
            "evidence",
            "What studies found",
            "What the studies of a medicine found on an outcome, put together, with how sure that is "
            "(GRADE) and each study; without an outcome a table of all. No study, or no clear effect, "
            "is no proof that there is none, nor of safety. It is NOT a check of anybody's medicines.",
            _takes.TAKES_QUESTION,
            _gives.gives_evidence(),
            put_together,
            slow=True,
        ),
    )
    return {tool.name: tool for tool in tools}
