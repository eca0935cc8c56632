"""From the path of a request to what serves it."""

from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send


class Paths(BaseRoute):
    """Many paths as one route, whatever the method.

    Starlette's own routes do the same one by one, which takes longer than to look a customer up.

    Args:
        served: Paths such as `/customers/{id}`, each with what serves it; the first that fits is taken.
    """

    def __init__(self, served: Iterable[tuple[str, ASGIApp]]) -> None:
        """Compile the paths."""
        self._served = [(compile_path(path)[0], app) for path, app in served]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a request is for one of the paths, and for which."""
        if scope["type"] == "http":
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            for pattern, app in self._served:
                if found := pattern.match(path):
                    return Match.FULL, {"endpoint": app, "path_params": found.groupdict()}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request be served."""
        await scope["endpoint"](scope, receive, send)
