"""A month's payroll: computed, compared with the month before, posted, taken back."""

import sys

import pytest

from dapur.contract import Forbidden, Refused
from dapur.events.dispatcher import Dispatcher
from dapur.queries.plan import Wish
from dapur.testing.companies import new_member
from dapur.testing.visits import visiting
from dapur.testing.waiting import settled
from tests.plugins.hr.payroll import Payroll

SUMS = "select sum(debit), sum(credit) from accounting.line where company_id = %s and entry_id = %s"


async def test_a_month_with_tax_and_contributions_of_the_country(payroll: Payroll) -> None:
    await payroll.staff.hire(first_day="2024-03-01", basic="25000000")
    run = await payroll.run("2026-02")
    lines = await payroll.lines(run.id)

    assert run.state == "checked", "the first payroll has nothing to be compared with"
    assert (lines["income_tax"], lines["health_employee"], lines["pension_employee"]) == (2561500, 120000, 105474)
    assert (await payroll.one(run.id))["net"] == 25000000 - 2561500 - 120000 - 500000 - 105474


async def test_december_settles_the_tax_of_the_year(payroll: Payroll) -> None:
    await payroll.staff.hire(first_day="2026-11-01", basic="15500000")
    await payroll.run("2026-11", post=True)
    run = await payroll.run("2026-12")
    row = await payroll.one(run.id)

    assert (await payroll.lines(run.id))["income_tax"] < 0, "two months stay below the free income of a year"
    assert (row["reasons"], row["status"]) == ("year_end", "explained")


async def test_one_entry_balances_and_a_second_posting_is_refused(payroll: Payroll) -> None:
    await payroll.staff.hire(basic="9000000")
    posted = await payroll.run("2026-10", post=True)
    ((debit, credit),) = await payroll.staff.sql(SUMS, payroll.actor.scope.company, posted.entry)

    assert debit == credit > posted.net
    with pytest.raises(Refused) as caught:
        await payroll.actor.perform("hr.post_payroll", id=posted.id)
    assert caught.value.code == "HR_PAYROLL_POSTED"
    with pytest.raises(Refused) as again:
        await payroll.run("2026-10")
    assert again.value.code == "HR_PAYROLL_EXISTS"


async def test_what_could_not_be_computed_stands_in_the_way_of_posting_and_names_what_to_mend(payroll: Payroll) -> None:
    await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    component = payroll.staff.components["basic"]
    await payroll.actor.perform("hr.save_pay_rule", component=component, formula="full_basic + 1000000")
    run = await payroll.run("2026-10")

    assert (await payroll.one(run.id))["status"] == "problem"
    with pytest.raises(Refused) as caught:
        await payroll.actor.perform("hr.post_payroll", id=run.id)
    assert caught.value.code == "HR_PAYROLL_PROBLEMS"


async def test_a_formula_that_moved_without_a_reason_has_to_be_looked_at(payroll: Payroll) -> None:
    await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    meal = payroll.staff.components["meal_allowance"]
    await payroll.actor.perform("hr.save_pay_rule", component=meal, formula="days_present * 50000", is_fixed=False)
    await payroll.run("2026-09", post=True)
    await payroll.actor.perform("hr.save_pay_rule", component=meal, formula="days_present * 60000", is_fixed=False)
    run = await payroll.run("2026-10")
    row = await payroll.one(run.id)

    assert (row["status"], run.state) == ("open", "calculated")
    assert "meal_allowance" in row["unexplained"]
    with pytest.raises(Refused) as caught:
        await payroll.actor.perform("hr.post_payroll", id=run.id)
    assert str(caught.value).startswith("id: 1 payslips differ from last month without a reason")
    await payroll.actor.perform("hr.check_payslips", payroll=run.id, payslips=[row["id"]])
    assert (await payroll.actor.perform("hr.post_payroll", id=run.id)).people == 1


