"""Is it working: the answer from the journal, and trials that are fixed in advance."""

from typing import Any

from cotake.surfaces.web.working._design_routes import (
    ask_design,
    download_design,
    fix_design,
    forget_design,
    show_design,
    simulate,
)
from cotake.surfaces.web.working._routes import ask, show

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (
    show,
    ask,
    show_design,
    ask_design,
    simulate,
    fix_design,
    forget_design,
    download_design,
)
