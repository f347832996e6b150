"""People of the company by name, for choosing one: less than the list of people says, so everybody may."""

from sqlalchemy import select

from dapur.contract import Column, Query, _
from dapur.tables import app_user, membership

COLLEAGUES = Query(
    "base.colleagues",
    _("Colleagues"),
    "base.read",
    statement=lambda: (
        select(membership.c.user_id)
        .select_from(membership.join(app_user, app_user.c.id == membership.c.user_id))
        .where(membership.c.is_active)
    ),
    company=membership.c.company_id,
    description="Names of the people who work in this company.",
    columns=(
        Column("id", _("Number"), "id", membership.c.user_id, hidden=True),
        Column("name", _("Name"), "text", app_user.c.name, sort=True, phone=1),
    ),
    key=("id",),
    default_sort=("name",),
    search=(app_user.c.name,),
)