async def test_a_check_holds_only_for_the_pay_that_was_seen(payroll: Payroll) -> None:
    hired = await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    meal = payroll.staff.components["meal_allowance"]
    await payroll.run("2026-09", post=True)
    await payroll.actor.perform("hr.save_pay_rule", component=meal, formula="100000", is_fixed=False)
    run = await payroll.run("2026-10")
    await payroll.actor.perform("hr.check_payslips", payroll=run.id, payslips=[(await payroll.one(run.id))["id"]])

    await payroll.actor.perform("hr.save_pay_rule", component=meal, formula="200000", is_fixed=False)
    await payroll.actor.perform("hr.recalculate_payslip", payroll=run.id, employee=hired.id)

    assert (await payroll.one(run.id))["status"] == "open"


async def test_a_bonus_and_a_raise_are_reasons(payroll: Payroll) -> None:
    hired = await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    await payroll.run("2026-09", post=True)
    await payroll.staff.change(hired.id, "9900000", "2026-10-01")
    await payroll.enter(hired.id, "position_allowance", "500000", "2026-10", "Lembur pameran")
    run = await payroll.run("2026-10")
    row = await payroll.one(run.id)

    assert (row["reasons"], row["status"]) == ("raise, entered:position_allowance", "explained")
    assert run.state == "checked"


async def test_a_cost_centre_that_accounting_does_not_know_is_named(payroll: Payroll) -> None:
    hired = await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    shares = [{"cost_centre": "GUDANG", "percent": 100}]
    await payroll.actor.perform("hr.share_cost", employee=hired.id, from_day="2024-01-01", shares=shares)
    run = await payroll.run("2026-09")

    with pytest.raises(Refused, match="Accounting knows no cost centre GUDANG"):
        await payroll.post(run.id)

    await payroll.actor.perform("accounting.save_dimension", kind="cost_centre", code="GUDANG", name="Gudang")
    assert (await payroll.post(run.id)).entry is not None


async def test_pay_that_changed_after_calculating_is_not_missed(payroll: Payroll) -> None:
    hired = await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    run = await payroll.run("2026-09")
    await payroll.staff.change(hired.id, "9500000", "2026-09-01")

    with pytest.raises(Refused) as caught:
        await payroll.post(run.id)

    assert caught.value.code == "HR_PAYROLL_STALE"
    await payroll.actor.perform("hr.calculate_payroll", id=run.id)
    assert (await payroll.post(run.id)).people == 1


async def test_months_are_posted_in_order_and_taken_back_from_the_end(payroll: Payroll) -> None:
    await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    first, second = await payroll.run("2026-09"), await payroll.run("2026-10")

    with pytest.raises(Refused) as early:
        await payroll.post(second.id)
    assert early.value.code == "HR_PAYROLL_EARLIER_OPEN"
    await payroll.post(first.id)
    with pytest.raises(Refused) as late:
        await payroll.actor.perform("hr.reverse_payroll", id=first.id)
    assert late.value.code == "HR_PAYROLL_FOLLOWED"
    posted = await payroll.post(second.id)
    await payroll.actor.perform("hr.reverse_payroll", id=second.id)
    ((left,),) = await payroll.staff.sql(
        "select sum(debit - credit) from accounting.line l join accounting.account_role r on r.company_id = l.company_id"
        " and r.account_id = l.account_id and r.role = 'salary_payable' where l.company_id = %s and l.date > '2026-10-01'",
        payroll.actor.scope.company,
    )
    assert (left, posted.entry is not None) == (0, True)
    assert (await payroll.run("2026-10", post=True)).people == 1, "the month can be run again"


