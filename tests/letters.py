"""A department for tests: letters that need approval before they are sent. It keeps them in memory; base keeps the rest."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from dapur.contract import Form, NotFound, Operation, Permission, PluginInfo, Result, Service, Shown, hookimpl, operation
from dapur.operations.work import Work
from dapur.plugins.registry import Registry, build
from dapur.queries.reader import Reader
from dapur.services.reporting import ReportingLines
from dapur_base.approval_seating import seats_now
from dapur_base.approvals import ApprovableDocuments, ApprovalKind, ApprovalSubject, content_changed, digest_of, need_approved

KIND = "letters.letter"


@dataclass
class Letter:
    """What it says, what it costs, who wrote it."""

    title: str
    text: str
    amount: Decimal | None
    currency: str
    author: int
    sent: bool = False


LETTERS: dict[tuple[int, int], Letter] = {}
MANAGER_OF: dict[tuple[int, int], int] = {}


class Letters:
    """The letters of the company of a work or reader."""

    kinds: Sequence[ApprovalKind] = (ApprovalKind(KIND, "Letter", "letters.write"),)

    def __init__(self, source: Work | Reader) -> None:
        self.company = source.scope.company

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        letter = LETTERS.get((self.company, document))
        return None if letter is None else subject_of(document, letter)


class Managers:
    """Who reports to whom, as HR would know it."""

    def __init__(self, source: Work | Reader) -> None:
        self.company = source.scope.company

    async def manager_of(self, user: int, day: date) -> int | None:
        return MANAGER_OF.get((self.company, user))


def subject_of(number: int, letter: Letter) -> ApprovalSubject:
    return ApprovalSubject(
        KIND,
        number,
        letter.title,
        f"letters/letters/{number}",
        digest_of(letter.title, letter.text, letter.amount, letter.currency),
        letter.author,
        letter.amount,
        letter.currency,
        detail=letter.text,
    )


class WriteLetter(Form):
    """A letter. Without `id` a new one is made. quietly: the department forgets to tell base."""

    id: Annotated[int | None, Shown("Letter", kind="hidden")] = None
    title: Annotated[str, Shown("Title")] = "Letter"
    text: Annotated[str, Shown("Text")] = ""
    amount: Annotated[Decimal | None, Shown("Amount")] = None
    currency: Annotated[str, Shown("Currency")] = ""
    quietly: Annotated[bool, Shown("Quietly")] = False


class LetterKept(Result):
    """The letter."""

    id: int


@operation("letters.write", title="Write letter", permission="letters.write")
async def write(work: Work, form: WriteLetter) -> LetterKept:
    """Write, or write again."""
    number = form.id or len(LETTERS) + 1
    author = LETTERS[work.scope.company, number].author if form.id else work.actor
    letter = Letter(form.title, form.text, form.amount, form.currency, author)
    LETTERS[work.scope.company, number] = letter
    if not form.quietly:
        await content_changed(work, subject_of(number, letter))
    return LetterKept(id=number)


class OneLetter(Form):
    """A letter."""

    id: Annotated[int, Shown("Letter")]


@operation("letters.send", title="Send letter", permission="letters.write")
async def send(work: Work, form: OneLetter) -> LetterKept:
    """Send what is approved."""
    letter = LETTERS.get((work.scope.company, form.id))
    if letter is None:
        raise NotFound()
    await need_approved(work, subject_of(form.id, letter))
    letter.sent = True
    return LetterKept(id=form.id)


class Deciders(Result):
    """Users who may decide now; whoever stands in for somebody comes first."""

    users: list[int]


@operation("letters.who_decides", title="Who decides", permission="letters.write")
async def who_decides(work: Work, form: OneLetter) -> Deciders:
    """Who may decide a request today (`id` is the request)."""
    return Deciders(users=[seat.voter for seat in await seats_now(work, form.id)])


@hookimpl
def describe_plugin() -> PluginInfo:
    """It needs base."""
    return PluginInfo("letters", "Letters", "1", requires=("base",))


@hookimpl
def register_permissions() -> Sequence[Permission]:
    """One right."""
    return (Permission("letters.write", "Write letters", ("administrator", "clerk")),)


@hookimpl
def register_operations() -> Sequence[Operation]:
    """Write and send."""
    return (write, send, who_decides)


@hookimpl
def register_services() -> Sequence[Service]:
    """Its letters can be approved."""
    return (Service(ApprovableDocuments, Letters, readable=True), Service(ReportingLines, Managers, readable=True))


def with_letters(registry: Registry) -> Registry:
    """These plugins and the letters."""
    return build([*((p.info.name, p.module) for p in registry.plugins), ("letters", sys.modules[__name__])])
