"""Lessons as HTML: CommonMark with tables, by markdown-it-py. Raw HTML is shown as text, and so are addresses that would run."""

from functools import lru_cache

from markdown_it import MarkdownIt


class SafeHtml(str):
    """HTML that a template takes as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@lru_cache
def _reader() -> MarkdownIt:
    # Pictures are files of the lesson, not addresses elsewhere: a page loads nothing from outside.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def as_html(text: str) -> SafeHtml:
    """The text as HTML; its headings begin below that of the page."""
    tokens = _reader().parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
    return SafeHtml(_reader().renderer.render(tokens, _reader().options, {}))
