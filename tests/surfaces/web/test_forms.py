"""What a browser would do with a form by itself, and must not."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

TEMPLATES = Path(str(files("cotake.surfaces.web"))) / "templates"
#: Forms of passwords alone: their fields say what they are, for password managers.
OF_PASSWORDS = {"sign-in.html", "journal/open.html"}


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_no_browser_puts_old_answers_into_a_new_form(path: Path) -> None:
    """On reload Firefox puts back what the fields held, and a day would be written down twice."""
    for form in re.findall(r"<form\b(?:{{.*?}}|[^>])*>", path.read_text()):
        if "swap(" not in form and str(path.relative_to(TEMPLATES)) not in OF_PASSWORDS:
            assert 'autocomplete="off"' in form, form
    if path.name == "_form.html":
        assert 'macro swap(address) %}method="post" autocomplete="off"' in path.read_text()
