"""Types of the API for pydantic models: forms become inputs, results become objects."""

import types
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dapur.contract import Text, shown
from dapur.graphql.naming import camel, pascal
from dapur.graphql.scalars import BASE64, DATE, DECIMAL, JSON, MOMENT, WHOLE

PLAIN: dict[type, Any] = {
    bool: GraphQLBoolean,
    int: WHOLE,
    Decimal: DECIMAL,
    float: DECIMAL,
    datetime: MOMENT,
    date: DATE,
    bytes: BASE64,
    str: GraphQLString,
}
MANY = (list, tuple, set, frozenset, Sequence, Set)


class ModelTypes:
    """Makes each type once a schema, under a name of its own."""

    def __init__(self, plugin_of_package: Mapping[str, str], taken: set[str]) -> None:
        self._plugins = plugin_of_package
        self._taken = taken
        self._inputs: dict[type[BaseModel], GraphQLInputObjectType] = {}
        self._outputs: dict[type[BaseModel], GraphQLObjectType] = {}

    def input(self, model: type[BaseModel]) -> GraphQLInputObjectType:
        """The input of a form."""
        if model not in self._inputs:
            name = self._name(model, "Input")
            fields = lambda: {camel(n): self._input_field(n, i) for n, i in model.model_fields.items()}
            self._inputs[model] = GraphQLInputObjectType(name, fields, description=_about(model))
        return self._inputs[model]

    def output(self, model: type[BaseModel]) -> GraphQLObjectType:
        """The object of a result; one without fields says only that it is done."""
        if model not in self._outputs:
            name = self._name(model, "")
            fields = lambda: {camel(n): self._output_field(n, i) for n, i in model.model_fields.items()} or _done()
            self._outputs[model] = GraphQLObjectType(name, fields, description=_about(model))
        return self._outputs[model]

    def value(self, kind: Any) -> Any:
        """The output type of any annotation; a missing value is null."""
        made = _typed(kind, self.output)
        return made.kind if isinstance(made, _Nullable) else made

    def _input_field(self, name: str, info: FieldInfo) -> GraphQLInputField:
        kind = _typed(info.annotation, self.input)
        wanted = info.is_required() and not isinstance(kind, _Nullable)
        bare = kind.kind if isinstance(kind, _Nullable) else kind
        return GraphQLInputField(GraphQLNonNull(bare) if wanted else bare, out_name=name, description=_hint(info))

    def _output_field(self, name: str, info: FieldInfo) -> GraphQLField:
        kind = _typed(info.annotation, self.output)
        bare = kind.kind if isinstance(kind, _Nullable) else GraphQLNonNull(kind)
        return GraphQLField(bare, resolve=attribute(name), description=_hint(info))

    def _name(self, model: type[BaseModel], ending: str) -> str:
        plugin = self._plugins.get(model.__module__.partition(".")[0], "core")
        for name in (f"{plugin}_{model.__name__}", f"{plugin}_{model.__module__.rpartition('.')[2]}_{model.__name__}"):
            made = pascal(name) + ending
            if made not in self._taken:
                self._taken.add(made)
                return made
        raise TypeError(f"two models of {plugin} are called {model.__name__} in modules of one name; rename one")


class _Nullable:
    """A type whose value may be missing."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind


def _typed(kind: Any, model_type: Callable[[type[BaseModel]], GraphQLNamedType]) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _typed(parts[0], model_type)
    if origin in (Union, types.UnionType):
        members = [p for p in parts if p is not type(None)]
        inner = _typed(members[0], model_type) if len(members) == 1 else JSON
        bare = inner.kind if isinstance(inner, _Nullable) else inner
        return _Nullable(bare) if len(members) < len(parts) else bare
    if origin is Literal:
        return GraphQLString if all(isinstance(p, str) for p in parts) else JSON
    if origin in MANY and parts and (origin is not tuple or parts[-1] is ... or len(set(parts)) == 1):
        item = _typed(parts[0], model_type)
        return GraphQLList(item.kind if isinstance(item, _Nullable) else GraphQLNonNull(item))
    if isinstance(kind, type):
        return _of_class(kind, model_type)
    return _Nullable(JSON)


def _of_class(kind: type, model_type: Callable[[type[BaseModel]], GraphQLNamedType]) -> Any:
    if issubclass(kind, BaseModel):
        return model_type(kind)
    for base in kind.__mro__:
        if base in PLAIN:
            return PLAIN[base]
    return _Nullable(JSON)


def attribute(name: str) -> Callable[[Any, Any], Any]:
    """A resolver that takes an attribute."""
    return lambda source, _info: getattr(source, name)


def _done() -> dict[str, GraphQLField]:
    return {"done": GraphQLField(GraphQLNonNull(GraphQLBoolean), resolve=lambda *_: True, description="Always true.")}


def _about(model: type[BaseModel]) -> str | None:
    return model.__doc__.strip() if model.__doc__ else None


def _hint(info: FieldInfo) -> str | None:
    look = shown(info)
    if look is None:
        return info.description
    said = [f"{_words(look.title)}."]
    if look.hint:
        said.append(f"{_words(look.hint)}.")
    if look.choices:
        said.append("One of: " + ", ".join(f"`{c.value}` ({_words(c.title)})" for c in look.choices) + ".")
    elif get_origin(info.annotation) is Literal:
        said.append("One of: " + ", ".join(f"`{v}`" for v in get_args(info.annotation)) + ".")
    if look.reference:
        said.append(f"The id of a row of `{look.reference}`.")
    default = info.get_default()
    if not info.is_required() and isinstance(default, str | int | Decimal) and default != "":
        said.append(f"Default: {str(default).lower() if isinstance(default, bool) else default}.")
    return " ".join(said)


def _words(words: Text | str) -> str:
    return str(words).rstrip(".")
