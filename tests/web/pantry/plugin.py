"""The tests' own department: one page of every kind, so that the web is tested without any other department."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlalchemy import BigInteger, Boolean, Date, MetaData, Numeric, String, Table, and_, func, select
from sqlalchemy import Column as Stored

from dapur.contract import (
    Action,
    Choice,
    Column,
    Conflict,
    Filter,
    Form,
    FormPage,
    HomeCard,
    HomeChart,
    HomeTask,
    Import,
    ListPage,
    Menu,
    Operation,
    Page,
    Panel,
    Permission,
    PluginInfo,
    Query,
    RecordPage,
    Refused,
    Related,
    Report,
    ReportPage,
    ReportRow,
    Result,
    Schema,
    Sheet,
    Shown,
    TemplatePage,
    View,
    hookimpl,
    operation,
)
from dapur.files.attachments import attachment_operations
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from tests.web.pantry.jar_file import jar_file

about = MetaData(schema="pantry")
shelf = Table(
    "shelf", about, Stored("company_id", BigInteger), Stored("id", BigInteger), Stored("code", String), Stored("name", String)
)
jar = Table(
    "jar",
    about,
    *(Stored(n, BigInteger) for n in ("company_id", "id", "shelf_id", "version")),
    *(Stored(n, String) for n in ("number", "name", "note", "status")),
    *(Stored(n, Numeric) for n in ("weight", "price", "cost")),
    Stored("filled_on", Date),
    Stored("is_sweet", Boolean),
)
spoon = Table(
    "spoon",
    about,
    *(Stored(n, BigInteger) for n in ("company_id", "id", "jar_id")),
    Stored("what", String),
    *(Stored(n, Numeric) for n in ("debit", "credit")),
)
STATES = (Choice("open", "Terbuka"), Choice("sealed", "Tersegel"), Choice("broken", "Pecah"))
TONES = {"open": "blue", "sealed": "green", "broken": "red"}


def _between(column: Any, ends: tuple[Any, Any]) -> Any:
    low, high = ends
    return and_(*([column >= low] if low is not None else []), *([column <= high] if high is not None else []))


SHELVES = Query(
    "pantry.shelves",
    "Rak",
    "pantry.read",
    statement=lambda: select(shelf.c.id),
    company=shelf.c.company_id,
    columns=(
        Column("id", "No", "id", shelf.c.id, hidden=True),
        Column("code", "Kode", "code", shelf.c.code, sort=True, phone=1),
        Column("name", "Nama", "text", shelf.c.name, phone=1),
    ),
    key=("id",),
    default_sort=("code",),
    search=(shelf.c.code, shelf.c.name),
)
JARS = Query(
    "pantry.jars",
    "Stoples",
    "pantry.read",
    statement=lambda: select(jar.c.id).select_from(
        jar.join(shelf, and_(shelf.c.company_id == jar.c.company_id, shelf.c.id == jar.c.shelf_id))
    ),
    company=jar.c.company_id,
    columns=(
        Column("id", "No", "id", jar.c.id, hidden=True),
        Column("number", "Nomor", "code", jar.c.number, sort=True, phone=1, link="pantry/jars/{id}"),
        Column("name", "Isi", "text", jar.c.name, sort=True, phone=1),
        Column("shelf", "Rak", "text", shelf.c.name, phone=2),
        Column("filled_on", "Diisi", "date", jar.c.filled_on, sort=True, phone=2),
        Column("weight", "Berat (g)", "quantity", jar.c.weight),
        Column("price", "Harga", "money", jar.c.price, sort=True, total=True, phone=1),
        Column("cost", "Modal", "money", jar.c.cost, total=True, permission="pantry.cost"),
        Column("is_sweet", "Manis", "flag", jar.c.is_sweet),
        Column("status", "Status", "status", jar.c.status, choices=STATES, tones=TONES, phone=1),
        Column("note", "Catatan", "text", jar.c.note, hidden=True),
        Column("shelf_id", "Rak", "id", jar.c.shelf_id, hidden=True),
        Column("version", "Versi", "integer", jar.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-number",),
    filters=(
        Filter("status", "Status", "choice", lambda v: jar.c.status == func.any(v), choices=STATES),
        Filter("filled", "Diisi", "dates", lambda v: _between(jar.c.filled_on, v)),
        Filter("price", "Harga", "money", lambda v: _between(jar.c.price, v)),
        Filter("shelf", "Rak", "reference", lambda v: jar.c.shelf_id == v, reference="pantry.shelves"),
        Filter("sweet", "Manis", "flag", lambda v: jar.c.is_sweet == v),
    ),
    search=(jar.c.number, jar.c.name),
)
SPOONS = Query(
    "pantry.spoons",
    "Sendok",
    "pantry.read",
    statement=lambda: select(spoon.c.id),
    company=spoon.c.company_id,
    columns=(
        Column("id", "No", "id", spoon.c.id, hidden=True),
        Column("what", "Apa", "text", spoon.c.what, phone=1),
        Column("debit", "Masuk", "money", spoon.c.debit, total=True, phone=1),
        Column("credit", "Keluar", "money", spoon.c.credit, total=True, phone=2),
    ),
    key=("id",),
    default_sort=("id",),
    filters=(Filter("jar", "Stoples", "reference", lambda v: spoon.c.jar_id == v, reference="pantry.jars"),),
)


class SpoonLine(Form):
    """What goes in or out."""

    what: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown("Apa", stop=True)]
    shelf: Annotated[int | None, Shown("Rak", reference="pantry.shelves", stop=True)] = None
    debit: Annotated[Decimal, Field(ge=0), Shown("Masuk", kind="money", stop=True)] = Decimal(0)
    credit: Annotated[Decimal, Field(ge=0), Shown("Keluar", kind="money", stop=True)] = Decimal(0)


class FillJar(Form):
    """A new jar."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown("Isi", hint="Apa yang ada di dalamnya")]
    shelf: Annotated[int, Shown("Rak", reference="pantry.shelves")]
    filled_on: Annotated[date, Shown("Diisi", width="narrow")]
    price: Annotated[Decimal, Field(ge=0), Shown("Harga", kind="money", width="narrow")]
    weight: Annotated[Decimal, Shown("Berat", kind="quantity", width="narrow")] = Decimal(0)
    kind: Annotated[str, Shown("Jenis", choices=(Choice("jam", "Selai"), Choice("honey", "Madu")))] = "jam"
    is_sweet: Annotated[bool, Shown("Manis")] = False
    note: Annotated[str, Shown("Catatan", kind="note", width="wide")] = ""
    lines: Annotated[list[SpoonLine], Field(max_length=500), Shown("Sendok", kind="lines")] = []


