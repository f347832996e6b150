"""Books as plain text come in: what Dapur wrote, and what hledger or Beancount users have. Safe to repeat."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.events import EntriesPosted
from dapur_accounting.operations.entry_lines import ARRAYS, ZERO, Columns
from dapur_accounting.operations.import_places import Places, make_places
from dapur_accounting.operations.posting import CONFLICTS, content_hash
from dapur_accounting.plain_text.beancount_reader import BeancountReader
from dapur_accounting.plain_text.books import BookEntry, BookLine, Books
from dapur_accounting.plain_text.hledger_reader import HledgerReader

AT_ONCE = 1000
POST = (
    "select place, entry_id, number, existing from accounting.post_entries(%s, %s::bigint[], %s::date[], %s::text[], %s::text[],"
    f" %s, %s::text[], %s::bytea[], %s::int[], {ARRAYS}) order by place"
)
LAYERS = ("year_close", "revaluation")
"""Kinds of entries that statements and agings treat in a way of their own; they keep their kind."""
BEANCOUNT = re.compile(r'^(option "|\d{4}-\d\d-\d\d (open|close|commodity|balance|txn) )', re.MULTILINE)


class ImportBooks(Form):
    """A file of hledger or Beancount. Accounts, journals, parties and cost centres that are missing are made."""

    file: Annotated[int, Shown(_("Journal of hledger or file of Beancount"), kind="file")]


class BooksImported(Result):
    """What came in. `existing`: entries that were there before with the same content."""

    entries: int
    existing: int
    accounts: int


@operation(
    "accounting.import_books",
    title=_("Import whole books"),
    permission="accounting.books.import",
    audit_verb=_("imported books"),
    conflicts=CONFLICTS,
)
async def import_books(work: Work, form: ImportBooks) -> BooksImported:
    """Post every entry of a text file, all or none, in the order of the file. The same file again changes nothing."""
    books = await _read(work, form.file)
    if books.currency != work.company.currency:
        text = _("The books are kept in {theirs}, this company's in {ours}. Import them into a company of that currency.")
        raise Refused("CURRENCY_DIFFERS", text.fill(theirs=books.currency, ours=work.company.currency), field="file")
    places = await make_places(work, books)
    posted = Posted(places, work)
    for entries in _batches(books.entries):
        await posted.add(entries)
    if posted.made:
        work.emit(EntriesPosted(tuple(posted.made)))
    return BooksImported(entries=len(posted.made), existing=posted.existing, accounts=places.made)


async def _read(work: Work, file: int) -> Books:
    found = await work.row(
        "select f.name, c.content from core.file f join core.file_content c on c.company_id = f.company_id and c.sha256 = f.sha256"
        " where f.company_id = %s and f.id = %s",
        work.scope.company,
        file,
    )
    if found is None:
        raise NotFound(field="file")
    try:
        text = bytes(found["content"]).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("TEXT_NOT_UTF8", _("The file is no text in UTF-8. Save it so, and try again."), field="file") from None
    reader = BeancountReader if _is_beancount(found["name"], text) else HledgerReader
    return reader(work.company.currency, work.company.decimals).read(text)


def _is_beancount(name: str, text: str) -> bool:
    if name.endswith((".journal", ".hledger", ".ledger")):
        return False
    return name.endswith((".beancount", ".bean")) or BEANCOUNT.search(text) is not None


@dataclass(frozen=True)
class Numbered:
    """An entry of the file and the number that makes it unique in its journal."""

    entry: BookEntry
    source: str

    @property
    def kind(self) -> str:
        """What its source is called."""
        told = self.entry.source.split(" ")
        return told[1] if len(told) > 1 and told[1] in LAYERS else "import"


def _batches(entries: Sequence[BookEntry]) -> Iterator[list[Numbered]]:
    """Runs of one kind; an entry that takes another back stands alone."""
    numbered = [Numbered(entry, entry.number or f"#{n}") for n, entry in enumerate(entries, 1)]
    for (_kind, reversal), run in groupby(numbered, lambda e: (e.kind, e.source if e.entry.reversal_of else "")):
        whole = list(run)
        size = 1 if reversal else AT_ONCE
        yield from (whole[n : n + size] for n in range(0, len(whole), size))


class Posted:
    """What is posted so far: ids by journal and number of the file."""

    def __init__(self, places: Places, work: Work) -> None:
        self.places, self.work = places, work
        self.ids: dict[tuple[int, str], int] = {}
        self.made: list[int] = []
        self.existing = 0

    async def add(self, batch: Sequence[Numbered]) -> None:
        """Post a batch."""
        first = batch[0].entry
        taken = self.ids.get((self.places.journal(first.journal), first.reversal_of)) if first.reversal_of else None
        await (self._post(batch) if taken is None else self._reverse(batch[0], taken))

    async def _reverse(self, one: Numbered, taken: int) -> None:
        known = await self.work.value(
            "select id from accounting.entry where company_id = %s and reversal_of = %s", self.work.scope.company, taken
        )
        if known is None:
            row = await self.work.row(
                "select entry_id from accounting.reverse_entry(%s, %s, %s, %s)",
                self.work.scope.company,
                taken,
                one.entry.day,
                one.entry.description,
            )
            assert row is not None
            self._keep(one, row["entry_id"], existing=False)
        else:
            self._keep(one, known, existing=True)

    async def _post(self, batch: Sequence[Numbered]) -> None:
        entries = [one.entry for one in batch]
        columns = [await self._columns(entry.lines) for entry in entries]
        rows = await self.work.rows(
            POST,
            self.work.scope.company,
            [self.places.journal(entry.journal) for entry in entries],
            [entry.day for entry in entries],
            [entry.description for entry in entries],
            [entry.reference for entry in entries],
            batch[0].kind,
            [one.source for one in batch],
            [content_hash(e.day, e.description, c.arguments()) for e, c in zip(entries, columns, strict=True)],
            [n for n, entry in enumerate(entries, 1) for _line in entry.lines],
            *([value for c in columns for value in c.arguments()[n]] for n in range(len(Columns().arguments()))),
        )
        for one, row in zip(batch, rows, strict=True):
            self._keep(one, row["entry_id"], existing=row["existing"])

    def _keep(self, one: Numbered, entry: int, *, existing: bool) -> None:
        self.ids[self.places.journal(one.entry.journal), one.entry.number] = entry
        if existing:
            self.existing += 1
        else:
            self.made.append(entry)

    async def _columns(self, lines: Sequence[BookLine]) -> Columns:
        made = Columns()
        for line in lines:
            made.accounts.append(self.places.accounts[line.account])
            made.debits.append(max(line.base, ZERO))
            made.credits.append(max(-line.base, ZERO))
            made.currencies.append(line.currency)
            made.amounts.append(line.amount)
            made.rates.append(line.rate)
            made.texts.append(line.description)
            made.dimensions.append(await self._set(line.values))
            made.parties.append(self.places.parties.get(line.party))
        return made

    async def _set(self, values: Mapping[str, str]) -> int | None:
        return await self.places.dimension_set(self.work, values) if values else None
