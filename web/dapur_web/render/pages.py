"""Jinja2 for the pages: autoescaped, strict about names, one environment per language with the words already translated.

Blocks and macros that a plugin's own template may use are listed at the top of `base.html`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined, nodes
from markupsafe import Markup

from dapur.contract import Text
from dapur.language.catalogue import LANGUAGES, translate
from dapur_web.render.assets import Manifest
from dapur_web.script_texts import script_texts


class PageEnvironment(Environment):
    """Templates in one language. `_("…")` with a plain text costs nothing at run time: it is translated when compiled."""

    def __init__(self, language: str, loader: BaseLoader, manifest: Manifest) -> None:
        super().__init__(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
        )
        self.language = language
        self.globals |= {
            "_": self.say,
            "asset": manifest,
            "script_texts": script_texts,
            "drawn_icon": lru_cache(256)(manifest.icon),
        }

    def say(self, message: str, **values: Any) -> str:
        """A text in this language; `_("{n} rows").format(n=…)` fills in what is already formatted."""
        return translate(Text(message, values), self.language)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Words(self).visit(tree)
        return tree


class _Words:
    """Replaces calls of `_` with a constant by the translated constant."""

    def __init__(self, environment: PageEnvironment) -> None:
        self.environment = environment

    def visit(self, node: nodes.Node) -> None:
        for name, value in list(node.iter_fields()):
            if isinstance(value, nodes.Node):
                setattr(node, name, self._said(value))
            elif isinstance(value, list):
                setattr(node, name, [self._said(v) if isinstance(v, nodes.Node) else v for v in value])

    def _said(self, node: nodes.Node) -> nodes.Node:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "_":
            match node.args:
                case [nodes.Const(value=str() as message)] if not node.kwargs:
                    return nodes.Const(self.environment.say(message), lineno=node.lineno)
        self.visit(node)
        return node


class Renderer:
    """Turns views into HTML. Plugins' templates are found under their own folder names, after ours."""

    def __init__(self, manifest: Manifest, loaders: Sequence[BaseLoader] = ()) -> None:
        own = PackageLoader("dapur_web", "templates")
        # "web/…" names our templates even where a plugin has one of the same name.
        loader = ChoiceLoader([PrefixLoader({"web": own}), own, *loaders])
        self.environments = {language: PageEnvironment(language, loader, manifest) for language in LANGUAGES}

    def page(self, view: Any) -> str:
        """A page of ours: the view names its template."""
        return self.template(view.template, view)

    def template(self, name: str, view: Any) -> str:
        """A template with a view: its fields are the template's names, and `view` is the view itself."""
        around = getattr(view, "shell", None) or view.frame
        return self._environment(around.language).get_template(name).render(_names(view), view=view)

    def panel(self, name: str, content: Any, language: str) -> Markup:
        """A plugin's piece for a slot: `content` is its plain data."""
        return Markup(self._environment(language).get_template(name).render(content=content))

    def _environment(self, language: str) -> PageEnvironment:
        return self.environments.get(language) or self.environments["en"]


def _names(view: Any) -> Mapping[str, Any]:
    return {f.name: getattr(view, f.name) for f in fields(view)}
