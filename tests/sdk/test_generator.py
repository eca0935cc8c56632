"""The generator, run on tiny documents; what it gives is imported and used."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from tests.sdk import tiny

import generate_sdk
from bigcommerce_contract.document import load_document
from sdk_generator.document import Node, operations
from sdk_generator.failure import GenerationError
from sdk_generator.pins import check_version
from sdk_generator.project import generate

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Node], Any]:
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return lambda document: tiny.import_client(document, tmp_path)


def answered(module: Any, body: object, status: int = 200) -> Any:  # noqa: ANN401 - a module made by the test
    """Get the one thing of the tiny API from a server that answers so."""
    http = httpx2.Client(transport=httpx2.MockTransport(lambda _: httpx2.Response(status, json=body)))
    return module.Tiny(shop="a", key="k", http_client=http).things.get(1)


def test_each_kind_of_property_is_read_and_written(make: Callable[[Node], Any]) -> None:
    module = make(
        tiny.with_properties(
            rfc={"type": "string", "format": "date-time-rfc-2822"},
            iso={"type": "string", "format": "date-time"},
            day={"type": "string", "format": "date"},
            price={"type": "string", "format": "decimal"},
            key={"type": "string", "format": "uuid"},
            rate={"type": "number"},
            tags={"type": "array", "items": {"type": "string"}},
            gone={"type": ["string", "null"], "format": "date-time-rfc-2822"},
        )
    )
    body = {
        "id": 1,
        "rfc": "Tue, 13 Nov 2012 21:16:41 +0000",
        "iso": "2012-11-13T21:16:41+00:00",
        "day": "2012-11-13",
        "price": "1.50",
        "key": "00000000-0000-0000-0000-000000000001",
        "rate": 0.5,
        "tags": ["a"],
        "gone": None,
    }
    thing = answered(module, body)
    moment = dt.datetime(2012, 11, 13, 21, 16, 41, tzinfo=dt.UTC)
    assert (thing.rfc, thing.iso, thing.day) == (moment, moment, dt.date(2012, 11, 13))
    assert (thing.price, thing.key, thing.gone) == (Decimal("1.50"), UUID(int=1), None)
    assert thing.to_dict() == body
    assert answered(module, {"id": 2}).to_dict() == {"id": 2}


def test_an_enumeration_is_open(make: Callable[[Node], Any]) -> None:
    module = make(tiny.with_properties(colour={"type": "string", "enum": ["red", "blue"]}))
    assert answered(module, {"id": 1, "colour": "green"}).colour == "green"


def test_a_property_may_have_another_name(make: Callable[[Node], Any]) -> None:
    thing = answered(
        make(tiny.with_properties(_etag={"type": "string", "x-sdk-name": "etag"})), {"id": 1, "_etag": "e"}
    )
    assert (thing.etag, thing.to_dict()) == ("e", {"id": 1, "_etag": "e"})


def test_a_result_may_be_one_property_of_the_answer(make: Callable[[Node], Any]) -> None:
    described = tiny.with_properties()
    described["paths"]["/things/{id}"]["get"]["x-sdk-result"] = "id"
    assert answered(make(described), {"id": 1}) == 1


@pytest.mark.parametrize("answer", [{"id": "1"}, {"id": True}, {"id": None}, {}, [1], 1])
def test_a_result_of_another_type_is_an_error(make: Callable[[Node], Any], answer: object) -> None:
    described = tiny.with_properties()
    described["paths"]["/things/{id}"]["get"]["x-sdk-result"] = "id"
    module = make(described)
    with pytest.raises(module.APIResponseValidationError):
        answered(module, answer)


def test_an_error_is_named_by_its_response(make: Callable[[Node], Any]) -> None:
    module = make(tiny.with_properties())
    with pytest.raises(module.NotFoundError) as caught:
        answered(module, [{"status": 404, "message": "gone"}], 404)
    assert caught.value.message == "gone"
    assert "There is no such thing." in module.NotFoundError.__doc__


def test_an_error_does_not_take_a_name_of_the_language(make: Callable[[Node], Any]) -> None:
    document = tiny.with_properties()
    document["components"]["responses"]["NotImplemented"] = {"description": "Not yet."}
    document["paths"]["/things/{id}"]["get"]["responses"]["501"] = {"$ref": "#/components/responses/NotImplemented"}
    assert make(document).APINotImplementedError.__mro__[1].__name__ == "APIStatusError"


def test_texts_of_the_document_stay_texts(make: Callable[[Node], Any]) -> None:
    text = 'Ends """\nraise SystemExit\n""" and C:\\new {{ 7 * 7 }} {x}.'
    document = tiny.with_properties(note={"type": "string", "description": text})
    document["info"]["title"] = text
    document["components"]["schemas"]["Thing"]["description"] = text
    document["paths"]["/things/{id}"]["get"]["summary"] = text
    document["paths"]["/things/{id}"]["get"]["description"] = text
    module = make(document)
    assert "{{ 7 * 7 }}" in module.Thing.__doc__
    assert "C:\\new" in module.Thing.__doc__


def test_another_version_of_the_parser_is_refused() -> None:
    with pytest.raises(GenerationError, match=r"openapi-python-client 0\.29\.1 is needed, 0\.30\.0 is installed"):
        check_version("0.30.0")
    check_version()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_committed_client_is_what_the_document_gives_under_any_hash_seed(seed: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "generate_sdk.py"), "--check"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_check_names_each_file_that_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = ["--output", str(tmp_path / "client")]
    assert generate_sdk.main(target) == 0
    (tmp_path / "client" / "errors.py").write_text("", encoding="utf-8")
    (tmp_path / "client" / "params.py").unlink()
    (tmp_path / "client" / "own.py").write_text("", encoding="utf-8")
    assert generate_sdk.main([*target, "--check"]) == 1
    printed = capsys.readouterr().err.splitlines()
    assert printed == [
        "The client is not what the document gives: run `make generate`.",
        "missing: params.py",
        "changed: errors.py",
        "not generated: own.py",
    ]
    assert generate_sdk.main(target) == 0
    assert not (tmp_path / "client" / "own.py").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [(None, "cannot be read"), ("a: [", "is no YAML"), ("a: 1", "is no OpenAPI document")],
)
def test_a_document_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, words: str
) -> None:
    path = tmp_path / "openapi.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert generate_sdk.main(["--document", str(path), "--output", str(tmp_path / "client")]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "client").exists()


def test_the_document_of_the_project_gives_a_method_for_every_operation() -> None:
    files = generate(load_document(), package="p", client="C")
    methods: list[str] = [operation["x-sdk-method"] for _, _, operation in operations(load_document())]
    assert len(methods) == 8
    for module in ("customers.py", "customers_async.py", "customers_raw.py", "customers_async_raw.py"):
        for method in methods:
            assert f"def {method}(" in files[f"resources/{module}"]
