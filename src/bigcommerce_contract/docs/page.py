"""The page: one HTML file, and a policy in it that lets nothing be loaded from elsewhere."""

import json
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bigcommerce_contract.docs import sources
from bigcommerce_contract.docs.enrich import enrich
from bigcommerce_contract.docs.prose import to_html
from bigcommerce_contract.docs.trial import Trial
from bigcommerce_contract.document import load_document, load_rules

# Scalar compiles its validators at run time and makes a worker of a blob; the rest stays forbidden.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
    "font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'; connect-src {connect}"
)
_VIEWER_OPTIONS = {
    "theme": "none",
    "withDefaultFonts": False,
    "telemetry": False,
    "agent": {"disabled": True},
    "mcp": {"disabled": True},
    "showDeveloperTools": "never",
    "hideClientButton": True,
    # Scalar's own snippets encode queries twice; the samples of the document are programs that the tests run.
    "hiddenClients": True,
    "persistAuth": False,
    "defaultOpenFirstTag": True,
    "documentDownloadType": "yaml",
}
_TRY_IT = (
    "To send requests from this page, run `bigcommerce-contract mock` and open the `/docs` of the address "
    "that it prints."
)


def build_page(trial: Trial | None = None) -> str:
    """Build the documentation page.

    Args:
        trial: The server that requests may be sent to, which must be the one that serves the page. Without it the
            page sends none.

    Returns:
        HTML of some 5 MB that needs no other file.
    """
    rules = load_rules()
    pages = Environment(
        loader=PackageLoader("bigcommerce_contract.docs"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return pages.get_template("page.html.jinja").render(
        title=load_document()["info"]["title"],
        policy=Markup(_POLICY.format(connect="'self'" if trial else "'none'")),  # noqa: S704 - a constant
        viewer=Markup(sources.viewer()),  # noqa: S704 - the pinned file, which holds no end of a script
        licence=Markup(sources.licence()),  # noqa: S704 - our own file, in a comment of a script
        configuration=_script_json(_configuration(trial)),
        rules=rules,
        decisions=to_html(sources.decisions(), {rule["id"] for rule in rules}),
    )


def _configuration(trial: Trial | None) -> dict[str, Any]:
    document = enrich(load_document(), sources.guides(), load_rules())
    if trial is None:
        lead, _, guides = document["info"]["description"].partition("\n\n")
        document["info"]["description"] = f"{lead}\n\n{_TRY_IT}\n\n{guides}"
        return {**_VIEWER_OPTIONS, "content": document, "hideTestRequestButton": True}
    trial.aim(document)
    return {**_VIEWER_OPTIONS, "content": document, "authentication": trial.authentication()}


def _script_json(value: object) -> Markup:
    """Write JSON that can stand in a script: no text of it can end the script."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - escaped here