class JarSaved(Result):
    """The jar."""

    id: int
    number: str
    version: int


@operation("pantry.fill_jar", title="Isi stoples", permission="pantry.write", audit_verb="mengisi stoples")
async def fill_jar(work: Work, form: FillJar) -> JarSaved:
    """Fill a jar."""
    if sum(line.debit - line.credit for line in form.lines):
        raise Refused("PANTRY_UNBALANCED", "Masuk dan keluar tidak sama. Ubah baris sampai selisihnya nol.", field="lines")
    company = work.scope.company
    row = await work.row(
        "insert into pantry.jar (company_id, number, name, shelf_id, filled_on, price, weight, is_sweet, note)"
        " select %s, 'T/' || lpad((count(*) + 1)::text, 4, '0'), %s, %s, %s, %s, %s, %s, %s from pantry.jar where company_id = %s"
        " returning id, number, version",
        company, form.name, form.shelf, form.filled_on, form.price, form.weight, form.is_sweet, form.note, company,
    )  # fmt: skip
    assert row is not None
    lines = [{"what": s.what, "debit": str(s.debit), "credit": str(s.credit)} for s in form.lines]
    await work.run(
        "insert into pantry.spoon (company_id, jar_id, what, debit, credit) select %s, %s, what, debit, credit"
        " from jsonb_to_recordset(%s::jsonb) as s(what text, debit numeric, credit numeric)",
        company, row["id"], json.dumps(lines),
    )  # fmt: skip
    return JarSaved(**row)


class ChangeJar(Form):
    """Name and note of a jar."""

    id: Annotated[int, Shown("No", kind="hidden")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown("Isi")]
    price: Annotated[Decimal, Field(ge=0), Shown("Harga", kind="money")]
    note: Annotated[str, Shown("Catatan", kind="note", width="wide")] = ""
    version: Annotated[int, Shown("Versi", kind="hidden")]


@operation("pantry.change_jar", title="Ubah stoples", permission="pantry.write")
async def change_jar(work: Work, form: ChangeJar) -> JarSaved:
    """Change a jar."""
    row = await work.row(
        "update pantry.jar set name = %s, price = %s, note = %s, version = version + 1"
        " where company_id = %s and id = %s and version = %s returning id, number, version",
        form.name, form.price, form.note, work.scope.company, form.id, form.version,
    )  # fmt: skip
    if row is None:
        raise Conflict("VERSION_CHANGED", "Orang lain mengubah stoples ini. Isian Anda aman: bandingkan, lalu simpan lagi.")
    return JarSaved(**row)


class OneJar(Form):
    """Which jar."""

    id: Annotated[int, Shown("No", kind="hidden")]


