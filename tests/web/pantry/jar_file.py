"""Jars from a file, all on one shelf."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from dapur.contract import Form, Import, ImportColumn, Operation, Shown
from dapur.queries.reader import Reader


class JarFile(Form):
    """For the whole file."""

    shelf: Annotated[int, Shown("Rak", reference="pantry.shelves")]


async def prepare(reader: Reader, options: JarFile) -> int:
    """The shelf."""
    return options.shelf


def read(rows: Sequence[Mapping[str, Any]], shelf: int) -> Mapping[str, Any]:
    """A row is a jar."""
    return {"shelf": shelf, **{name: value for name, value in rows[0].items() if value is not None}}


def jar_file(fill_jar: Operation) -> Import:
    """The import."""
    return Import(
        "pantry.jars",
        "Stoples",
        "pantry.write",
        (
            ImportColumn("name", Shown("Isi", hint="Apa yang ada di dalamnya"), required=True, example="Selai nanas"),
            ImportColumn("filled_on", Shown("Diisi", kind="date"), required=True, aliases=("tanggal",), example="2026-11-02"),
            ImportColumn("price", Shown("Harga", kind="money"), required=True, example="12500"),
            ImportColumn("is_sweet", Shown("Manis", kind="flag"), example="ya"),
        ),
        fill_jar,
        read,
        prepare=prepare,
        reference="name",
        options=JarFile,
        address="pantry/jars",
    )
