"""The ways to reach the API: a server with the credentials it takes."""

import re

from attrs import frozen

from sdk_generator.document import Node
from sdk_generator.failure import GenerationError
from sdk_generator.plan.texts import one_line


@frozen
class Given:
    """An argument of the client, the environment variable that may give it, and what it is."""

    name: str
    variable: str
    description: str


@frozen
class Way:
    """A server and the credentials it takes."""

    name: str
    url: str
    variables: tuple[Given, ...]
    credentials: tuple[Given, ...]
    authenticate: str

    @property
    def arguments(self) -> tuple[Given, ...]:
        """The arguments that choose this way."""
        return (*self.variables, *self.credentials)


def plan_access(document: Node) -> tuple[Way, ...]:
    """Plan the ways to reach the API: the first server takes the first security requirement, and so on.

    Raises:
        GenerationError: There are not as many servers as requirements, or a scheme that the templates do not know.
    """
    servers, requirements = document["servers"], document["security"]
    if len(servers) != len(requirements):
        message = f"{len(servers)} servers stand against {len(requirements)} security requirements: pair them in order"
        raise GenerationError(message)
    return tuple(_way(document, server, next(iter(need))) for server, need in zip(servers, requirements, strict=True))


def _way(document: Node, server: Node, scheme_name: str) -> Way:
    scheme = document["components"]["securitySchemes"][scheme_name]
    variables = server.get("variables", {})
    if set(re.findall(r"{(\w+)}", server["url"])) != set(variables):
        message = f"the variables of the server {server['url']} are not those that it describes"
        raise GenerationError(message)
    text = one_line(scheme["description"])
    names = zip(scheme["x-sdk-arguments"], scheme["x-sdk-env"], strict=True)
    return Way(
        name=re.sub(r"(?<=[a-z])(?=[A-Z])", "_", scheme_name).upper(),
        url=server["url"],
        variables=tuple(
            Given(name, variable["x-sdk-env"], one_line(variable["description"]))
            for name, variable in variables.items()
        ),
        credentials=tuple(Given(name, env, text) for name, env in names),
        authenticate=_authenticate(scheme_name, scheme),
    )


def _authenticate(name: str, scheme: Node) -> str:
    arguments = ", ".join(f'"{argument}"' for argument in scheme["x-sdk-arguments"])
    if scheme["type"] == "apiKey" and scheme["in"] == "header":
        return f'header_key("{scheme["name"]}", {arguments})'
    if scheme["type"] == "http" and scheme["scheme"] == "basic":
        return f"basic({arguments})"
    message = f"the security scheme {name} is neither a key in a header nor basic authentication"
    raise GenerationError(message)
