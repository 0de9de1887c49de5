"""What the core says in the terms of the command, said in the terms of the form."""

from __future__ import annotations

import re

from cotake.surfaces.web._messages import Say

_OPTION = re.compile(r"--([a-z]+)")
_COMMAND = re.compile(r'say so: cotake plan "NAME ([^"]+)"')
#: The option of the command, and the label of its field.
_LABELS = {
    "start": "plan-start",
    "target": "plan-target",
    "step": "plan-step",
    "every": "plan-every",
    "schedule": "plan-schedule",
    "use": "plan-use",
    "fast": "plan-fast",
    "taper": "plan-taper",
    "steps": "plan-steps",
    "round": "plan-grain",
    "from": "plan-begin",
    "times": "plan-times",
    "liquid": "plan-liquid",
    "capsule": "plan-capsule",
    "tablet": "plan-tablet",
    "with": "plan-list",
}


def in_terms_of_the_form(text: str, say: Say) -> str:
    """A text of the core with the label of a field in the place of each option.

    >>> from cotake.surfaces.web._messages import messages_in
    >>> in_terms_of_the_form("say how often it is taken with --times", messages_in("en"))
    'say how often it is taken with “Doses a day”'
    """
    text = _COMMAND.sub(r"write \1 after its name", text)

    def label(found: re.Match[str]) -> str:
        name = _LABELS.get(found[1])
        return f"“{say(name)}”" if name else found[0]

    return _OPTION.sub(label, text)
