"""Build hook of hatchling: puts the document and the catalogue of rules into the wheel."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA_FILES = {
    "cassettes": "bigcommerce_contract/data/cassettes",
    "generated/openapi.yaml": "bigcommerce_contract/data/openapi.yaml",
    "generated/scalar": "bigcommerce_contract/data/scalar",
    "spec/DECISIONS.md": "bigcommerce_contract/data/DECISIONS.md",
    "spec/guides": "bigcommerce_contract/data/guides",
    "spec/rules.yaml": "bigcommerce_contract/data/rules.yaml",
}


class DataFilesHook(BuildHookInterface[Any]):
    """Adds the data files to a wheel that is to be shipped.

    An editable install gets none: a copy made at install time would go stale at the next edit of the document.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Names the files to include.

        Args:
            version: ``standard`` for a wheel that is to be shipped, ``editable`` for a development install.
            build_data: What hatchling lets a hook change; ``force_include`` maps a path here to one in the wheel.
        """
        if version == "standard":
            build_data["force_include"].update(DATA_FILES)
