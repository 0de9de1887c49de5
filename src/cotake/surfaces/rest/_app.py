"""The one application: what it answers, and what stands before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import License
from litestar.types import ASGIApp

from cotake._home import home
from cotake._version import __version__
from cotake.surfaces._in_use import InUse
from cotake.surfaces.hooks import HookSettings, read_hook_settings, routes
from cotake.surfaces.rest._beside import Beside
from cotake.surfaces.rest._head import with_head
from cotake.surfaces.rest._health import handlers as health
from cotake.surfaces.rest._kept import Kept
from cotake.surfaces.rest._knowledge import Observed
from cotake.surfaces.rest._limits import rate_limit, sweeping, timed_body
from cotake.surfaces.rest._observing import observed
from cotake.surfaces.rest._openapi import AnswerSchema
from cotake.surfaces.rest._packed import unpacking
from cotake.surfaces.rest._problems import HANDLERS
from cotake.surfaces.rest._settings import NOT_KEPT, Settings
from cotake.surfaces.rest.rxnav import handlers as rxnav
from cotake.surfaces.rest.v1 import handlers as v1

_MOST_LARGE = 64
_TOLD = (
    "Can these be taken together? For information and for a conversation with a prescriber or pharmacist. "
    "An answer whose status is not_recognised or not_covered, or that is not complete, does not say that "
    "anything is safe. A failure is an error, and never an empty answer."
)


def hook_settings(settings: Settings) -> HookSettings:
    """How CDS Hooks are set up: whom they trust, and where feedback and used tokens are kept.

    Raises:
        FileProblem: a file that cannot be used.
        InputError: a setting that cannot be used.
    """
    own = home()
    return read_hook_settings(
        Path(settings.hooks) if settings.hooks else None,
        base_url=settings.base_url or f"http://{settings.host}:{settings.port}",
        feedback=None
        if settings.feedback == NOT_KEPT
        else Path(settings.feedback or own / "feedback.sqlite"),
        seen=own / "used-tokens.sqlite",
        most_body_kb=settings.most_hook_body_kb,
    )


def litestar_app(settings: Settings | None = None) -> Litestar:
    """The application itself, as tests and OpenAPI want it."""
    settings = settings or Settings()
    in_use = InUse(Observed())
    app = Litestar(
        route_handlers=[*health(settings, in_use), *v1, *rxnav, *routes(hook_settings(settings))],
        dependencies={"library": Provide(in_use.library, sync_to_thread=False, use_cache=False)},
        exception_handlers=HANDLERS,
        middleware=rate_limit(settings),
        lifespan=[sweeping, in_use.watching],
        cors_config=CORSConfig(
            allow_origins=list(settings.cors),
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["content-type", "authorization"],
        )
        if settings.cors
        else None,
        openapi_config=OpenAPIConfig(
            title="cotake",
            version=__version__,
            description=_TOLD,
            license=License(name="Apache-2.0", identifier="Apache-2.0"),
            path="/schema",
            render_plugins=[AnswerSchema()],
        ),
        request_max_body_size=settings.most_body_kb * 1024,
        logging_config=None,
        debug=False,
    )
    app.state.settings = settings
    app.state.kept = Kept(settings.kept_answers)
    # An answer of one medicine with all others is large: fewer of them are kept.
    app.state.beside = Beside(min(settings.kept_answers, _MOST_LARGE), settings.answer_timeout_s)
    return app


def create_app(settings: Settings | None = None) -> ASGIApp:
    """The application with its log and metrics, the time that a request may take to arrive, HEAD and gzip.

    Raises:
        InputError: a setting that names a file which cannot be used.
    """
    settings = settings or Settings()
    app: Any = litestar_app(settings)
    most = max(settings.most_body_kb, settings.most_hook_body_kb) * 1024
    timed = timed_body(unpacking(app, most), settings.body_timeout_s)
    return cast("ASGIApp", observed(with_head(timed)))
