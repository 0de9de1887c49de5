"""Requests as the pages take them: a form is read only for who may send it, and only where it is text."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.exceptions import ClientException

#: In the `opt` of a handler: it is answered without the start link.
OPEN = "open"


class NotLetIn(Exception):
    """Who sends a form has neither come by the start link nor signed in."""


class Sent(Request[Any, Any, Any]):
    """As Litestar's own. What stands before the rooms reads each form for its token; it does so here."""

    async def form(self) -> FormMultiDict:
        """The fields of a form.

        Raises:
            ClientException: it is broken, or holds bytes that are no text.
            NotLetIn: it comes from nobody who was let in; it is then not read, however large.
        """
        let_in = self.app.state.let_in
        if not self.route_handler.opt.get(OPEN) and not let_in(self):
            raise NotLetIn
        try:
            return await super().form()
        except (UnicodeError, LookupError) as error:  # bytes or an encoding that are none
            raise ClientException("the form is no text") from error
