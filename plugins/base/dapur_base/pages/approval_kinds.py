"""The page that a new rule begins with: which kinds of documents there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from dapur.contract import TemplatePage, _
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader
from dapur_base.approvals import known_kinds


@dataclass(frozen=True)
class KindLine:
    """A kind in the reader's language, and how many rules it has."""

    name: str
    title: str
    rules: int


@dataclass(frozen=True)
class Kinds:
    """Of the departments that are on."""

    kinds: Sequence[KindLine]


async def _kinds(reader: Reader, _parameters: dict[str, str]) -> Kinds:
    rows = await reader.rows(
        "select kind, count(*) from base.approval_policy where company_id = %s and not is_closed group by kind",
        reader.scope.company,
    )
    counts = dict(rows)
    found = [
        KindLine(k.name, translate(k.title, reader.scope.language), counts.get(k.name, 0))
        for k in (await known_kinds(reader)).values()
    ]
    return Kinds(sorted(found, key=lambda kind: kind.title))


KINDS_PAGE = TemplatePage("approval-kinds", "base/approval_kinds.html", _("New approval rule"), "base.approval.manage", _kinds)
