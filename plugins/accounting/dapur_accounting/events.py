"""What happened in accounting, for whoever wants to know."""

from dataclasses import dataclass

from dapur.contract import Event


@dataclass(frozen=True)
class EntriesPosted(Event):
    """Entries stand in the ledger."""

    name = "accounting.entries_posted"
    ids: tuple[int, ...]


@dataclass(frozen=True)
class EntryReversed(Event):
    """An entry was taken back by another."""

    name = "accounting.entry_reversed"
    id: int
    reversal: int


@dataclass(frozen=True)
class LockMoved(Event):
    """The books of an area are locked through another day ("" = no longer locked)."""

    name = "accounting.lock_moved"
    area: str
    through: str


@dataclass(frozen=True)
class ItemsAllocated(Event):
    """Open items of these entries were settled with each other, or that was taken back."""

    name = "accounting.items_allocated"
    id: int
    entries: tuple[int, ...]


@dataclass(frozen=True)
class StatementImported(Event):
    """A bank statement brought lines that were new."""

    name = "accounting.statement_imported"
    bank: int
    statements: tuple[int, ...]


@dataclass(frozen=True)
class BankLinesMatched(Event):
    """Statement lines were matched with what they are in the books."""

    name = "accounting.bank_lines_matched"
    id: int
    lines: tuple[int, ...]


@dataclass(frozen=True)
class PaymentMade(Event):
    """Money came in ("in") or went out ("out")."""

    name = "accounting.payment_made"
    id: int
    direction: str
    entry: int


@dataclass(frozen=True)
class DocumentPosted(Event):
    """An invoice, bill, credit note or advance stands in the ledger."""

    name = "accounting.document_posted"
    id: int
    kind: str
    number: str
    entry: int


@dataclass(frozen=True)
class DocumentCancelled(Event):
    """A posted document was taken back by a reversal."""

    name = "accounting.document_cancelled"
    id: int
    kind: str
    number: str
    reversal: int


@dataclass(frozen=True)
class PaymentRunBooked(Event):
    """A payment run was paid and booked."""

    name = "accounting.payment_run_booked"
    id: int
    payments: tuple[int, ...]
