"""The review in a browser on this machine: a page, and the few requests that it makes.

Whoever else can reach the port, another program or a page of another site in the same browser, is
kept out four times: the Host must be ours to the letter (DNS rebinding), the token must be in a
header (never a cookie, which a browser would add by itself), writes must come from our own page
(Origin, Sec-Fetch-Site), and no request names a file. Texts are data, the page shows them as text.

What is asked and answered, all JSON; every request carries the header ``X-Tmkit-Token``::

    GET  /api/rows?from=N        STATE, file, files, languages, tongue, page, from, rows: [ROW]
    GET  /api/next?row=N         row: N or null
    GET  /api/find?row=N&text=T  row: N or null
    GET  /api/ping               STATE
    POST /api/step               {revision, op, ...}: see below
    POST /api/export             {format: tmx | tsv | xlsx}:
                                 path, units, unreviewed, lone, deleted, changed

    STATE  revision, total, unreviewed, doubtful, accepted (numbers), undo, redo (true or false)
    ROW    source: [text], target: [text], state, confidence, reasons: [key], doubtful, flag, note,
           edited: [side]

``file`` is the memory, or the translation of two documents; ``files`` names all that was read.

A step is ``{"revision": R, "op": NAME, ...}`` with the fields of
:class:`tmkit.review.values.Operation`. It is answered by STATE, ``at``, ``removed`` and ``rows``:
from row ``at`` on, ``removed`` rows gave way to ``rows``. Where these are more than :data:`PAGE`,
``reload`` is true and ``rows`` empty: ask for the rows anew. A step that the rows do not allow is
answered by ``refused``, a line, and STATE; one for another revision than the current by 409.

``{"revision": R, "op": "realign"}`` takes no other field: all that stands between the accepted rows
is aligned anew, as one step that undo takes back. The answer is that of a step, and ``realigned``
says how many rows are other pairs than before. It can take seconds (ten thousand rows: up to
twenty); steps that come meanwhile wait, reading goes on. It is refused with ``nothing is left to
realign`` where every row is accepted or deleted, ``the rows stay as they are`` where it finds the
same, and ``only English and Japanese are realigned``.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib import resources
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from tmkit.config import Config
from tmkit.errors import TmkitError
from tmkit.review.export import export, output_path
from tmkit.review.findings import Matter
from tmkit.review.journal import Review
from tmkit.review.study import REQUESTS, Handler, Study
from tmkit.review.values import Operation, RefusedError, operation_of
from tmkit.review.view import Counts, find, next_doubtful

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from tmkit.review.session import Session

PAGE: Final = 200  # rows in one answer
MAX_BODY: Final = 4 << 20
EXPORTS: Final = ("tmx", "tsv", "xlsx")
TOKEN: Final = "x-tmkit-token"  # noqa: S105 # the name of the header
KINDS: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# The files of the page, listed once: what is asked for is looked up here and never on the disk.
FILES: Final = {"/": ("index.html", "text/html")} | {
    f"/{each.name}": (each.name, KINDS[PurePath(each.name).suffix])
    for each in sorted(resources.files("tmkit.review").joinpath("page").iterdir(), key=str)
    if PurePath(each.name).suffix in KINDS
}
HEADERS: Final = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@dataclass(slots=True)
class Desk:
    """What is served: the review of one file, where its exports go, and who may ask."""

    review: Review
    path: str
    langs: tuple[str, str]
    tongue: str
    output: str = ""  # given by the user; else beside the file
    documents: tuple[str, ...] = ()  # the two texts, where it is these; ``path`` is the second
    aligner: Callable[[Session], Operation] | None = None  # what realigns the rest
    glossaries: tuple[str, ...] = ()
    config: Config = field(default_factory=Config)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    asked: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.counts = Counts.of(self.review.session)
        matter = Matter(self.config, self.path, self.langs, self.glossaries)
        self.study = Study(self.review, matter, self.tongue)

    counts: Counts = field(init=False)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # one step after the other
    study: Study = field(init=False)


def application(desk: Desk, port: int) -> ASGIApp:
    """Return the application for a port that it alone listens to."""
    handlers: dict[str, tuple[str, Callable[[Desk, Request], Awaitable[Response]]]] = {
        "/api/rows": ("GET", _rows),
        "/api/next": ("GET", _next),
        "/api/find": ("GET", _find),
        "/api/step": ("POST", _step),
        "/api/export": ("POST", _export),
        "/api/ping": ("GET", _ping),
    }
    routes = [Route(path, _static(*served)) for path, served in FILES.items()]
    routes += [
        Route(path, _answering(desk, handler), methods=[method])
        for path, (method, handler) in handlers.items()
    ]
    routes += [
        Route(path, _answering(desk, _studied(method, study)), methods=[method])
        for path, (method, study) in REQUESTS.items()
    ]
    return _guarded(Starlette(routes=routes), desk, port)


def _guarded(inner: ASGIApp, desk: Desk, port: int) -> ASGIApp:
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # no WebSocket is spoken here
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
        refusal = _refusal(scope["method"], scope["path"], headers, hosts, desk.token)
        if refusal is not None:
            code, message = refusal
            await Response(message, code, HEADERS, "text/plain")(scope, receive, send)
            return
        desk.asked = time.monotonic()
        await inner(scope, receive, send)

    return guard


def _refusal(
    method: str, path: str, headers: dict[str, list[str]], hosts: set[str], token: str
) -> tuple[int, str] | None:
    """Return why a request is not answered, as a status and a line, or None."""
    host = headers.get("host", [])
    if len(host) != 1 or host[0] not in hosts:
        return 421, "this server has another name"
    if not path.startswith("/api/"):
        return None if method in {"GET", "HEAD"} else (405, "only reading")
    given = headers.get(TOKEN, [])
    if len(given) != 1 or not secrets.compare_digest(given[0].encode(), token.encode()):
        return 403, "the token is missing or wrong: use the address that tmkit printed"
    if headers.get("sec-fetch-site", ["same-origin"]) != ["same-origin"]:
        return 403, "from another site"
    origin = headers.get("origin", [])
    if method != "GET" or origin:
        if origin != [f"http://{host[0]}"]:
            return 403, "from another origin"
        kind = headers.get("content-type", [""])[0].partition(";")[0].strip()
        if method != "GET" and kind != "application/json":
            return 415, "not JSON"
    return None


def _static(name: str, kind: str) -> Callable[[Request], Response]:
    data = resources.files("tmkit.review").joinpath("page", name).read_bytes()

    def answer(request: Request) -> Response:
        del request
        return Response(data, headers=HEADERS, media_type=kind)

    return answer


def _answering(
    desk: Desk, handler: Callable[[Desk, Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return await handler(desk, request)
        except RefusedError as error:
            return _json({"error": error.message}, 422)
        except TmkitError as error:
            return _json({"error": str(error)}, 500)
        except OSError as error:
            return _json({"error": f"not saved: {error.strerror or error}"}, 500)

    return answer


def _studied(method: str, handler: Handler) -> Callable[[Desk, Request], Awaitable[Response]]:
    async def answer(desk: Desk, request: Request) -> Response:
        given = dict(request.query_params) if method == "GET" else await _body(request)
        return _json(await handler(desk.study, given))

    return answer


def _json(data: object, status: int = 200) -> Response:
    # ASCII: a lone surrogate of the file has no UTF-8
    return Response(json.dumps(data), status, HEADERS, "application/json")


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedError(f"{name} is not a number from 0")
    return int(text)


async def _body(request: Request) -> dict[str, Any]:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_BODY:
            raise RefusedError("the text is none, or too long")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise RefusedError("an operation is an object")
    return found


def _state(desk: Desk) -> dict[str, object]:
    session = desk.review.session
    return {
        "revision": session.revision,
        "total": len(session.rows),
        "unreviewed": desk.counts.unreviewed,
        "doubtful": desk.counts.doubtful,
        "accepted": desk.counts.accepted,
        "undo": bool(session.done),
        "redo": bool(session.undone),
    }


async def _rows(desk: Desk, request: Request) -> Response:
    session = desk.review.session
    first = min(_number(request, "from"), max(len(session.rows) - 1, 0))
    rows = [desk.study.shown(row) for row in session.rows[first : first + PAGE]]
    files = desk.documents or (desk.path,)
    about = {
        "file": desk.path,
        "files": files,
        "languages": desk.langs,
        "tongue": desk.tongue,
        "page": PAGE,
    }
    return _json({**_state(desk), **about, "from": first, "rows": rows})


async def _next(desk: Desk, request: Request) -> Response:
    return _json({"row": next_doubtful(desk.review.session, _number(request, "row"))})


async def _find(desk: Desk, request: Request) -> Response:
    text = request.query_params.get("text", "")
    return _json({"row": find(desk.review.session, _number(request, "row"), text)})


async def _ping(desk: Desk, request: Request) -> Response:
    del request
    return _json(_state(desk))


async def _step(desk: Desk, request: Request) -> Response:
    data = await _body(request)
    async with desk.turn:
        return await _taken(desk, data)


async def _taken(desk: Desk, data: dict[str, Any]) -> Response:
    session = desk.review.session
    if data.pop("revision", None) != session.revision:  # another tab was faster
        return _json({"error": "the rows have changed in another tab", **_state(desk)}, 409)
    operation = operation_of(data)
    try:
        if operation.name == "realign":
            operation = await _realign(desk, operation)
        patch = desk.review.apply(operation)
    except RefusedError as error:  # an answer like any other: a browser's console stays clean
        return _json({"refused": error.message, **_state(desk)})
    desk.counts.change(patch, session.units)
    told: dict[str, object] = {"at": patch.at, "removed": len(patch.old)}
    told["reload"] = max(len(patch.old), len(patch.new)) > PAGE
    told["rows"] = [] if told["reload"] else [desk.study.shown(row) for row in patch.new]
    if operation.name == "realign":
        before = {(row.source, row.target) for row in patch.old}
        told["realigned"] = sum((row.source, row.target) not in before for row in patch.new)
    return _json({**_state(desk), **told})


async def _realign(desk: Desk, operation: Operation) -> Operation:
    """Align anew beside the loop, so that reading goes on; the turn keeps the rows as they are."""
    if operation != Operation("realign") or desk.aligner is None:
        raise RefusedError("nothing is left to realign")
    found = await asyncio.to_thread(desk.aligner, desk.review.session)
    desk.asked = time.monotonic()
    return found


async def _export(desk: Desk, request: Request) -> Response:
    kind = (await _body(request)).get("format")
    if kind not in EXPORTS:
        raise RefusedError("there is no such format")
    path = desk.output if desk.output.endswith(f".{kind}") else output_path(desk.path, kind)
    session = desk.review.session
    keep = "" if desk.documents else desk.path
    done = export(path, session.rows, session.units, desk.langs, keep, desk.documents)
    return _json(
        {
            "path": done.path,
            "units": done.report.units,
            "unreviewed": done.unreviewed,
            "lone": done.lone,
            "deleted": done.deleted,
            "changed": done.report.replaced + done.report.trimmed,
        }
    )


def serve(desk: Desk, idle: float, ready: Callable[[str], None], port: int = 0) -> None:
    """Serve on 127.0.0.1 until interrupted, or until nothing was asked for ``idle`` seconds.

    ``ready`` is told the address, with the token in its fragment, which no browser sends anywhere.
    Raise OSError for a port that cannot be had.
    """
    # named as TCP, or asyncio leaves Nagle's algorithm on, and each answer waits 40 ms for its end
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", port))
        number = listener.getsockname()[1]
        config = uvicorn.Config(
            application(desk, number),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)

        async def run() -> None:
            task = asyncio.create_task(server.serve(sockets=[listener]))
            ready(f"http://127.0.0.1:{number}/#{desk.token}")
            while not task.done():
                await asyncio.wait([task], timeout=min(idle, 1))
                if time.monotonic() - desk.asked > idle:
                    server.should_exit = True
            await task

        listener.listen()  # so that the address works from the moment it is told
        asyncio.run(run())
