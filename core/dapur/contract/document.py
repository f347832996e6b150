"""Files made on request: a paper as PDF, a bank file, a calendar feed, an export in a format of the trade."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dapur.contract.fields import Form
from dapur.contract.words import Words

if TYPE_CHECKING:
    from dapur.queries.reader import Reader


@dataclass(frozen=True)
class DocumentFile:
    """A finished file: its name with extension, its media type, its content."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Document:
    """Declares a document: typed input to a file, at every door. `make` reads; it never writes and sees no request.

    sensitive: each making is recorded, with the values of the input as the key.
    """

    name: str
    title: Words
    permission: str
    input: type[Form]
    make: "Callable[[Reader, Any], Awaitable[DocumentFile]]"
    description: str
    sensitive: bool = False

    @property
    def plugin(self) -> str:
        """The plugin that declares it."""
        return self.name.partition(".")[0]
