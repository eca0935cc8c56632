"""From a document to the files of the client."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from sdk_generator.document import Node
from sdk_generator.failure import GenerationError
from sdk_generator.layout import block, docstring, entry, paragraphs
from sdk_generator.plan.client import Plan, plan_client
from sdk_generator.plan.operations import Argument
from sdk_generator.plan.texts import first_sentence
from sdk_generator.prepare import prepare
from sdk_generator.properties import own_formats

_HERE: Final = Path(__file__).parent
_TEMPLATES: Final = _HERE / "templates"
_RUNTIME: Final = _HERE / "runtime"
# The four classes of a tag: suffix of the module, and whether it waits in coroutines and gives raw answers.
_VARIANTS: Final = (("", False, False), ("_async", True, False), ("_raw", False, True), ("_async_raw", True, True))


class SdkProject(Project):
    """Renders our templates in the environment of openapi-python-client.

    Its own list of files is fixed, so that `files` takes the place of its `build`.
    """

    def __init__(self, *, openapi: GeneratorData, config: Config, document: Node, client: str) -> None:
        super().__init__(openapi=openapi, config=config, custom_template_path=_TEMPLATES)
        self._plan: Plan = plan_client(document, openapi)
        _add(self.env.filters, **_FILTERS)
        _add(self.env.globals, plan=self._plan, document=document, client=client)

    def files(self) -> dict[str, str]:
        """Give the text of every file by its path in the package."""
        return dict(self._generated()) | dict(_copied())

    def _generated(self) -> Iterator[tuple[str, str]]:
        yield "README.md", self._render("README.md")
        yield "py.typed", ""
        for name in ("__init__", "_client", "errors", "params"):
            yield f"{name}.py", self._render(f"{name}.py")
        for package in ("_operations", "resources"):
            yield f"{package}/__init__.py", self._render(f"{package}.py")
        yield "models/__init__.py", self._render("models.py")
        for model in self._plan.models:
            yield f"models/{model.module}.py", self._render("model.py", model=model)
        for tag, operations in self._plan.tags.items():
            yield f"_operations/{tag}.py", self._render("operations.py", tag=tag, operations=operations)
            for suffix, is_async, raw in _VARIANTS:
                text = self._render("resource.py", tag=tag, operations=operations, is_async=is_async, raw=raw)
                yield f"resources/{tag}{suffix}.py", text

    def _render(self, template: str, **context: Any) -> str:  # noqa: ANN401 - whatever the template needs
        return self.env.get_template(f"{template}.jinja").render(**context)


def _add(names: dict[str, Any], **more: Any) -> None:  # noqa: ANN401 - Jinja takes anything
    names.update(more)


def _copied() -> Iterator[tuple[str, str]]:
    for path in sorted(_RUNTIME.glob("*.py")):
        yield f"_runtime/{path.name}", path.read_text(encoding="utf-8")


def _literal(text: object) -> str:
    """Write a text of the document as a Python literal."""
    return repr(str(text))


def _path_expression(path: str, arguments: tuple[Argument, ...]) -> str:
    """Write a path as a literal that holds the expressions of its arguments."""
    expressions = {
        f"{{{argument.wire}}}": f"{{{argument.writer}({argument.name!r}, {argument.name})}}" for argument in arguments
    }
    for place, expression in expressions.items():
        path = path.replace(place, expression)
    return ("f" if arguments else "") + repr(path)


_FILTERS: Final = MappingProxyType(
    {
        "block": block,
        "docstring": docstring,
        "entry": entry,
        "first_sentence": first_sentence,
        "literal": _literal,
        "paragraphs": paragraphs,
        "path_expression": _path_expression,
    }
)


def generate(document: Node, *, package: str, client: str) -> dict[str, str]:
    """Make the client of a document.

    Args:
        document: The document, in one file.
        package: The import name.
        client: The name of the client's class.

    Returns:
        The text of every file by its path in the package, not yet formatted.

    Raises:
        GenerationError: The document says something that the client cannot honour.
    """
    config = _config(package)
    with own_formats():
        parsed = GeneratorData.from_dict(prepare(document), config=config)
    if isinstance(parsed, GeneratorError):
        message = f"{parsed.header}: {parsed.detail}"
        raise GenerationError(" ".join(message.split()))
    _check(parsed)
    return SdkProject(openapi=parsed, config=config, document=document, client=client).files()


def _config(package: str) -> Config:
    settings = ConfigFile(package_name_override=package, literal_enums=True, post_hooks=[])
    with contextlib.redirect_stdout(io.StringIO()):
        return Config.from_sources(
            settings, MetaType.NONE, Path("openapi.yaml"), "utf-8", overwrite=True, output_path=Path(package)
        )


def _check(parsed: GeneratorData) -> None:
    """Let no warning of the parser pass: it leaves out what it does not understand."""
    problems = [*parsed.errors]
    for collection in parsed.endpoint_collections_by_tag.values():
        problems += collection.parse_errors
    if problems:
        first = problems[0]
        message = f"openapi-python-client cannot read the document: {first.header} {first.detail}"
        raise GenerationError(" ".join(message.split()))