async def test_without_a_ledger_the_entry_waits_until_accounting_is_switched_on(without_ledger: Payroll) -> None:
    payroll = without_ledger
    await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    posted = await payroll.run("2026-09", post=True)
    assert (posted.entry, posted.entry_number) == (None, "")

    await payroll.actor.perform("core.switch_plugin_on", plugin="accounting")
    await settled(payroll.actor.house)
    await Dispatcher(payroll.actor.house).deliver_all(payroll.actor.scope.company)

    ((number, net),) = await payroll.staff.sql(
        "select r.entry_number, (select sum(credit - debit) from accounting.line l join accounting.account_role o"
        " on o.company_id = l.company_id and o.account_id = l.account_id and o.role = 'salary_payable'"
        " where l.company_id = r.company_id and l.entry_id = r.entry_id) from hr.payroll_run r where r.company_id = %s",
        payroll.actor.scope.company,
    )
    assert number and net == posted.net


async def test_a_large_company_is_computed_in_pieces_that_may_be_repeated(
    payroll: Payroll, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["dapur_hr.operations.payroll.calculate_payroll"], "PIECE", 2)
    for n in range(5):
        await payroll.staff.hire(f"Orang {n}", basic="7000000")
    run = await payroll.run("2026-09")
    assert (run.state, run.people, run.done) == ("calculating", 5, 2)

    jobs = payroll.actor.through("job")
    seen = [(await jobs.perform("hr.calculate_payroll_piece", id=run.id)).done for _n in range(3)]

    assert seen == [4, 5, 5]
    assert len(await payroll.compared(run.id)) == 5


async def test_the_pay_of_one_who_left_is_refused_alone(payroll: Payroll) -> None:
    left = await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    await payroll.staff.hire("Budi", first_day="2024-01-01", basic="9000000")
    await payroll.actor.perform("hr.end_employment", employee=left.id, last_day="2026-08-20", reason="resignation")
    run = await payroll.run("2026-09")

    with pytest.raises(Refused) as caught:
        await payroll.actor.perform("hr.recalculate_payslip", payroll=run.id, employee=left.id)

    assert caught.value.code == "HR_NOT_EMPLOYED"
    assert run.people == 1


async def test_facts_are_noted_by_name_and_checked_against_what_the_law_asks(payroll: Payroll) -> None:
    hired = await payroll.staff.hire(first_day="2024-01-01", basic="9000000")
    raw = {"employee": hired.id, "from_day": "2026-01-01"}
    wrong = [{"name": "ptkp", "value": "X/9"}, {"name": "shoe_size", "value": "42"}]
    with pytest.raises(Refused) as caught:
        await payroll.actor.perform("hr.note_payroll_facts", facts=wrong, **raw)
    assert [(p.code, p.field) for p in caught.value.problems] == [
        ("HR_FACT_VALUE", "facts.0.value"),
        ("HR_FACT_UNKNOWN", "facts.1.name"),
    ]
    named = [{"name": "ptkp", "value": "K/3"}, {"name": "tax_method", "value": ""}]
    assert (await payroll.actor.perform("hr.note_payroll_facts", facts=named, **raw)).noted == 1
    with_children = (await payroll.lines((await payroll.run("2026-09")).id))["income_tax"]
    await payroll.actor.perform("hr.note_payroll_facts", facts=[{"name": "ptkp", "value": "-"}], **raw)
    alone = (await payroll.lines((await payroll.run("2026-10")).id))["income_tax"]
    assert with_children < alone


async def test_a_manager_sees_no_payroll(payroll: Payroll) -> None:
    await payroll.staff.hire(basic="9000000")
    run = await payroll.run("2026-09")
    manager = await new_member(payroll.actor, "manager", "employee")

    for query in ("hr.payroll_comparison", "hr.payrolls", "hr.pay_entries"):
        with pytest.raises(Forbidden):
            await manager.page(query)
    assert (await manager.page("hr.payslips")).rows == []
    with pytest.raises(Forbidden):
        await manager.perform("hr.post_payroll", id=run.id)


