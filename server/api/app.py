"""The application: routes, error answers and the layers around them, built from services that are already there."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from ingestion.jobs import Jobs
from server.api import docs
from server.api.edge import Edge
from server.api.errors import install_handlers
from server.api.limits import BodyLimit
from server.api.metrics import Metrics
from server.api.openapi import DESCRIPTION, TAGS, describe_events
from server.api.routes import (
    attention,
    checks,
    chunks,
    conflicts,
    corrections,
    decisions,
    document_history,
    documents,
    due,
    extension_file,
    figures,
    gaps,
    glossary,
    health,
    jobs,
    keys,
    originals,
    pairings,
    people,
    phrasings,
    products,
    proposals,
    reviews,
    scripts,
    search,
    service,
    session,
    shop_settings,
    shops,
    suggestions,
)
from server.api.running import Running
from server.console import routes as console
from server.extension_package import ORIGIN as EXTENSION_ORIGIN
from server.workbench import routes as workbench

if TYPE_CHECKING:
    from server.compose import Services

_ROUTERS = (
    suggestions,
    decisions,
    phrasings,
    checks,
    due,  # before what would read its paths as a document's id
    documents,
    chunks,
    corrections,
    document_history,
    reviews,
    jobs,
    products,
    scripts,
    glossary,
    conflicts,
    gaps,
    proposals,
    search,
    service,
    figures,
    shops,
    shop_settings,
    session,
    people,
    keys,
    originals,
    pairings,
    extension_file,
    attention,
    health,
    console,
    workbench,
)


def create_app(services: Services) -> FastAPI:
    """Answers requests; the jobs that they leave are done by whoever runs `ingestion.jobs.running_worker`."""
    app = create_routes()
    metrics = Metrics()
    app.state.running = Running(services, Jobs(services), metrics)
    app.add_middleware(BodyLimit, upload_limit_mb=services.settings.upload_limit_mb)
    app.add_middleware(Edge, metrics=metrics)
    app.add_middleware(  # outermost, so that errors carry its headers too
        CORSMiddleware,
        allow_origins=[EXTENSION_ORIGIN, *services.settings.cors_origins],
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
        expose_headers=["X-Request-ID", "Retry-After"],
    )
    return app


def create_routes() -> FastAPI:
    """The routes alone, from which the OpenAPI document is made."""
    app = FastAPI(
        title="Huashu 话术",
        version=version("huashu"),
        description=DESCRIPTION,
        openapi_tags=TAGS,
        docs_url=None,  # the framework's own page loads its scripts from a public network
        redoc_url=None,
    )
    for module in _ROUTERS:
        app.include_router(module.router)
    docs.install(app)
    install_handlers(app)
    describe_events(app)
    return app
