"""What switching people and pay on writes: the components of pay that every company begins with."""

from dapur.contract import Form, Setup, _
from dapur.operations.work import Work

COMPONENTS = (
    ("basic", "Gaji pokok", "Basic salary", "earning", 10),
    ("position_allowance", "Tunjangan jabatan", "Position allowance", "earning", 20),
    ("transport_allowance", "Tunjangan transportasi", "Transport allowance", "earning", 30),
    ("meal_allowance", "Tunjangan makan", "Meal allowance", "earning", 40),
)


class SetUpPeople(Form):
    """Nothing to say: everything can be changed later."""


async def run(work: Work, form: SetUpPeople) -> None:
    """Write the components that are not there yet."""
    await work.run(
        "insert into hr.pay_component (company_id, code, name_id, name_en, kind, position)"
        " select %s, * from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::smallint[])"
        " on conflict (company_id, code) do nothing",
        work.scope.company,
        *(list(column) for column in zip(*COMPONENTS, strict=True)),
    )


SETUP = Setup("hr.people", _("Components of pay"), SetUpPeople, run)
