"""The decisions as HTML."""

import re
from collections.abc import Collection

from markdown_it import MarkdownIt
from markupsafe import Markup

_TITLE = re.compile(r"\A# .*\n")
_RULE = re.compile(r"<code>([a-z_]+(?:\.[a-z_0-9]+)+)</code>")


def to_html(markdown: str, rules: Collection[str]) -> Markup:
    """Turn a Markdown file of this project into HTML that stands below a heading of the page.

    Args:
        markdown: The text; its own title is left out and its headings go down by one level.
        rules: Ids that become links to the rule.

    Returns:
        HTML; what is HTML in the text is shown as text.
    """
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    html = renderer.render(re.sub(r"^(#+ )", r"#\1", _TITLE.sub("", markdown), flags=re.MULTILINE))
    html = html.replace('href="rules.yaml"', 'href="#rules"')
    html = html.replace("<table>", '<div class="wide" tabindex="0" role="group" aria-label="Decisions"><table>')
    html = html.replace("</table>", "</table></div>")
    return Markup(_RULE.sub(lambda found: _link(found, rules), html))  # noqa: S704 - rendered above, from our own file


def _link(found: re.Match[str], rules: Collection[str]) -> str:
    return f'<a href="#rule-{found[1]}">{found[0]}</a>' if found[1] in rules else found[0]
