"""What a reader of typed text raises when the text has no one meaning."""

from typing import Any

from dapur.contract.errors import Problem
from dapur.contract.words import Text


class Unclear(ValueError):
    """Typed text that is not clear; never guessed. `text` says what is wrong and what to write.

    A ValueError, so that a pydantic validator may let it pass through; `problems_of` keeps its words.
    """

    def __init__(self, code: str, text: Text, **data: Any) -> None:
        super().__init__(str(text))
        self.code = code
        self.text = text
        self.data = data

    def problem(self, field: str) -> Problem:
        """The same as a problem at a field."""
        return Problem(self.code, self.text, field, self.data)
