"""The company's tags, for choosing one."""

from sqlalchemy import select

from dapur.contract import Column, Query, _
from dapur_base.tags import tag

TAGS = Query(
    "base.tags",
    _("Tags"),
    "base.read",
    statement=lambda: select(tag.c.id),
    company=tag.c.company_id,
    description="Words that the company gives to its records.",
    columns=(
        Column("id", _("Number"), "id", tag.c.id, hidden=True),
        Column("name", _("Tag"), "text", tag.c.name, sort=True, phone=1),
    ),
    key=("id",),
    default_sort=("name",),
    search=(tag.c.name,),
)
