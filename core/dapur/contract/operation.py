"""An operation: a business sentence, declared once, open at every door."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from dapur.contract.fields import Form, Result
from dapur.contract.scope import Door
from dapur.contract.words import Words

if TYPE_CHECKING:
    from dapur.operations.work import Work

F = TypeVar("F", bound=Form)
R = TypeVar("R", bound=Result)

ALL_DOORS: frozenset[Door] = frozenset({"page", "graphql", "cli", "import", "job", "setup"})


@dataclass(frozen=True)
class Operation:
    """What can be done. Made by the decorator `operation`; `run` is the decorated function.

    conflicts: constraint name -> (field, code, words): what a violated unique or exclusion
    constraint means to the person (anything undeclared is a bug).
    audit_verb: past tense for the history ("posted", "reversed").
    undo: name of the operation that takes it back within 20 s, if there is one.
    """

    name: str
    title: Words
    permission: str
    input: type[Form]
    output: type[Result]
    run: "Callable[[Work, Any], Awaitable[Any]]"
    description: str
    doors: frozenset[Door] = ALL_DOORS
    conflicts: Mapping[str, tuple[str, str, Words]] = field(default_factory=dict)
    sensitive: bool = False
    audit_verb: Words = ""
    undo: str = ""
    danger: bool = False

    @property
    def plugin(self) -> str:
        """The plugin that declares it: the part before the first dot."""
        return self.name.partition(".")[0]


def operation(
    name: str,
    *,
    title: Words,
    permission: str,
    doors: frozenset[Door] = ALL_DOORS,
    conflicts: Mapping[str, tuple[str, str, Words]] | None = None,
    sensitive: bool = False,
    audit_verb: Words = "",
    undo: str = "",
    danger: bool = False,
) -> "Callable[[Callable[[Work, F], Awaitable[R]]], Operation]":
    """Declare an async function `(work, form) -> result` as an operation.

    Its docstring is its description in the API and the documentation. Raises TypeError where the
    annotations are missing or not a Form and a Result.
    """

    def declare(run: "Callable[[Work, F], Awaitable[R]]") -> Operation:
        from typing import get_type_hints

        from dapur.operations.work import Work

        hints = get_type_hints(run, localns={"Work": Work}, include_extras=True)
        kinds = [hint for key, hint in hints.items() if key not in ("work", "return")]
        output = hints.get("return")
        if len(kinds) != 1 or not (isinstance(kinds[0], type) and issubclass(kinds[0], Form)):
            raise TypeError(f"operation {name}: the second parameter must be annotated with a Form")
        if not (isinstance(output, type) and issubclass(output, Result)):
            raise TypeError(f"operation {name}: the return type must be a Result")
        if not run.__doc__:
            raise TypeError(f"operation {name}: a docstring says what it does")
        return Operation(
            name,
            title,
            permission,
            kinds[0],
            output,
            run,
            run.__doc__.strip(),
            doors,
            dict(conflicts or {}),
            sensitive,
            audit_verb,
            undo,
            danger,
        )

    return declare
