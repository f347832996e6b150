"""What IT shows on the home page and beside its records."""

from dataclasses import dataclass
from decimal import Decimal

from dapur.contract import HomeCard, HomeTask, Panel, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_moment
from dapur.queries.reader import Reader
from dapur_it.absences import away_on
from dapur_it.pages.spare_parts import PARTS_PANEL

MINE = """
    select id, title, number, (resolution_due at time zone %s)::date from it.ticket
    where company_id = %s and assignee_id = %s and state = 'open' order by resolution_due nulls last limit 30
"""
LEFT_BEHIND = """
    select assignee_id, count(*) from it.ticket
    where company_id = %s and assignee_id = any (%s) and state = 'open' group by 1 order by 1
"""
TO_SIGN = """
    select h.id, a.code, a.name from it.holding h join it.asset a on a.company_id = h.company_id and a.id = h.asset_id
    join base.party p on p.company_id = h.company_id and p.id = h.holder_id
    where h.company_id = %s and p.user_id = %s and h.signed_at is null and h.to_day is null limit 30
"""


async def my_work(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Tickets that one works on."""
    rows = await reader.rows(MINE, reader.company.zone, reader.scope.company, reader.scope.user)
    return [HomeTask(title, f"it/tickets/{ticket}", number, due, icon="headset") for ticket, title, number, due in rows] or None


async def of_people_away(reader: Reader, _key: str) -> list[HomeTask] | None:
    """People on leave with whom tickets lie."""
    away = await away_on(reader, reader.today)
    rows = await reader.rows(LEFT_BEHIND, reader.scope.company, list(away)) if away else []
    return [
        HomeTask(_("Tickets of {name}, who is on leave").fill(name=away[user].name), "it/away", str(count), icon="beach")
        for user, count in rows
    ] or None


async def to_sign(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Devices that one has still to sign for."""
    rows = await reader.rows(TO_SIGN, reader.scope.company, reader.scope.user)
    return [
        HomeTask(_("Sign for {code}").fill(code=code), f"it/my-devices/{holding}", name, icon="signature")
        for holding, code, name in rows
    ] or None


async def late_tickets(reader: Reader, _key: str) -> HomeCard:
    """How many tickets are late."""
    count = await reader.value(
        "select count(*) from it.ticket where company_id = %s and state = 'open' and resolution_due < core.now()",
        reader.scope.company,
    )
    return HomeCard(_("Late tickets"), Decimal(count), "it/tickets?late=1&live=1", tone="red" if count else "", money=False)


@dataclass(frozen=True, slots=True)
class Other:
    """Another thing, as a link."""

    text: str
    address: str
    detail: str = ""


async def tickets_of_asset(reader: Reader, key: str) -> list[Other] | None:
    """What was wrong with a device before."""
    rows = await reader.rows(
        "select t.id, t.number, t.title, t.created_at from it.ticket_asset x join it.ticket t on t.company_id = x.company_id"
        " and t.id = x.ticket_id where x.company_id = %s and x.asset_id = %s order by t.id desc limit 8",
        *(reader.scope.company, int(key)),
    )
    base = f"/{reader.company.code}/it/tickets"
    return [
        Other(f"{number} · {title}", f"{base}/{ticket}", format_moment(at, reader.company.zone, reader.scope.language))
        for ticket, number, title, at in rows
    ] or None


async def picture_of_component(reader: Reader, key: str) -> list[Other]:
    """The way to the picture."""
    address = f"/{reader.company.code}/it/components/{int(key)}/picture"
    return [Other(translate(_("What it needs, what needs it, what a failure hits"), reader.scope.language), address)]


PANELS = (
    Panel("home.tasks", "it.my_work", _("Tickets"), "it.ticket.work", "", my_work, 20),
    Panel("home.tasks", "it.away", _("Tickets of people on leave"), "it.ticket.work", "", of_people_away, 22),
    Panel("home.tasks", "it.to_sign", _("To sign"), "it.request", "", to_sign, 21),
    Panel("home.cards", "it.late", _("Late tickets"), "it.ticket.read", "", late_tickets, 40),
    PARTS_PANEL,
    Panel("it.asset", "it.asset_tickets", _("Tickets about it"), "it.ticket.read", "it/others.html", tickets_of_asset),
    Panel("it.component", "it.picture", _("Picture"), "it.inventory.read", "it/others.html", picture_of_component),
)
