"""What imported books name and the company does not have yet: currencies, accounts, journals, parties, cost centres."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_accounting.operations.dimensions import SaveDimension, save_dimension
from dapur_accounting.operations.journals import SaveJournal, save_journal
from dapur_accounting.operations.place_account import PlaceAccount, place_account
from dapur_accounting.plain_text.books import BookAccount, Books
from dapur_base.operations.save_currency import SaveCurrency, save_currency
from dapur_base.operations.save_party import SaveParty, save_party


@dataclass
class Places:
    """Numbers of everything by the name that it has in the text. made: accounts that are new."""

    accounts: dict[str, int] = field(default_factory=dict)
    journals: dict[str, int] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)
    values: dict[tuple[str, str], int] = field(default_factory=dict)
    sets: dict[tuple[int, ...], int] = field(default_factory=dict)
    made: int = 0

    def journal(self, code: str) -> int:
        """The journal of this code; without a code the general one."""
        return self.journals.get(code) or self.journals[""]

    async def dimension_set(self, work: Work, values: Mapping[str, str]) -> int:
        """The number of a set of values."""
        key = tuple(sorted(self.values[value] for value in values.items()))
        if key not in self.sets:
            self.sets[key] = await work.value("select accounting.dimension_set(%s, %s::bigint[])", work.scope.company, list(key))
        return self.sets[key]


async def make_places(work: Work, books: Books) -> Places:
    """Find everything, and make what is missing."""
    places = Places()
    await _currencies(work, books)
    await _accounts(work, books, places)
    await _journals(work, books, places)
    await _parties(work, books, places)
    await _values(work, books, places)
    return places


async def _currencies(work: Work, books: Books) -> None:
    rows = await work.rows("select code from base.currency where company_id = %s", work.scope.company)
    used = {line.currency for entry in books.entries for line in entry.lines} | set(books.decimals)
    for code in sorted(used - {row["code"] for row in rows}):
        if not (len(code) == 3 and code.isascii() and code.isupper()):
            text = _("{currency} is no code of a currency. Write three letters like USD.")
            raise Refused("CURRENCY_UNKNOWN", text.fill(currency=code), field="file")
        form = SaveCurrency(code=code, name_id=code, name_en=code, decimals=books.decimals.get(code, 2))
        await save_currency.run(work, form)


async def _accounts(work: Work, books: Books, places: Places) -> None:
    rows = await work.rows("select path, id from accounting.account where company_id = %s", work.scope.company)
    places.accounts = {row["path"]: row["id"] for row in rows}
    for account in sorted(books.accounts, key=lambda a: a.path.count(":")):
        if account.path not in places.accounts:
            places.accounts[account.path] = await _account(work, account)
            places.made += 1


async def _account(work: Work, account: BookAccount) -> int:
    form = PlaceAccount(
        path=account.path,
        type=account.type,  # type: ignore[arg-type]
        code=account.code,
        name_id=account.name_id,
        name_en=account.name_en,
        is_group=account.is_group,
        currency=account.currency,
        subtype=account.subtype,
    )
    made = await place_account.run(work, form)
    if account.statement_line:
        await work.run(
            "update accounting.account set statement_line = %s where company_id = %s and id = %s",
            account.statement_line,
            work.scope.company,
            made.id,
        )
    return int(made.id)


async def _journals(work: Work, books: Books, places: Places) -> None:
    rows = await work.rows(
        "select code, id, kind from accounting.journal where company_id = %s and not is_closed order by id desc",
        work.scope.company,
    )
    places.journals = {row["code"]: row["id"] for row in rows}
    places.journals[""] = next((row["id"] for row in reversed(rows) if row["kind"] == "general"), 0)
    for facts in books.journals:
        if facts["code"] not in places.journals:
            places.journals[facts["code"]] = (await save_journal.run(work, SaveJournal(**facts))).id
    if not places.journals[""]:
        raise Refused("JOURNAL_MISSING", _("There is no open journal of the kind General. Make one first."), field="file")


async def _parties(work: Work, books: Books, places: Places) -> None:
    rows = await work.rows(
        "select id, coalesce(code, '') as code, name from base.party where company_id = %s", work.scope.company
    )
    by_code = {row["code"]: row["id"] for row in rows if row["code"]}
    by_name = {row["name"]: row["id"] for row in rows}
    used = {line.party for entry in books.entries for line in entry.lines} - {""}
    for key in sorted(used):
        name = books.parties.get(key, key)
        code = "" if key.startswith(f"{name} #") else key
        known = by_code.get(code) or by_name.get(name)
        places.parties[key] = known or (await save_party.run(work, SaveParty(name=name, code=code))).id


async def _values(work: Work, books: Books, places: Places) -> None:
    rows = await work.rows("select kind, code, id from accounting.dimension_value where company_id = %s", work.scope.company)
    places.values = {(row["kind"], row["code"]): row["id"] for row in rows}
    used = {value for entry in books.entries for line in entry.lines for value in line.values.items()}
    for kind, code in sorted(used | set(books.values)):
        if (kind, code) not in places.values:
            form = SaveDimension(kind=kind, code=code, name=books.values.get((kind, code), code))  # type: ignore[arg-type]
            places.values[kind, code] = (await save_dimension.run(work, form)).id
