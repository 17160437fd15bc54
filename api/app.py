"""The application: routes, errors, headers, memory, documentation that works offline."""

import logging
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
from fastapi import Depends, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi_offline import FastAPIOffline
from sqlalchemy import Engine
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from api import contract, problems
from api.fresh import Fresh
from api.front import Counts, Front
from api.html import problem_page, wants_page
from api.limits import Limits
from api.pool import Pool
from api.reading import THREADS, House, reader_of
from api.routes import (
    articles,
    dumps,
    feeds,
    follow,
    judgements,
    labels,
    operations,
    pages,
    reading,
    reference,
    sources,
    stories,
)
from api.version import watch
from models.reading import Document, Reading
from models.settings import Settings
from models.settings import settings as environment

VERSION = "1.0.0"
SWITCH = 0.001  # seconds: a reader's every statement gives the interpreter away, and would wait 5 ms to get it back
HERE = Path(__file__).parent
ABOUT = """News about UK local government: collected, cleaned, tagged with the sentence that says so, and joined to
regulators' judgements. Any list is JSON, CSV, NDJSON, RSS, Atom or JSON Feed by its suffix.

**Stability.** Under `/v1` no field, parameter, operation id or problem type is taken away or changes its meaning; new
ones may come. What is to go is marked deprecated here for six months first."""

Tag = Callable[[Sequence[Document]], list[Reading]]


def create_app(engine: Engine, *, tag: Tag | None = None, settings: Settings | None = None) -> FastAPI:
    """The application over a migrated database. `tag` reads texts for POST /v1/tag; without it that answers 503."""
    settings = settings or environment()
    app = FastAPIOffline(
        docs_url=None,
        title="Councilwire",
        version=VERSION,
        description=ABOUT,
        lifespan=_lifespan,
        static_url="/static/docs",
        contact={"name": "Councilwire", "url": "https://councilwire.example/about"},
        license_info={"name": "Articles belong to their publishers", "url": "https://councilwire.example/about"},
        separate_input_output_schemas=False,
    )
    reads = reader_of(engine, settings)
    pool = None if engine.dialect.name == "sqlite" else Pool(reads)
    app.state.house = house = House(engine, reads, settings, watch(reads), pool, Limits(settings.rate_limit), tag)
    app.state.counts = counts = Counts()
    problems.install(app, lambda request, problem: problem_page(request, problem) if wants_page(request) else None)
    for room in (
        articles,
        stories,
        judgements,
        reference,
        sources,
        dumps,
        reading,
        feeds,
        follow,
        labels,
    ):
        app.include_router(room.router, dependencies=[Depends(problems.spelt)])
    for router in (operations.router, pages.router, follow.pages):
        app.include_router(router)  # unknown parameters pass: probes and shared links bring words of others' making
    _dark(app)
    contract.describe(app, settings.public_url or "/")
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_middleware(Fresh, house=house)
    app.add_middleware(Front, counts=counts, limits=house.limits)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["Authorization", "If-Modified-Since", "If-None-Match"],
        expose_headers=["ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"],
    )
    return app


# Swagger UI is dark under a class of its own making; the reader's setting, which every other page follows, sets it.
DARK = """<script>
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
</script>
</head>"""


def _dark(app: FastAPI) -> None:
    """Let /docs follow the reader's setting of light or dark."""
    plain = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Councilwire API",
        swagger_js_url="/static/docs/swagger-ui-bundle.js",
        swagger_css_url="/static/docs/swagger-ui.css",
        swagger_favicon_url="/static/mark.svg",
    )
    page = bytes(plain.body).decode().replace("</head>", DARK, 1)
    app.add_api_route("/docs", lambda: HTMLResponse(page), include_in_schema=False)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    sys.setswitchinterval(SWITCH)
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    logging.getLogger("councilwire.api").debug("serving")
    yield
    if app.state.house.pool is not None:
        app.state.house.pool.rest()
        app.state.house.reads.dispose()
