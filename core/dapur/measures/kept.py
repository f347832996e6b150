"""Key figures kept as they were on a day, and mailed every month to those who asked for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

from dapur.contract import Form, NotFound, Refused, Result, Scope, Shown, _, operation
from dapur.jobs.actors import scope_of_person
from dapur.jobs.enqueue import later
from dapur.language.catalogue import translate
from dapur.mail.outgoing import Mail, send_mail
from dapur.measures.figures import Figure, by_department, figures_of
from dapur.measures.period import DAY, Period, period_of
from dapur.measures.sheet import READ, FiguresInput
from dapur.measures.words import period_words, value_words
from dapur.operations.work import Work
from dapur.queries.reader import Reader

WAITING = """
    select u.id, u.email, u.language from core.figure_follower f join core.app_user u on u.id = f.user_id
    where f.company_id = %s and u.is_active and not exists (select from core.figure_sheet s where s.company_id = f.company_id
        and s.user_id = f.user_id and s.begins = %s and s.months = 1 and s.is_mailed)
"""
"""Who follows and did not get the mail of the month that begins then."""


class SheetKept(Result):
    """The kept sheet."""

    id: int
    figures: int


@operation("core.keep_figures", title=_("Keep these figures"), permission=READ, audit_verb=_("kept key figures"))
async def keep_figures(work: Work, form: FiguresInput) -> SheetKept:
    """Keep the figures of a period as they are now, as far as one may know them. The sheet stays, whatever changes."""
    period = form.period(work.today)
    figures = await figures_of(await work.house.reader(work.scope), period)
    if not figures:
        raise Refused("FIGURES_NONE", _("There is no figure that you may see. Ask for the rights to the lists that you need."))
    return SheetKept(id=await _keep(work, work.actor, period, figures), figures=len(figures))


async def _keep(work: Work, user: int, period: Period, figures: Sequence[Figure], *, is_mailed: bool = False) -> int:
    number: int = await work.value(
        "insert into core.figure_sheet (company_id, user_id, begins, months, last_day, is_over, zone, is_mailed, made_at)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, user, period.begins, period.months, period.last, period.is_over, work.company.zone),
        *(is_mailed, work.now),
    )
    for place, figure in enumerate(figures):
        measure = figure.measure
        await work.run(
            "insert into core.kept_figure (company_id, sheet_id, place, measure, definition_version, title, definition, value,"
            " before) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            *(work.scope.company, number, place, measure.name, measure.version, str(measure.title), str(measure.definition)),
            *(figure.value, figure.before),
        )
    return number


class FollowFigures(Form):
    """Whether one gets the mail."""

    follows: Annotated[bool, Shown(_("Mail me the key figures of every month"))]


class Followed(Result):
    """How it is now."""

    follows: bool


@operation("core.follow_figures", title=_("Mail every month"), permission=READ, audit_verb=_("chose the mail of key figures"))
async def follow_figures(work: Work, form: FollowFigures) -> Followed:
    """Get the key figures of a month by mail once it is over, as far as one may know them then, or no longer."""
    sql = (
        "insert into core.figure_follower (company_id, user_id) values (%s, %s) on conflict do nothing"
        if form.follows
        else "delete from core.figure_follower where company_id = %s and user_id = %s"
    )
    await work.run(sql, work.scope.company, work.actor)
    return Followed(follows=form.follows)


class SendFigures(Form):
    """Nothing to say: the month before this one."""


class FiguresSent(Result):
    """To how many people."""

    count: int


@operation("core.send_figures", title=_("Mail the key figures"), permission="core.upkeep", doors=frozenset({"job", "cli"}))
async def send_figures(work: Work, _form: SendFigures) -> FiguresSent:
    """Mail last month's figures to those who asked for it: a job for each, so that what fails for one holds up nobody else."""
    period = period_of(work.today.replace(day=1) - DAY, 1, work.today)
    followers = await work.rows(f"{WAITING} order by u.id", work.scope.company, period.begins)
    for person in followers:
        await later(work, mail_figures.name, {"user": person["id"], "month": period.begins})
    return FiguresSent(count=len(followers))


class MailFigures(Form):
    """Whose mail of which month."""

    user: Annotated[int, Shown(_("Person"))]
    month: Annotated[date, Shown(_("Month"))]


class FiguresMailed(Result):
    """The sheet that they got; none for whom there is nothing to see, or who got it already."""

    sheet: int | None


@operation("core.mail_figures", title=_("Mail the key figures to a follower"), permission="core.upkeep", doors=frozenset({"job"}))
async def mail_figures(work: Work, form: MailFigures) -> FiguresMailed:
    """Mail a month's figures to one who asked for it, by their own rights, and keep the sheet that they got."""
    period = period_of(form.month, 1, work.today)
    person = await work.row(f"{WAITING} and u.id = %s", work.scope.company, period.begins, form.user)
    scope = await _scope_of(work, form.user, person["language"]) if person is not None else None
    if person is None or scope is None:
        return FiguresMailed(sheet=None)
    reader = await work.house.reader(scope)
    figures = await figures_of(reader, period)
    if not figures:
        return FiguresMailed(sheet=None)
    sheet = await _keep(work, form.user, period, figures, is_mailed=True)
    await send_mail(work, _mail(reader, period, figures, person["email"], f"management/sheet?id={sheet}"))
    return FiguresMailed(sheet=sheet)


async def _scope_of(work: Work, user: int, language: str) -> Scope | None:
    """Somebody who left, or may no longer see figures, gets none."""
    try:
        scope = await scope_of_person(work.house, work.scope.company, user)
    except NotFound:
        return None
    return replace(scope, language=language) if scope.may(READ) else None


def _mail(reader: Reader, period: Period, figures: Sequence[Figure], email: str, address: str) -> Mail:
    language = reader.scope.language
    month = period_words(period, language)
    subject = translate(_("Key figures of {company}: {month}").fill(company=reader.company.name, month=month), language)
    return Mail([email], subject, _body(reader, figures, address), "core", subject, address)


def _body(reader: Reader, figures: Sequence[Figure], address: str) -> str:
    language, company = reader.scope.language, reader.company
    lines: list[str] = []
    for department, those in by_department(reader, figures):
        lines += ["", translate(department, language), *(_line(reader, figure) for figure in those)]
    note = _("In brackets: the month before. Only rows that you may see are counted.")
    where = f"{reader.house.public_address}/{company.code}/{address}"
    return "\n".join([*lines, "", translate(note, language), where]).strip()


def _line(reader: Reader, figure: Figure) -> str:
    measure, language, company = figure.measure, reader.scope.language, reader.company
    before = f" ({value_words(measure, figure.before, company, language)})" if figure.before is not None else ""
    return f"- {translate(measure.title, language)}: {value_words(measure, figure.value, company, language)}{before}"


async def follows(reader: Reader) -> bool:
    """Whether the reader gets the mail."""
    sql = "select exists (select from core.figure_follower where company_id = %s and user_id = %s)"
    return bool(await reader.value(sql, reader.scope.company, reader.scope.user))
