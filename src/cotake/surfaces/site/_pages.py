"""The pages of the site: those that `cotake serve` shows, by the same templates and the same steps.

They run twice: where the site is written, for what is seen before Python is there, and in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from cotake._errors import CotakeError, InputError
from cotake._record import record
from cotake.knowledge import Library
from cotake.surfaces.web._messages import language_of
from cotake.surfaces.web._sheet import Sheet, sheet_of
from cotake.surfaces.web._templates import Shown, environment, worded
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.check._turns import emptied, list_shown, with_entry, with_look, with_person
from cotake.surfaces.web.check._what_if import kept, what_if_shown
from cotake.surfaces.web.medicines._turns import medicine_shown, medicines_shown
from cotake.surfaces.web.reading._turns import claims_shown, guide_shown

#: The rooms of the site, as the served pages name theirs.
ROOMS = (
    (
        ("/", "room-check"),
        ("/guide", "room-guide"),
        ("/claims", "room-claims"),
        ("/medicines", "room-medicines"),
    ),
)
PATHS = (*(path for group in ROOMS for path, _ in group), "/help")
#: What a page of the site may load: nothing but its own files. Scripts that start Python are in a worker.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
_REMOVE = re.compile(r"/list/remove/(\d{1,4})")
#: Text that is filled in holds no bare quote, so this finds attributes alone.
_ADDRESS = re.compile(r'(?<=\s)(href|src|action)="/([^"]*)"')
_MEDICINE = re.compile(r"medicines/([0-9a-f]+)")


@record
class Turn:
    """What a page became: its status, its path, its HTML, and what the tab is to hold."""

    status: int
    path: str
    html: str
    held: Mapping[str, Any]


class Pages:
    """The pages over one library.

    `asset` gives the address of a file by its name, from the root, and `site` is the name of the file that
    says what the worker has to fetch.
    """

    def __init__(self, library: Library, asset: Callable[[str], str], site: str = "") -> None:
        self.library, self.asset, self.site = library, asset, site

    @cached_property
    def _templates(self) -> Any:
        from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

        served = PackageLoader("cotake.surfaces.web")
        own = PackageLoader("cotake.surfaces.site")
        made = environment(ChoiceLoader([own, PrefixLoader({"served": served}), served]), self.asset, ROOMS)
        made.globals.update(policy=POLICY, site=self.site)
        return made

    def turn(
        self,
        path: str,
        held: Mapping[str, Any],
        *,
        form: Mapping[str, Any] | None = None,
        accepts: str = "",
        secret: bytes = b"",
        before: bool = False,
    ) -> Turn:
        """The page of a path, or what a form that was sent to it makes of it.

        Args:
            path: as the served pages have it, such as `/guide`.
            held: what the tab holds, as `Sheet.held` gives it.
            form: the fields of the form; None where none was sent.
            accepts: the languages of the browser, as it would send them.
            secret: what the addresses of medicines are drawn with.
            before: whether Python is still to come: the page then says how far that is.
        """
        sheet = sheet_of(held)
        try:
            sheet, path, shown = self._step(path, sheet, form, accepts, secret)
        except CotakeError as error:
            status = 422 if isinstance(error, InputError) else 500
            shown = Shown("problem.html", {"message": "problem-told", "told": str(error)}, status)
        return Turn(shown.status, path, self._put(shown, sheet, path, accepts, before), sheet.held())

    def _step(
        self, path: str, sheet: Sheet, form: Mapping[str, Any] | None, accepts: str, secret: bytes
    ) -> tuple[Sheet, str, Shown]:
        if form is None:
            return sheet, path, self._page(path, sheet, accepts, secret)
        if path == "/claims":
            return sheet, path, claims_shown(sheet, self._spoken(sheet, accepts), form.get("heard"))
        if path == "/medicines":
            found = medicines_shown(sheet, self._spoken(sheet, accepts), secret, form.get("name"))
            if isinstance(found, Shown):
                return sheet, path, found
            return sheet, found, self._page(found, sheet, accepts, secret)
        if path == "/look":
            back = form.get("back")
            back = back if back in PATHS else "/"
            looked = with_look(sheet, form)
            return looked, back, self._page(back, looked, accepts, secret)
        if path == "/what-if":
            return sheet, "/", what_if_shown(sheet, self._spoken(sheet, accepts), form)
        if path == "/what-if/keep":
            changed = kept(sheet, self._spoken(sheet, accepts), form)
            if isinstance(changed, Shown):
                return sheet, "/", changed
            return changed, "/", self._page("/", changed, accepts, secret)
        return self._list(path, sheet, form, accepts, secret)

    def _list(
        self, path: str, sheet: Sheet, form: Mapping[str, Any], accepts: str, secret: bytes
    ) -> tuple[Sheet, str, Shown]:
        if path == "/list/clear":
            changed: Sheet | Refused = emptied(sheet)
        elif taken := _REMOVE.fullmatch(path):
            changed = sheet.without(int(taken[1]))
        elif path == "/list/add":
            changed = with_entry(sheet, form)
            if isinstance(changed, Refused):
                return (
                    sheet,
                    "/",
                    list_shown(sheet, self._spoken(sheet, accepts), refused=changed, form=form),
                )
        elif path == "/list/person":
            changed = with_person(sheet, form)
            if isinstance(changed, Refused):
                return (
                    sheet,
                    "/",
                    list_shown(sheet, self._spoken(sheet, accepts), refused=changed, person=form),
                )
        else:
            return sheet, path, _NOWHERE
        assert isinstance(changed, Sheet)
        return changed, "/", self._page("/", changed, accepts, secret)

    def _spoken(self, sheet: Sheet, accepts: str) -> Library:
        """The knowledge in the language of the page."""
        return self.library.in_language(language_of(sheet.language, accepts))

    def _page(self, path: str, sheet: Sheet, accepts: str, secret: bytes) -> Shown:
        if path == "/":
            return list_shown(sheet, self._spoken(sheet, accepts))
        if path == "/guide":
            return guide_shown(sheet, self._spoken(sheet, accepts))
        if path == "/claims":
            return claims_shown(sheet, self._spoken(sheet, accepts))
        if path == "/medicines":
            shown = medicines_shown(sheet, self._spoken(sheet, accepts), secret)
            assert isinstance(shown, Shown)
            return shown
        if path == "/help":
            return Shown("help.html")
        if found := _MEDICINE.fullmatch(path[1:]):
            return medicine_shown(sheet, self._spoken(sheet, accepts), secret, found[1]) or _NOWHERE
        return _NOWHERE

    def _put(self, shown: Shown, sheet: Sheet, path: str, accepts: str, before: bool) -> str:
        language = language_of(sheet.language, accepts)
        html = worded(
            self._templates,
            Shown(shown.template, {**shown.values, "before": before}),
            sheet=sheet,
            language=language,
            path=path,
            csrf="none",  # nothing is sent: the form of the look stands where this is not empty
            unlocked=False,
        )
        return placed(html, "./" if path == "/" else "../")


_NOWHERE = Shown("problem.html", {"message": "problem-not-found"}, 404)


def placed(html: str, root: str) -> str:
    """The page with addresses from where it stands, so that the site may stand in any folder.

    >>> placed('<a href="/guide"> <a href="/"> <a href="/medicines/0a1b"> <a href="#x">', "../")
    '<a href="../guide/"> <a href="../"> <a href="../medicines/#m-0a1b"> <a href="#x">'
    """

    def put(found: re.Match[str]) -> str:
        name, rest = found[1], found[2]
        if medicine := _MEDICINE.fullmatch(rest):
            rest = f"medicines/#m-{medicine[1]}"
        elif rest and "." not in rest:
            rest += "/"
        return f'{name}="{root}{rest}"'

    return _ADDRESS.sub(put, html)