@operation("pantry.seal_jar", title="Segel", permission="pantry.write", danger=True, audit_verb="menyegel")
async def seal_jar(work: Work, form: OneJar) -> JarSaved:
    """Seal a jar for good."""
    return await _set_state(work, form.id, "sealed")


class BreakJar(OneJar):
    """Why it broke."""

    reason: Annotated[str, StringConstraints(min_length=3, max_length=200), Shown("Alasan")]


@operation("pantry.break_jar", title="Catat pecah", permission="pantry.write")
async def break_jar(work: Work, form: BreakJar) -> JarSaved:
    """Record a broken jar."""
    return await _set_state(work, form.id, "broken")


async def _set_state(work: Work, key: int, state: str) -> JarSaved:
    row = await work.row(
        "update pantry.jar set status = %s, version = version + 1 where company_id = %s and id = %s returning id, number, version",
        state, work.scope.company, key,
    )  # fmt: skip
    if row is None:
        raise Refused("PANTRY_GONE", "Stoples itu tidak ada.")
    return JarSaved(**row)


class AddShelf(Form):
    """A shelf."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=20), Shown("Kode", kind="code")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown("Nama")]


class ShelfAdded(Result):
    """The shelf."""

    id: int


@operation(
    "pantry.add_shelf",
    title="Tambah rak",
    permission="pantry.write",
    conflicts={"shelf_code_key": ("code", "PANTRY_SHELF_EXISTS", "Rak dengan kode ini sudah ada. Pakai kode lain.")},
)
async def add_shelf(work: Work, form: AddShelf) -> ShelfAdded:
    """Put up a shelf."""
    row = await work.row(
        "insert into pantry.shelf (company_id, code, name) values (%s, %s, %s) returning id",
        work.scope.company,
        form.code,
        form.name,
    )
    assert row is not None
    return ShelfAdded(id=row["id"])


class StockInput(Form):
    """Which jars the report shows."""

    until: Annotated[date | None, Shown("Sampai")] = None
    status: Annotated[list[str], Shown("Status", kind="choices", choices=STATES)] = []
    cursor: Annotated[str, Shown("Lanjutan", kind="hidden")] = ""
    limit: Annotated[int, Shown("Baris", kind="hidden")] = 20


async def build_stock(reader: Reader, asked: StockInput) -> Sheet:
    """Jars by number, a page at a time."""
    found = await reader.rows(
        "select id, number, name, price from pantry.jar where company_id = %s and number > %s and (%s::date is null or filled_on <= %s)"
        " and (cardinality(%s::text[]) = 0 or status = any (%s)) order by number limit %s",
        reader.company.id, asked.cursor, asked.until, asked.until, asked.status, asked.status, asked.limit + 1,
    )  # fmt: skip
    shown = found[: asked.limit]
    rows = [
        ReportRow((number, name, price), level=1, links={"price": f"pantry/jars/{key}"}, key=number)
        for key, number, name, price in shown
    ]
    more = shown[-1][1] if len(found) > asked.limit else ""
    return Sheet(
        title="Isi lemari",
        columns=(
            Column("number", "Nomor", "code", phone=1),
            Column("name", "Isi", phone=1),
            Column("price", "Harga", "money", phone=1),
        ),
        rows=[ReportRow(("Lemari", None, None), style="heading"), *rows] if not asked.cursor else rows,
        head=(("Sampai", asked.until.isoformat() if asked.until else "semua"),),
        notes=("Harga per stoples.",),
        more=more,
    )


STOCK = Report("pantry.stock", "Isi lemari", "pantry.read", StockInput, build_stock, "What stands on the shelves.")


async def first_of_jar(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """What the form of a jar begins with."""
    row = await reader.one(JARS, int(parameters["id"]))
    return {"name": row["name"], "price": row["price"], "note": row["note"], "version": row["version"]}


async def today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """A new jar is filled today."""
    return {"filled_on": reader.today}


@dataclass(frozen=True)
class Recipe:
    """What the hand-made page shows."""

    steps: Sequence[str]


async def recipe(reader: Reader, _parameters: dict[str, str]) -> Recipe:
    """A recipe."""
    return Recipe(("Cuci stoples.", "Isi <penuh>."))


async def cards(reader: Reader, _key: str) -> list[HomeCard]:
    """Worth of the pantry."""
    worth = await reader.value("select coalesce(sum(price), 0) from pantry.jar where company_id = %s", reader.company.id)
    return [
        HomeCard("Nilai lemari", worth, "pantry/jars", "lebih dari kemarin", "up"),
        HomeCard("Stoples", Decimal(3), money=False),
    ]


async def tasks(reader: Reader, _key: str) -> list[HomeTask]:
    """What is waiting."""
    return [HomeTask("Segel stoples yang terbuka", "pantry/jars?status=open", "Lemari", date(2026, 1, 5), "lock")]


async def charts(reader: Reader, _key: str) -> HomeChart:
    """Three months."""
    points = [(f"{n:02}/2026", Decimal(n % 5 - 1)) for n in range(1, 13)]
    return HomeChart("Nilai 3 bulan", "Nilai naik sejak Oktober.", points, "pantry/stock")


async def advice(reader: Reader, key: str) -> Recipe:
    """A panel beside a jar."""
    return Recipe((f"Stoples {key} sebaiknya dibuka dengan hati-hati.",))


attach_to_jar, detach_from_jar = attachment_operations(
    "pantry.jar_file", "pantry.write", owner="pantry.jar", attach="pantry.attach_to_jar", detach="pantry.detach_from_jar"
)


@hookimpl
def describe_plugin() -> PluginInfo:
    """The manifest."""
    return PluginInfo("pantry", "Lemari", "1.0", icon="archive", letter="l")


@hookimpl
def register_schema() -> Schema:
    """Schema pantry."""
    return Schema("pantry", (), "tests.web.pantry.migrations")


@hookimpl
def register_permissions() -> Sequence[Permission]:
    """Rights."""
    return (
        Permission("pantry.read", "Melihat lemari", ("administrator", "accountant", "auditor", "clerk")),
        Permission("pantry.write", "Mengisi lemari", ("administrator", "accountant")),
        Permission("pantry.cost", "Melihat modal", ("administrator",)),
    )


@hookimpl
def register_operations() -> Sequence[Operation]:
    """What can be done."""
    return (fill_jar, change_jar, seal_jar, break_jar, add_shelf, attach_to_jar, detach_from_jar)


@hookimpl
def register_queries() -> Sequence[Query]:
    """What can be read."""
    return (SHELVES, JARS, SPOONS)


@hookimpl
def register_reports() -> Sequence[Report]:
    """Reports."""
    return (STOCK,)


@hookimpl
def register_imports() -> Sequence[Import]:
    """Jars from a file."""
    return (jar_file(fill_jar),)


@hookimpl
def register_panels() -> Sequence[Panel]:
    """Pieces on the home page and beside a jar."""
    return (
        Panel("home.cards", "pantry_cards", "Lemari", "pantry.read", "", cards),
        Panel("home.tasks", "pantry_tasks", "Lemari", "pantry.read", "", tasks),
        Panel("home.charts", "pantry_charts", "Lemari", "pantry.read", "", charts),
        Panel("pantry.jar", "pantry_advice", "Nasihat", "pantry.read", "pantry/advice.html", advice),
    )


@hookimpl
def register_pages() -> Sequence[Page]:
    """One page of every kind."""
    return (
        ListPage(
            "jars", JARS, "Stoples", Menu("Stoples", 1),
            views=(View("open", "Terbuka", {"status": "open"}), View("dear", "Termahal", {}, "-price")),
            new="jars/new", new_title="Stoples baru", importer="pantry.jars", empty="Belum ada stoples.",
        ),
        RecordPage(
            "jars/{id}", JARS, "number", "jars", ("name", "shelf", "filled_on", "price", "cost", "is_sweet", "note"),
            related=(Related(SPOONS, "Sendok", {"jar": "id"}),),
            actions=(
                Action(seal_jar, {"id": "id"}, when=("open",), primary=True, icon="lock", done="pantry/jars/{id}"),
                Action(break_jar, {"id": "id"}, when=("open", "sealed"), icon="alert-triangle", done="pantry/jars/{id}"),
            ),
            edit="jars/{id}/edit", edit_when=("open",), history="pantry.jar",
            files="pantry.jar_file", attach="pantry.attach_to_jar", aside=("weight",), slot="pantry.jar",
        ),
        FormPage(
            "jars/new", fill_jar, "Stoples baru", "pantry/jars/{id}", initial=today, balance=("debit", "credit"),
        ),
        FormPage("jars/{id}/edit", change_jar, "Ubah stoples", "pantry/jars/{id}", initial=first_of_jar),
        ListPage("shelves", SHELVES, "Rak", Menu("Rak", 2), new="shelves/new", empty="Belum ada rak."),
        FormPage("shelves/new", add_shelf, "Rak baru", "pantry/shelves"),
        ReportPage("stock", STOCK, Menu("Isi lemari", 3)),
        TemplatePage("recipe", "pantry/recipe.html", "Resep", "pantry.read", recipe, Menu("Resep", 4)),
    )  # fmt: skip
