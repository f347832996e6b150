"""Reading and writing a package's `locale/*.po`: sorted by text and without dates, so that branches merge."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import denormalize, read_po

_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"
"""
_PLURAL = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


@dataclass(frozen=True)
class Entry:
    """One text and its translation: one form, or one for each plural form."""

    text: str
    forms: tuple[str, ...]
    files: tuple[str, ...] = ()
    fuzzy: bool = False
    plural: bool = False


def read_entries(path: Path) -> dict[str, Entry]:
    """The entries of a file by their text; nothing where there is no file."""
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=path.stem)
    entries: dict[str, Entry] = {}
    for message in catalogue:
        if message.id:
            plural = not isinstance(message.id, str)
            text = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
            files = tuple(sorted({file for file, _line in message.locations}))
            entries[text] = Entry(text, forms, files, message.fuzzy, plural)
    return entries


def write_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Write a file: the same entries always give the same bytes."""
    blocks = [_HEADER.format(language=path.stem, plural=_PLURAL[path.stem])]
    blocks += [_block(entry) for entry in sorted(entries, key=lambda entry: (entry.text.casefold(), entry.text))]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(blocks), "utf-8")


def _block(entry: Entry) -> str:
    lines = [f"#: {file}" for file in entry.files]
    if entry.fuzzy:
        lines.append("#, fuzzy")
    lines.append(f"msgid {_quoted(entry.text)}")
    if entry.plural:
        lines.append(f"msgid_plural {_quoted(entry.text)}")
        lines += [f"msgstr[{number}] {_quoted(form)}" for number, form in enumerate(entry.forms)]
    else:
        lines.append(f"msgstr {_quoted(entry.forms[0])}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    quoted = '"' + escaped.replace("\n", "\\n") + '"'
    assert denormalize(quoted) == text, "a text that the file format cannot hold"
    return quoted
