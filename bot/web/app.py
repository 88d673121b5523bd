"""The web application."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from starlette.middleware.cors import CORSMiddleware

from bot.settings import Settings, load_settings
from bot.web import appointment_pages, conversations, health, knowledge, pages, sockets
from bot.web.headers import SecurityHeaders
from bot.web.limits import LimitBody
from bot.web.metrics import CountRequests, several_processes
from bot.web.origins import RefuseOtherOrigins
from bot.web.problems import CatchAll, add_problem_handlers
from bot.web.schemas import Problem
from bot.web.services import Services, services_of
from bot.web.worker import AssistantThread

_PATIENCE = 60.0  # seconds


async def count_request(request: Request, services: Annotated[Services, Depends(services_of)]) -> None:
    """Refuses an address that asks too often."""
    await services.limits.request(request)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    await services.start()
    if several_processes():  # the other processes answer meanwhile
        await services.loaded(_PATIENCE)
    yield
    await services.stop()


def create_app(settings: Settings | None = None, assistant: AssistantThread | None = None) -> FastAPI:
    """Builds the application; it loads the assistant when it is started, or uses one that is loaded already.

    Raises SettingsError if no settings are given and those of the environment cannot be used.
    """
    settings = settings or load_settings()
    _set_up_logs(settings)
    services = Services(settings, assistant)
    app = FastAPI(
        title="Lotse",
        description="Answers newcomers' questions about Germany in their own language, with sources and dates.",
        lifespan=_lifespan,
        docs_url=None,  # FastAPI's page loads its program from a third party
        redoc_url=None,
    )
    app.state.services = services
    problems = {
        status: {"model": Problem, "description": description}
        for status, description in {400: "Not understood", 413: "Too long", 429: "Too often", 503: "Not now"}.items()
    }
    counted = [Depends(count_request)]
    for router in (conversations.router, knowledge.router):
        app.include_router(router, dependencies=counted, responses=problems)  # type: ignore[arg-type]
    for router in (sockets.router, health.router, pages.router, appointment_pages.router):
        app.include_router(router)
    app.mount("/widget", pages.widget_files)
    app.mount("/assets", pages.assets)
    add_problem_handlers(app, services)
    _add_middleware(app, services, settings)
    return app


def _set_up_logs(settings: Settings) -> None:
    """The level holds for libraries too, which may have set a lower one; the access log would hold addresses."""
    handler = logging.StreamHandler()
    handler.setLevel(settings.log_level)
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=[handler]
    )
    logging.getLogger("uvicorn.access").disabled = True


def _add_middleware(app: FastAPI, services: Services, settings: Settings) -> None:
    """From the inside out."""
    app.add_middleware(LimitBody, most=settings.body_max_bytes)
    app.add_middleware(CatchAll, services=services)
    app.add_middleware(RefuseOtherOrigins, allowed=settings.allowed_origins)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["authorization", "content-type"],
            expose_headers=["retry-after"],
            max_age=24 * 3600,
        )
    app.add_middleware(CountRequests, metrics=services.metrics)
    app.add_middleware(SecurityHeaders, trust_proxy=settings.trust_proxy, framed_by=settings.allowed_origins)
