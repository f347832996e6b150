"""`dapur translations check | extract`: nothing untranslated, nothing stale, no word that UX LG-2 bans."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from dapur.contract.errors import Problem
from dapur.language.catalogue import parts
from dapur.language.extract import Found, texts_of
from dapur.language.pofile import Entry, read_entries, write_entries

BANNED = {
    "en": re.compile(r"\b(submit\w*|errors?|records?|invalid|please|sorry)\b|!", re.IGNORECASE),
    "id": re.compile(r"\b(submit|error|record|invalid|data tidak valid|mohon|silakan|silahkan|maaf)\b|!", re.IGNORECASE),
}


@dataclass(frozen=True)
class Changes:
    """What `extract` did to a catalogue."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]


def folder_of(package: str) -> Path:
    """Where an installed package lies. Raises ModuleNotFoundError."""
    return Path(str(files(package)))


def missing(package: str) -> list[Problem]:
    """What is wrong with a package's texts; empty when all is well. For developers, in English."""
    return missing_in(folder_of(package))


def missing_in(folder: Path) -> list[Problem]:
    """The same for a folder."""
    found = texts_of(folder)
    indonesian = read_entries(folder / "locale" / "id.po")
    english = read_entries(folder / "locale" / "en.po")
    used = {item.text for item in found if item.text}
    problems: list[Problem] = []
    for item in found:
        problems += _of_text(item, indonesian, english)
    for language, entries in (("id", indonesian), ("en", english)):
        problems += _of_entries(language, entries, used)
    return problems


def clashes(packages: Iterable[str]) -> list[Problem]:
    """Texts that two packages translate differently: the first package's words would show everywhere."""
    seen: dict[str, tuple[str, tuple[str, ...]]] = {}
    problems: list[Problem] = []
    for package in packages:
        for text, entry in read_entries(folder_of(package) / "locale" / "id.po").items():
            other, forms = seen.setdefault(text, (package, entry.forms))
            if forms != entry.forms:
                problems.append(
                    Problem("TRANSLATION_CLASH", f"{text!r} is {forms[0]!r} in {other} but {entry.forms[0]!r} in {package}")
                )
    return problems


def extract(package: str) -> Changes:
    """Bring `locale/id.po` up to date with the code: new texts are added empty, those no longer used go."""
    return extract_in(folder_of(package))


def extract_in(folder: Path) -> Changes:
    """The same for a folder; counted texts also get an entry in `en.po` for their singular."""
    places: dict[str, set[str]] = {}
    for item in texts_of(folder):
        if item.text:
            places.setdefault(item.text, set()).add(item.file)
    changes = _update(folder / "locale" / "id.po", places, plural=False)
    counted = {text: where for text, where in places.items() if "count" in _names(text)}
    if counted or (folder / "locale" / "en.po").exists():
        _update(folder / "locale" / "en.po", counted, plural=True)
    return changes


def _update(path: Path, places: dict[str, set[str]], plural: bool) -> Changes:
    old = read_entries(path)
    new: list[Entry] = []
    for text, where in places.items():
        entry = old.get(text) or Entry(text, ("", text) if plural else ("",), plural=plural)
        new.append(replace(entry, files=tuple(sorted(where))))
    write_entries(path, new)
    return Changes(tuple(sorted(places.keys() - old.keys())), tuple(sorted(old.keys() - places.keys())))


def _of_text(item: Found, indonesian: dict[str, Entry], english: dict[str, Entry]) -> Iterator[Problem]:
    where = f"{item.file}:{item.line}"
    if item.text is None:
        yield Problem("TEXT_NOT_PLAIN", "only a plain string can be translated", where)
        return
    if not item.text:
        yield Problem("TEXT_EMPTY", "an empty text", where)
        return
    names = _names(item.text)
    if names is BROKEN:
        yield Problem("TEXT_BROKEN", f"a brace without its partner, or not a plain name in it: {item.text!r}", where)
        return
    if word := BANNED["en"].search(item.text):
        yield Problem("WORD_BANNED", f"{word.group()!r} in {item.text!r} (UX LG-2)", where)
    entry = indonesian.get(item.text)
    if entry is None or entry.fuzzy or not all(entry.forms):
        yield Problem("TRANSLATION_MISSING", f"no Indonesian for {item.text!r}", where)
    if "count" in names:
        single = english.get(item.text)
        if single is None or single.fuzzy or not all(single.forms):
            yield Problem("SINGULAR_MISSING", f"no English singular for {item.text!r} in en.po", where)


def _of_entries(language: str, entries: dict[str, Entry], used: set[str]) -> Iterator[Problem]:
    for text, entry in entries.items():
        where = f"locale/{language}.po"
        if text not in used:
            yield Problem("TRANSLATION_OBSOLETE", f"no longer in the code: {text!r}", where)
        for number, form in enumerate(entry.forms):
            if not form:
                continue
            # The singular may leave the number out ("one day").
            spare = {"count"} if entry.plural and number == 0 else set()
            if _names(form) - spare != _names(text) - spare or _names(form) is BROKEN:
                yield Problem("PLACEHOLDERS_DIFFER", f"{text!r} and {form!r}", where)
            if word := BANNED[language].search(form):
                yield Problem("WORD_BANNED", f"{word.group()!r} in {form!r} (UX LG-2)", where)


BROKEN: frozenset[str] = frozenset({"{"})


def _names(text: str) -> frozenset[str]:
    """The placeholders of a text; BROKEN where it cannot be filled."""
    try:
        names = frozenset(name for _literal, name in parts(text) if name is not None)
    except ValueError:
        return BROKEN
    return names if all(name.isidentifier() for name in names) else BROKEN
