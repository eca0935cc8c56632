"""From the path of a request to what serves it."""

from collections.abc import Iterable

from starlette.routing import compile_path
from starlette.types import ASGIApp, Scope


class Paths:
    """Many paths, each with what serves it, whatever the method.

    Starlette's own routes do the same one by one, which takes longer than to look a customer up.

    Args:
        served: Paths such as `/customers/{id}`, each with what serves it; the first that fits is taken.
    """

    def __init__(self, served: Iterable[tuple[str, ASGIApp]]) -> None:
        """Compile the paths."""
        self._served = [(compile_path(path)[0], app) for path, app in served]

    def find(self, scope: Scope) -> ASGIApp | None:
        """Give what serves a request, and tell the request the parameters of its path; None where nothing does."""
        if scope["type"] == "http":
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            for pattern, app in self._served:
                # Starlette's patterns end in `$`, which would let a newline follow.
                if found := pattern.fullmatch(path):
                    scope["path_params"] = found.groupdict()
                    return app
        return None
