"""A ledger that only remembers: for the tests of departments that post while accounting is not installed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from dapur.contract import Conflict, NotFound, Refused, _
from dapur.services.ledger import ZERO, EntryDraft, LedgerLine, PostedEntry


@dataclass
class LedgerInMemory:
    """Keeps the promises of LedgerPosting for these roles. `locked_through`: the last day that is closed."""

    roles: Iterable[str]
    locked_through: date | None = None
    entries: list[EntryDraft] = field(default_factory=list)
    reversals: dict[int, int] = field(default_factory=dict)

    async def post(self, entry: EntryDraft) -> PostedEntry:
        """Remember an entry, once per source document."""
        for number, known in enumerate(self.entries, 1):
            if _source(known) == _source(entry):
                if known != entry:
                    raise Conflict(
                        "REFERENCE_REUSED",
                        _("{reference} was booked before as {number} with other content. Check which one is right.").fill(
                            reference=entry.source_number, number=str(number)
                        ),
                        field="reference",
                    )
                return PostedEntry(number, str(number), existing=True)
        self._check(entry)
        return self._keep(entry)

    async def reverse(self, entry: int, day: date, description: str = "") -> PostedEntry:
        """Remember the same entry with debit and credit exchanged."""
        if not 0 < entry <= len(self.entries):
            raise NotFound(_("There is no such entry in this company."), field="entry")
        if entry in self.reversals:
            raise Refused(
                "ALREADY_REVERSED",
                _("This entry was reversed by {number} already.").fill(number=str(self.reversals[entry])),
                field="entry",
            )
        taken = self.entries[entry - 1]
        if day < taken.day:
            raise Refused(
                "DATE_TOO_EARLY", _("A reversal cannot be dated before its entry ({date}).").fill(date=taken.day), field="date"
            )
        lines = tuple(_turned(line) for line in taken.lines)
        made = replace(taken, day=day, lines=lines, source_number=f"reversal of {entry}", description=description)
        self._check_day(day)
        posted = self._keep(made)
        self.reversals[entry] = posted.id
        return posted

    async def first_open_day(self, day: date, kind: str = "general") -> date:
        """This day, or the day after the lock."""
        return day if self.locked_through is None else max(day, self.locked_through + timedelta(days=1))

    async def knows_role(self, role: str) -> bool:
        """Whether the role was given."""
        return role in self.roles

    async def balance(self, role: str, day: date) -> Decimal:
        """Debit less credit of the role through a day."""
        if role not in self.roles:
            raise _unknown(role, "role")
        lines = [line for entry in self.entries if entry.day <= day for line in entry.lines if line.role == role]
        return sum((line.debit - line.credit for line in lines), ZERO)

    def _keep(self, entry: EntryDraft) -> PostedEntry:
        self.entries.append(entry)
        return PostedEntry(len(self.entries), str(len(self.entries)))

    def _check_day(self, day: date) -> None:
        if self.locked_through is not None and day <= self.locked_through:
            raise Refused(
                "PERIOD_LOCKED",
                _("The books are locked through {through}. Use a later date, or ask for an exception.").fill(
                    through=self.locked_through
                ),
                field="date",
            )

    def _check(self, entry: EntryDraft) -> None:
        for number, line in enumerate(entry.lines):
            if line.account is None and line.role not in self.roles:
                raise _unknown(line.role, f"lines.{number}.account")
        if len(entry.lines) < 2:
            raise Refused("ENTRY_TOO_SHORT", _("An entry needs at least two lines."), field="lines")
        difference = sum((line.debit - line.credit for line in entry.lines), ZERO)
        if difference:
            raise Refused(
                "ENTRY_UNBALANCED",
                _("Debit and credit differ by {difference}. Change the lines until the difference is zero.").fill(
                    difference=difference
                ),
                field="lines",
            )
        self._check_day(entry.day)


def _source(entry: EntryDraft) -> tuple[str, ...]:
    return entry.source_plugin, entry.source_kind, entry.kind, entry.source_number


def _turned(line: LedgerLine) -> LedgerLine:
    amount = -line.amount if line.amount is not None else None
    return replace(line, debit=line.credit, credit=line.debit, amount=amount)


def _unknown(role: str, place: str) -> Refused:
    return Refused(
        "ROLE_UNKNOWN", _("No account is set for the role {role}. Set one in the chart of accounts.").fill(role=role), field=place
    )
