"""Dumps: whole tables as Parquet, made on disk and sent from there."""

import tempfile
from collections.abc import Iterator
from typing import IO, Literal

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from api import dumps, parquet
from api.access import Caller, Who
from api.dumps import BY_NAME, Dump
from api.formats import base, listed
from api.lists import Slice
from api.responses import documented
from api.views import DumpsView

router = APIRouter(prefix="/v1", tags=["dumps"])
TYPE = "application/vnd.apache.parquet"
PIECE = 256 * 1024
MAKING = anyio.CapacityLimiter(1)  # a dump at a time, in a thread of its own: the other readers keep theirs
WHOLE = {
    "description": "The table, as Apache Parquet.",
    "content": {TYPE: {"schema": {"type": "string", "format": "binary"}, "example": "PAR1…PAR1"}},
}
Name = Literal["articles", "taggings", "mentions", "judgements", "stories", "authorities"]


@router.get("/dumps", operation_id="listDumps", responses=documented(DumpsView))
def list_dumps(request: Request, who: Who) -> Response:
    """The tables there are, their columns, and where to get them."""
    home = base(request)
    told = [
        {
            "name": dump.name,
            "about": dump.about,
            "url": f"{home}/v1/dumps/{dump.name}.parquet",
            "columns": [{"name": one.name, "kind": one.kind, "about": one.about} for one in dump.columns],
        }
        for dump in dumps.DUMPS
    ]
    return listed(request, told, Slice([]), alternates=False)


@router.get(
    "/dumps/{name}.parquet",
    operation_id="getDump",
    responses={**documented(None), 200: WHOLE},
)
async def get_dump(request: Request, name: Name, who: Who) -> Response:
    """A whole table as a Parquet file. The full text is in it where its licence or your key allows it."""
    file = await anyio.to_thread.run_sync(_made, request, BY_NAME[name], who, limiter=MAKING)
    headers = {"Content-Disposition": f'attachment; filename="{name}.parquet"'}
    return StreamingResponse(_pieces(file), headers=headers, media_type=TYPE)


def _made(request: Request, dump: Dump, who: Caller) -> IO[bytes]:
    """The file, which is gone as soon as it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it has been sent
    kinds = {column.name: column.kind for column in dump.columns}
    try:
        parquet.write(kinds, dumps.rows(request, dump, who.full), file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
