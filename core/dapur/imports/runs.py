"""An import under way: its file, how it is matched, how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from dapur.contract import Conflict, Form, Invalid, NotFound, Scope, _
from dapur.contract.declarations import Import
from dapur.imports.records import Matched
from dapur.language.problems import problems_of

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from dapur.house import House

ALL_AT_ONCE_ROWS = 20_000
"""Up to so many rows everything is saved in one transaction unless somebody chooses batches."""
BATCH = 1_000
"""Records of one batch."""
COLUMNS = (
    "r.id, r.name, r.user_id, r.file_id, r.state, r.columns, r.options, r.headings, r.rows_total, r.rows_done, r.counts,"
    " r.failure, r.version, r.checked_version, r.job_id, r.outcomes, r.preview, f.name as file_name"
)


@dataclass(frozen=True)
class Run:
    """A row of core.import_run. columns: column -> place in the file. options: those of the import, and our own with _."""

    id: int
    name: str
    user_id: int
    file_id: int
    state: str
    columns: Mapping[str, int]
    options: Mapping[str, Any]
    headings: Sequence[str]
    rows_total: int
    rows_done: int
    counts: Mapping[str, int]
    failure: str
    version: int
    checked_version: int | None
    job_id: int | None
    outcomes: str
    preview: Sequence[Mapping[str, Any]]
    file_name: str

    @property
    def head(self) -> int:
        """The heading row, from 0."""
        return int(self.options.get("_head", 0))

    @property
    def numbers(self) -> str:
        """How the file writes numbers: id or en."""
        return str(self.options.get("_numbers", "id"))

    def sample(self, place: int) -> str:
        """The first values below a heading."""
        samples = self.options.get("_samples", [])
        return ", ".join(samples[place]) if place < len(samples) else ""

    @property
    def at_once(self) -> bool:
        """Saved in one transaction. Chosen, or decided by size once the rows are counted."""
        chosen = self.options.get("_mode", "")
        return chosen == "all" or (not chosen and self.rows_total <= ALL_AT_ONCE_ROWS)

    @property
    def is_checked(self) -> bool:
        """As it is matched now, every row was checked and nothing was wrong."""
        return self.checked_version == self.version and not self.counts.get("wrong") and bool(self.counts.get("records"))

    def own_options(self) -> dict[str, Any]:
        """The options that the import itself asks for."""
        return {name: value for name, value in self.options.items() if not name.startswith("_")}

    def matched(self, language: str, today: date) -> Matched:
        """How the file is to be read."""
        return Matched(self.head, self.columns, self.numbers, language, today)


async def find_run(reader: Any, number: int, *, lock: bool = False) -> tuple[Run, Import]:
    """A run of this company whose import the actor may use. `reader`: a Reader, or a Work. Raises NotFound, Forbidden."""
    sql = (
        f"select {COLUMNS} from core.import_run r join core.file f on f.company_id = r.company_id and f.id = r.file_id"
        " where r.company_id = %s and r.id = %s" + (" for update of r" if lock else "")
    )
    found = await reader.rows(sql, reader.scope.company, number)
    if not found:
        raise NotFound()
    values = list(found[0].values()) if isinstance(found[0], dict) else list(found[0])
    run = Run(*values)
    return run, declared_import(reader, run.name)


def declared_import(reader: Any, name: str) -> Import:
    """The import of this name, which the actor may use. Raises NotFound, Forbidden."""
    declared: Import | None = reader.house.registry.imports.get(name)
    if declared is None or (declared.plugin != "core" and declared.plugin not in reader.scope.plugins):
        raise NotFound(_("There is no such import here. Check the link, or switch its department on."))
    reader.need(declared.permission)
    reader.need(declared.operation.permission)
    return declared


def read_options(declared: Import, raw: Mapping[str, Any]) -> Form | None:
    """The validated options of the import, None where it has none. Raises Invalid."""
    if declared.options is None:
        return None
    try:
        return declared.options.model_validate(raw)
    except ValidationError as error:
        raise Invalid(problems_of(error, declared.options)) from None


async def begun_now(house: "House", scope: Scope, number: int, state: str) -> None:
    """Mark a run as being worked on here, without a job. Raises Conflict when somebody else works on it."""
    async with house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (scope.company, scope.user))
        cursor = await connection.execute(
            b"update core.import_run set state = %s, changed_at = core.now() where company_id = %s and id = %s"
            b" and state not in ('checking', 'running', 'done') returning id",
            (state, scope.company, number),
        )
        if await cursor.fetchone() is None:
            raise Conflict("IMPORT_UNDER_WAY", _("This import is being worked on. Wait for it, or stop it."))