async def test_leave_and_pay_by_days_follow_the_calendar_of_the_place_where_somebody_works(payroll: Payroll) -> None:
    actor, place = payroll.actor, "2026-06-17"
    bali = (await actor.page("base.places", Wish(columns=("id", "code"), search="Bali"))).dicts()[0]["id"]
    await actor.perform("base.set_place_holiday", place=bali, day=place, name="Galungan")
    calendar = (await actor.perform("base.add_calendar", name="Denpasar", zone="Asia/Makassar", place=bali)).id
    units = [
        (await actor.perform("base.save_organisation_unit", code=code, name=code, calendar=own)).id
        for code, own in (("JKT", None), ("DPS", calendar))
    ]
    people = [await payroll.staff.hire(f"Orang {unit}", "2026-06-16", basic="4400000", unit=unit) for unit in units]
    for person in people:
        fact = [{"name": "proration", "value": "working_days_off_holidays"}]
        await actor.perform("hr.note_payroll_facts", employee=person.id, from_day="2026-06-16", facts=fact)

    unpaid = await payroll.staff.leave_type("unpaid")
    asked = [
        await actor.perform("hr.request_leave", employee=p.id, type=unpaid, first_day=place, last_day="2026-06-18")
        for p in people
    ]
    run = await payroll.run("2026-06")

    assert [request.days for request in asked] == [2, 1]
    slips = (await actor.page("hr.payslips", Wish(filters={"payroll": run.id}, sort=("name",)))).dicts()
    assert [slip["period_days"] for slip in slips] == [20, 19]


async def test_a_wage_that_the_law_does_not_allow_is_noted_on_its_slip(payroll: Payroll) -> None:
    await payroll.staff.hire(basic="5000000")
    jakarta = [{"name": "wage_place", "value": "31"}]
    await payroll.actor.perform("hr.note_company_payroll_facts", from_day="2026-01-01", facts=jakarta)

    await payroll.run("2026-02")

    ((notes,),) = await payroll.staff.sql("select notes from hr.payslip")
    assert [note["text"] for note in notes] == ["The wage {wage} is below the minimum wage {least} (PP 36/2021 art. 23)."]


async def test_slips_of_a_payroll_that_was_taken_back_are_no_longer_shown_to_their_people(payroll: Payroll) -> None:
    ratna = await new_member(payroll.actor, "employee", name="Ratna")
    await payroll.staff.hire("Ratna", basic="9000000", user=ratna.scope.user)
    run = await payroll.run("2026-09", post=True)
    await payroll.actor.perform("hr.release_payslips", id=run.id)
    assert len((await ratna.page("hr.payslips")).rows) == 1

    await payroll.actor.perform("hr.reverse_payroll", id=run.id)

    assert (await ratna.page("hr.payslips")).rows == []
    assert (await ratna.page("hr.payslip_lines")).rows == []
    assert [row["status"] for row in (await payroll.actor.page("hr.payslips")).dicts()] == ["reversed"]


async def test_how_far_a_payroll_is_can_be_followed_while_a_job_goes_on(
    payroll: Payroll, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["dapur_hr.operations.payroll.calculate_payroll"], "PIECE", 2)
    for name in "ABC":
        await payroll.staff.hire(name, basic="9000000")
    run = await payroll.run("2026-09")
    code = (await payroll.actor.house.company(payroll.actor.scope.company)).code
    address = f"/{code}/hr/documents/payroll_progress?payroll={run.id}"

    async with visiting(payroll.actor) as client:
        page = await client.get(f"/{code}/hr/payroll/{run.id}/compare")
        assert f'data-job="{address}"' in page.text
        begun = (await client.get(address)).json()
        await payroll.actor.through("job").perform("hr.calculate_payroll_piece", id=run.id)
        ended = (await client.get(address)).json()

    assert (begun["done"], begun["total"], begun["finished"], begun["url"]) == (2, 3, False, "")
    assert (ended["done"], ended["finished"], ended["failed"]) == (3, True, False)
    assert ended["url"] == f"/{code}/hr/payroll/{run.id}/compare"
