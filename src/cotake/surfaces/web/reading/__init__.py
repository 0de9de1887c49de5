"""What there is to read: the article on the list, and what people claim."""

from typing import Any

from cotake.surfaces.web.reading._routes import ask_claim, show_claims, show_guide

handlers: list[Any] = [show_guide, show_claims, ask_claim]

__all__ = ["handlers"]
