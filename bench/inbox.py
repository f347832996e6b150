"""The approvals inbox of a manager of two hundred after years of decisions, beside the same rows by plain SQL; and their home page."""

from typing import Any

import psycopg

from bench.findings import Finding, at_least, at_most
from bench.place import Place, bookkeeper
from bench.timing import compare, milliseconds
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member

TEAM, DECIDED, WAITING, OF_OTHERS = 200, 40_000, 60, 300

# Who asked for what is no part of the measurement, so it is written set by set.
FILL = """
insert into core.membership (company_id, user_id)
    select %(company)s, core.add_user('tim' || n || '-' || %(company)s || '@example.id', 'Orang ' || n, 'x', 'id', false)
    from generate_series(1, %(team)s) n;
insert into base.party (company_id, name, kind, is_employee, user_id)
    select m.company_id, 'Orang ' || m.user_id, 'person', true, m.user_id from core.membership m
    where m.company_id = %(company)s and m.user_id not in (%(manager)s, %(other)s, %(boss)s);
insert into base.party (company_id, name, kind, is_employee, user_id) values (%(company)s, 'Manajer', 'person', true, %(manager)s);
insert into hr.employee (company_id, party_id, number, nationality)
    select company_id, id, 'T' || id, 'ID' from base.party where company_id = %(company)s and user_id is not null;
insert into hr.employment (company_id, employee_id, first_day) select company_id, id, '2020-01-06' from hr.employee
    where company_id = %(company)s;
insert into base.assignment (company_id, party_id, unit_id, manager_id, from_day)
    select p.company_id, p.id, %(unit)s, m.id, '2020-01-06' from base.party p
    join base.party m on m.company_id = p.company_id and m.user_id = %(manager)s
    where p.company_id = %(company)s and p.user_id is not null and p.id <> m.id;
insert into hr.leave_request (company_id, employment_id, type_id, first_day, last_day, days, state, asked_by, asked_at)
    select %(company)s, e.id, %(type)s, date '2021-01-04' + n, date '2021-01-04' + n, 1,
        case when n > %(decided)s then 'waiting' else 'approved' end, u.id, timestamptz '2021-01-01' + n * interval '1 hour'
    from generate_series(1, %(decided)s + %(waiting)s + %(others)s) n
    join (select m.id, p.user_id, row_number() over (order by m.id) as place from hr.employment m
          join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
          join base.party p on p.company_id = e.company_id and p.id = e.party_id
          where m.company_id = %(company)s and p.user_id <> %(manager)s) e on e.place = n %% %(team)s + 1
    join core.app_user u on u.id = e.user_id;
insert into base.approval_request (company_id, kind, document_id, title, address, digest, requested_by, asked_by, requested_at,
        policy_id, policy_name, policy_version, remind_after_days, outcome, closed_at)
    select r.company_id, 'hr.leave', r.id, 'Cuti ' || r.id, 'hr/leave/' || r.id, md5(r.id::text), r.asked_by, r.asked_by, r.asked_at,
        %(policy)s, 'Cuti', 1, 2, case when r.state = 'approved' then 'approved' end, case when r.state = 'approved' then r.asked_at end
    from hr.leave_request r where r.company_id = %(company)s order by r.id;
insert into base.approval_step (company_id, request_id, order_no, need)
    select company_id, id, 1, 1 from base.approval_request where company_id = %(company)s order by id;
insert into base.approval_approver (company_id, request_id, step_id, user_id)
    select s.company_id, s.request_id, s.id, case when row_number() over (order by s.id) > %(decided)s + %(waiting)s then %(other)s
        else %(manager)s end
    from base.approval_step s where s.company_id = %(company)s;
insert into base.approval_vote (company_id, request_id, step_id, voter_id, for_user_id, is_yes)
    select s.company_id, s.request_id, s.id, %(manager)s, %(manager)s, true from base.approval_step s
    join base.approval_request r on r.company_id = s.company_id and r.id = s.request_id
    where s.company_id = %(company)s and r.outcome is not null;
"""
# What somebody would write who knows nothing of roles, deputies, quorums and steps in order.
RAW = """
select r.id, r.title, u.name, r.amount, r.detail, r.requested_at from base.approval_request r
join base.approval_approver a on a.company_id = r.company_id and a.request_id = r.id and a.user_id = %s
join core.app_user u on u.id = r.requested_by
where r.company_id = %s and r.outcome is null and r.void_at is null
  and not exists (select from base.approval_vote v where v.company_id = r.company_id and v.step_id = a.step_id)
order by r.requested_at, r.id limit 50
"""


async def measure(where: Place) -> list[Finding]:
    """Forty thousand decided, sixty that wait for the manager, three hundred for somebody else."""
    async with bookkeeper(where) as actor:
        manager, other = await new_member(actor, "manager"), await new_member(actor, "manager")
        await _fill(where, actor, manager, other)
        reader = await manager.reader()
        inbox = manager.house.registry.queries["base.approvals_to_do"]

        async def ours() -> int:
            rows = (await reader.page(inbox, Wish(limit=50))).rows
            assert len(rows) == 50
            return 1

        async def raw() -> int:
            assert len(await reader.rows(RAW, manager.scope.user, manager.scope.company)) == 50
            return 1

        pace = await compare(ours, raw)
        note = f"{1000 / pace.ours:.1f} ms against {1000 / pace.theirs:.1f}"
        return [
            at_least(f"approvals inbox of a manager of {TEAM}, {DECIDED:,} decided, of plain SQL", pace.ratio, 0.4, note),
            at_most("… what needs them on their home page, all panels", await _home(manager), 60, " ms"),
        ]


async def _home(manager: Actor) -> float:
    """Every panel of the home page that the manager may see, one after the other."""
    reader = await manager.reader()
    panels = [p for _plugin, p in manager.house.registry.panels if p.slot == "home.tasks" and manager.scope.may(p.permission)]

    async def run() -> Any:
        return [await panel.content(reader, "") for panel in panels]

    return await milliseconds(run, times=10)


async def _fill(where: Place, actor: Actor, manager: Actor, other: Actor) -> None:
    unit = await actor.perform("base.save_organisation_unit", code="KP", name="Kantor")
    line = {"approver": "user", "user": manager.scope.user}
    policy = await actor.perform("base.save_approval_policy", {"kind": "hr.leave", "name": "Cuti", "lines": [line]})
    leave = await (await actor.reader()).value(
        "select id from hr.leave_type where company_id = %s and code = 'annual'", actor.scope.company
    )
    values = {"company": actor.scope.company, "manager": manager.scope.user, "other": other.scope.user, "boss": actor.scope.user, "unit": unit.id,
              "policy": policy.id, "type": leave, "team": TEAM, "decided": DECIDED, "waiting": WAITING, "others": OF_OTHERS}  # fmt: skip
    with psycopg.connect(where.database.owner_url) as owner:
        owner.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        for statement in FILL.split(";"):
            if statement.strip():
                owner.execute(statement.encode(), values)
    with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
        owner.execute("vacuum analyze")
