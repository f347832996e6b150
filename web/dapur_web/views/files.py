"""Files at a record, beside it and beside its form."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileView:
    """An attached file. preview: "image" or "pdf" where it can be shown beside, "" where it cannot."""

    name: str
    url: str
    size: str
    who: str = ""
    preview: str = ""


@dataclass(frozen=True, slots=True)
class FilesView:
    """The files card. upload_url: where more go at once; held: the form's field where they wait for the record to be saved."""

    files: Sequence[FileView] = ()
    upload_url: str = ""
    held: str = ""
