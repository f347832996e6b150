"""Journals, dimensions, fiscal years and periods, locks and exceptions, read."""

from sqlalchemy import Date, String, and_, case, cast, func, literal_column, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_accounting.queries.words import AREAS, DIMENSIONS, JOURNAL_KINDS, RESTARTS, USE, USE_TONES
from dapur_accounting.tables import dimension_value, fiscal_year, journal, lock_exception, period_lock
from dapur_base.names import shown_name

NAME = shown_name(journal.c.name_id, journal.c.name_en)
_journal_state = case((journal.c.is_closed, "closed"), else_="open")
JOURNALS = Query(
    "accounting.journals",
    _("Journals"),
    "accounting.read",
    statement=lambda: select(journal.c.id),
    company=journal.c.company_id,
    description="Journals, each with its own series of numbers.",
    columns=(
        Column("id", _("Number"), "id", journal.c.id, hidden=True),
        Column("code", _("Code"), "code", journal.c.code, sort=True, phone=1, link="accounting/journals/{id}"),
        Column("name", _("Journal"), "text", NAME, sort=True, phone=1, link="accounting/journals/{id}"),
        Column("kind", _("Kind"), "status", journal.c.kind, sort=True, choices=JOURNAL_KINDS, phone=2),
        Column("pattern", _("Pattern of numbers"), "code", journal.c.pattern, phone=2),
        Column("restart", _("Numbers start again"), "status", journal.c.restart, choices=RESTARTS),
        Column("status", _("Status"), "status", _journal_state, choices=USE, tones=USE_TONES, phone=1),
        Column("digits", _("Digits"), "integer", journal.c.digits, hidden=True),
        Column("name_id", _("Indonesian name"), "text", journal.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", journal.c.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", journal.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", journal.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(
        Filter("kind", _("Kind"), "choice", lambda v: journal.c.kind == func.any(v), choices=JOURNAL_KINDS),
        Filter("status", _("Status"), "choice", lambda v: _journal_state == func.any(v), choices=USE),
    ),
    search=(journal.c.code, journal.c.name_id, journal.c.name_en),
)

_dimension_state = case((dimension_value.c.is_closed, "closed"), else_="open")


def _dimensions(name: str, kind: str, title: object, description: str) -> Query:
    return Query(
        name,
        title,  # type: ignore[arg-type]
        "accounting.read",
        statement=lambda: (
            select(dimension_value.c.id).where(dimension_value.c.kind == kind) if kind else select(dimension_value.c.id)
        ),
        company=dimension_value.c.company_id,
        description=description,
        columns=(
            Column("id", _("Number"), "id", dimension_value.c.id, hidden=True),
            Column("code", _("Code"), "code", dimension_value.c.code, sort=True, phone=1, link="accounting/dimensions/{id}"),
            Column("name", _("Name"), "text", dimension_value.c.name, sort=True, phone=1),
            Column("kind", _("Kind"), "status", dimension_value.c.kind, choices=DIMENSIONS, phone=2),
            Column("status", _("Status"), "status", _dimension_state, choices=USE, tones=USE_TONES, phone=1),
            Column("is_closed", _("No longer used"), "flag", dimension_value.c.is_closed, hidden=True),
            Column("version", _("Version"), "integer", dimension_value.c.version, hidden=True),
        ),
        key=("id",),
        default_sort=("code",),
        filters=(
            Filter("kind", _("Kind"), "choice", lambda v: dimension_value.c.kind == func.any(v), choices=DIMENSIONS),
            Filter("status", _("Status"), "choice", lambda v: _dimension_state == func.any(v), choices=USE),
        ),
        search=(dimension_value.c.code, dimension_value.c.name),
    )


DIMENSION_VALUES = _dimensions(
    "accounting.dimensions", "", _("Cost centres and projects"), "Values that lines of entries may carry besides the account."
)
COST_CENTRES = _dimensions("accounting.cost_centres", "cost_centre", _("Cost centres"), "Cost centres.")
PROJECTS = _dimensions("accounting.projects", "project", _("Projects"), "Projects.")

FISCAL_YEARS = Query(
    "accounting.fiscal_years",
    _("Fiscal years"),
    "accounting.read",
    statement=lambda: select(fiscal_year.c.id),
    company=fiscal_year.c.company_id,
    description="Fiscal years, which never overlap.",
    columns=(
        Column("id", _("Number"), "id", fiscal_year.c.id, hidden=True),
        Column("name", _("Fiscal year"), "text", fiscal_year.c.name, phone=1),
        Column("starts", _("From"), "date", fiscal_year.c.starts, sort=True, phone=2),
        Column("ends", _("To"), "date", fiscal_year.c.ends, phone=2),
        Column("version", _("Version"), "integer", fiscal_year.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-starts",),
    search=(fiscal_year.c.name,),
)

_month = select(
    fiscal_year.c.company_id,
    fiscal_year.c.id,
    fiscal_year.c.name,
    cast(func.generate_series(fiscal_year.c.starts, fiscal_year.c.ends, literal_column("interval '1 month'")), Date).label(
        "starts"
    ),
    fiscal_year.c.ends,
).subquery("month")
_starts = _month.c.starts
_ends = cast(
    func.least(_month.c.starts + literal_column("interval '1 month'") - literal_column("interval '1 day'"), _month.c.ends), Date
)
_lock = period_lock.alias("lock_of_all")
_period_state = case((_lock.c.through >= _ends, "closed"), else_="open")
PERIOD_STATES = (Choice("open", _("Open")), Choice("closed", _("Closed")))
PERIODS = Query(
    "accounting.periods",
    _("Periods"),
    "accounting.read",
    statement=lambda: select(_month.c.id).select_from(
        _month.outerjoin(_lock, and_(_lock.c.company_id == _month.c.company_id, _lock.c.area == "all"))
    ),
    company=_month.c.company_id,
    description="The months of the fiscal years, and whether they are closed for everything.",
    columns=(
        Column("starts", _("From"), "date", _starts, sort=True, phone=1),
        Column("ends", _("To"), "date", _ends, phone=1),
        Column("year", _("Fiscal year"), "text", _month.c.name, phone=2),
        Column(
            "status",
            _("Status"),
            "status",
            _period_state,
            choices=PERIOD_STATES,
            tones={"open": "green", "closed": "secondary"},
            phone=1,
        ),
    ),
    key=("starts",),
    default_sort=("-starts",),
    filters=(
        Filter("year", _("Fiscal year"), "reference", lambda v: _month.c.id == v, reference="accounting.fiscal_years"),
        Filter("status", _("Status"), "choice", lambda v: _period_state == func.any(v), choices=PERIOD_STATES),
    ),
)

LOCKS = Query(
    "accounting.locks",
    _("Locks"),
    "accounting.read",
    statement=lambda: select(period_lock.c.area),
    company=period_lock.c.company_id,
    description="Through which day each area of the books is locked.",
    columns=(
        Column("area", _("Area"), "status", period_lock.c.area, choices=AREAS, phone=1),
        Column("through", _("Locked through"), "date", period_lock.c.through, sort=True, phone=1),
        Column("version", _("Version"), "integer", period_lock.c.version, hidden=True),
    ),
    key=("area",),
    default_sort=("area",),
)

_receiver = app_user.alias("receiver")
_grantor = app_user.alias("grantor")
_exception_state = case(
    (lock_exception.c.revoked_at.is_not(None), "revoked"), (lock_exception.c.until > func.core.now(), "valid"), else_="ended"
)
EXCEPTION_STATES = (Choice("valid", _("Valid")), Choice("ended", _("Ended")), Choice("revoked", _("Withdrawn")))
LOCK_EXCEPTIONS = Query(
    "accounting.lock_exceptions",
    _("Exceptions from locks"),
    "accounting.read",
    statement=lambda: select(lock_exception.c.id).select_from(
        lock_exception.join(_receiver, _receiver.c.id == lock_exception.c.to_user).join(
            _grantor, _grantor.c.id == lock_exception.c.granted_by
        )
    ),
    company=lock_exception.c.company_id,
    description="Who may post into locked days, until when, why, and who allowed it.",
    columns=(
        Column("id", _("Number"), "id", lock_exception.c.id, hidden=True),
        Column("person", _("Person"), "text", _receiver.c.name, sort=True, phone=1),
        Column("area", _("Area"), "status", lock_exception.c.area, choices=AREAS, phone=2),
        Column("lock_through", _("Days after"), "date", lock_exception.c.lock_through, phone=2),
        Column("until", _("Valid until"), "time", lock_exception.c.until, sort=True, phone=1),
        Column("reason", _("Reason"), "text", lock_exception.c.reason, phone=2, link="accounting/exceptions/{id}"),
        Column("granted_by", _("Granted by"), "text", _grantor.c.name),
        Column("granted_at", _("Granted"), "time", lock_exception.c.granted_at),
        Column(
            "status",
            _("Status"),
            "status",
            cast(_exception_state, String),
            choices=EXCEPTION_STATES,
            tones={"valid": "green", "ended": "secondary", "revoked": "red"},
            phone=1,
        ),
        Column("version", _("Version"), "integer", lock_exception.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _exception_state == func.any(v), choices=EXCEPTION_STATES),
        Filter("area", _("Area"), "choice", lambda v: lock_exception.c.area == func.any(v), choices=AREAS),
    ),
    search=(_receiver.c.name, lock_exception.c.reason),
)
