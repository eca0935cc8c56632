"""The documentation page, which sends its requests to the server that serves it."""

from functools import cache

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bigcommerce_contract.mock.settings import Settings


def documentation(settings: Settings) -> list[BaseRoute]:
    """Give `/docs`, with the first store and the credentials of full access filled in, and `/`, which leads there."""

    async def serve(request: Request) -> Response:
        del request
        return HTMLResponse(await to_thread.run_sync(_page, *settings.first()), headers={"Cache-Control": "no-cache"})

    async def lead(request: Request) -> Response:
        del request
        return RedirectResponse("/docs")

    return [Route("/docs", serve), Route("/", lead)]


@cache
def _page(store: str, token: str, basic: str) -> str:
    # Loaded when it is asked for: the viewer takes 4 MB of memory and most mocks never show it.
    from bigcommerce_contract.docs.page import build_page  # noqa: PLC0415
    from bigcommerce_contract.docs.trial import Trial  # noqa: PLC0415

    user, _, key = basic.partition(":")
    return build_page(Trial((f"/stores/{store}/v2", "/api/v2"), token, (user, key)))
