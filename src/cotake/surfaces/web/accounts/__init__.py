"""Accounts, where the pages are served to a network."""

from typing import Any

from cotake.surfaces.web.accounts._routes import show_sign_in, sign_in, sign_out, signed_in
from cotake.surfaces.web.accounts._store import Accounts

__all__ = ["Accounts", "handlers", "signed_in"]

handlers: tuple[Any, ...] = (show_sign_in, sign_in, sign_out)
