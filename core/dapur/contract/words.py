"""Words that people read: written once in English, shown in the reader's language."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or label that is translated when it is shown.

    `message` is the English text and the key of the catalogues (`locale/id.po` of the plugin that
    wrote it). Named placeholders are filled from `values` after translation: a value may itself be a
    Text, a Decimal, a date or a plain string; the language room formats each for the reader.
    """

    message: str
    values: dict[str, Any] = field(default_factory=dict, hash=False, compare=True)

    def fill(self, **values: Any) -> "Text":
        """The same sentence with (more) values for its placeholders."""
        return Text(self.message, {**self.values, **values})

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


def _(message: str) -> Text:
    """Mark a text for translation."""
    return Text(message)


Words = Text | str
"""Text that is translated, or a name that people typed and that is shown as it is."""
