"""Articles as HTML: CommonMark without raw HTML, so that what people write never becomes markup of the page."""

from functools import lru_cache

from markdown_it import MarkdownIt


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def as_html(markdown: str) -> str:
    """Safe HTML. Links to scripts are left as text; headings begin below those of the page."""
    made = str(_reader().render(markdown))
    for level in (4, 3, 2, 1):
        made = made.replace(f"<h{level}>", f"<h{level + 1}>").replace(f"</h{level}>", f"</h{level + 1}>")
    return made
