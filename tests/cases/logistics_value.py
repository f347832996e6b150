"""Receipts and issues, what they cost, and what the ledger and the reports say of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

VALUE_OF = (
    "select coalesce(sum(v.value), 0) from logistics.move m join logistics.location l on l.company_id = m.company_id and l.id = m.to_id"
    " join logistics.valuation v on v.company_id = m.company_id and v.event_id = m.id and v.location_id = coalesce(l.stock_id, l.id)"
    " where m.company_id = %s and m.document_id = %s"
)
CORRECTED = (
    "select m.document_id, b.day, sum(v.value) from logistics.booking b"
    " join logistics.valuation v on v.company_id = b.company_id and v.booking_id = b.id"
    " join logistics.location l on l.company_id = b.company_id and l.id = v.location_id and l.kind = 'customer'"
    " join logistics.move m on m.company_id = b.company_id and m.id = b.corrects_id"
    " where b.company_id = %s group by b.id, m.document_id, b.day order by b.id"
)


async def day_of(case: Any, step: Mapping[str, Any]) -> str | None:
    """Set the clock to when the step was posted; its stock day, if the case names one. Books are locked when it is time."""
    effective = step.get("effective") or step.get("date")
    posted = step.get("posted_on") or (None if effective is None else max(str(effective), case.things.get("latest", "")))
    if "at" in step and "T" in str(step["at"]):
        case.clock(step["at"])
    elif posted is not None:
        case.things["latest"] = str(posted)
        case.clock(posted)
    locked = case.given.get("books_locked_through")
    if locked and posted and str(posted) > locked and "locked" not in case.things:
        case.things["locked"] = locked
        await case.boss.perform("accounting.set_lock", through=locked)
    return None if effective is None else str(effective)


async def item_of(case: Any, step: Mapping[str, Any]) -> int:
    """The step's item, or the case's."""
    return int(await case.item(step.get("item") or case.given["item"]))


async def receive(case: Any, step: Mapping[str, Any]) -> Any:
    """Goods come in: one line, or lines, or serial numbers."""
    day = await day_of(case, step)
    lines: list[dict[str, Any]] = []
    for each in step.get("lines") or [step]:
        item = await item_of(case, each)
        for lot, quantity in _parts(each):
            line: dict[str, Any] = {"item": item, "quantity": quantity, "lot": lot or ""}
            line |= {k: each[k] for k in ("unit_cost", "total_cost", "supplier_batch") if k in each}
            if "unit" in each:
                line["unit"] = await case.unit(each["unit"])
            lines.append(line)
    supplier = await case.party(step.get("supplier", "a supplier"))
    place = await _place(case, step)
    posted = await case.boss.perform("logistics.receive_goods", warehouse=place, day=day, supplier=supplier, lines=lines)
    return remember(case, step, posted)


def _parts(step: Mapping[str, Any]) -> list[tuple[str, str]]:
    if "serials" in step:
        return [(serial, "1") for serial in step["serials"]]
    return [(step.get("lot", ""), step["qty"])]


async def _place(case: Any, step: Mapping[str, Any]) -> int:
    named = str(step.get("at", ""))
    return int(await case.place(named)) if named and "T" not in named else int(case.warehouse)


async def issue(case: Any, step: Mapping[str, Any]) -> Any:
    """Goods go out without an order."""
    day = await day_of(case, step)
    line: dict[str, Any] = {"item": await item_of(case, step), "quantity": step["qty"], "lot": step.get("lot", "")}
    if "unit" in step:
        line["unit"] = await case.unit(step["unit"])
    place = await _place(case, step)
    posted = await case.boss.perform(
        "logistics.issue_goods", warehouse=place, day=day, reason=step.get("reason", "sale"), lines=[line]
    )
    return remember(case, step, posted)


def remember(case: Any, step: Mapping[str, Any], posted: Any) -> str:
    """Keep the document under the step's ref, with what it was worth then."""
    kept = {"id": posted.id, "number": posted.number, "moves": posted.moves, "value": sum(posted.values, Decimal(0))}
    case.things.setdefault("documents", []).append(kept)
    if "ref" in step:
        case.things[step["ref"]] = kept
    return "ok"


async def repeat(case: Any, step: Mapping[str, Any]) -> Any:
    """The same step many times."""
    for _n in range(step["times"]):
        result = await issue(case, step["action"])
    return result


async def stock_value(case: Any, step: Mapping[str, Any]) -> Any:
    """The question as of a day, as known on a day."""
    quantity, value = await case.stock(await item_of(case, step), day=step["as_of"], known_on=step["as_known_on"])
    case.things.setdefault("questions", []).append(step)
    return {"qty": quantity, "value": value}


async def on_hand_step(case: Any, step: Mapping[str, Any]) -> Any:
    """What there is at this moment, in the item's units."""
    return await case.stock(await item_of(case, step))


# -- checks --------------------------------------------------------------------------------------------------


async def value_now(case: Any, ref: str) -> Decimal:
    """What a document's moves are worth as known now."""
    reader = await case.boss.reader()
    return Decimal(await reader.value(VALUE_OF, reader.scope.company, case.things[ref]["id"]))


async def issue_values(case: Any, wanted: Mapping[str, Any]) -> Any:
    """By document, as known now."""
    return {ref: await value_now(case, ref) for ref in wanted}


async def issue_values_before(case: Any, wanted: Mapping[str, Any]) -> Any:
    """By document, as posted."""
    return {ref: case.things[ref]["value"] for ref in wanted}


async def on_hand(case: Any, wanted: Any) -> Any:
    """Quantity and value, of the item or by warehouse."""
    item = await item_of(case, {})
    if not isinstance(wanted, Mapping):
        return (await case.stock(item))[0]
    if "qty" in wanted:
        quantity, value = await case.stock(item)
        return {"qty": quantity, "value": value}
    if "pcs" in wanted:
        quantity, value = await case.stock(item)
        return {"pcs": quantity, "value": value}
    found = {}
    for place in wanted:
        quantity, value = await case.stock(item, await case.place(place))
        found[place] = {"qty": quantity, "value": value}
    return found


async def layers(case: Any, wanted: Any) -> Any:
    """What the stock is made of, by the case's names."""
    names = {kept["number"]: ref for ref, kept in case.things.items() if isinstance(kept, dict) and "number" in kept}
    sheet = await case.report("layers", item=await item_of(case, {}))
    return [{"from": names[r.cells[1]], "qty": r.cells[3], "value": r.cells[5]} for r in sheet.rows if r.key != "total"]


async def journals(case: Any, wanted: Any) -> Any:
    """What the ledger was told of the documents that the case names."""
    found = []
    for entry in wanted:
        booked = await case.booked(case.things[entry["source"]]["id"])
        found.append({"source": entry["source"], "date": booked[0]["date"], "lines": lines_of(booked[0])})
    return found


def lines_of(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Debit and credit lines."""
    return [{"account": name, "debit" if amount > 0 else "credit": abs(amount)} for name, amount in entry["lines"]]


async def journals_of(case: Any, ref: str, wanted: Any) -> Any:
    """All entries of a document with the facts that the case names of each."""
    refs = {move: name for name, kept in case.things.items() if isinstance(kept, dict) for move in kept.get("moves", ())}
    found = []
    for entry, expected in zip(await case.booked(case.things[ref]["id"]), wanted, strict=True):
        made: dict[str, Any] = {"lines": lines_of(entry)}
        if "date" in expected:
            made["date"] = entry["date"]
        if "kind" in expected:
            made |= {"kind": entry["kind"], "corrects": refs[entry["corrects"]]}
        found.append(made)
    return found


async def value_at(case: Any, wanted: Mapping[str, Any]) -> Any:
    """Stock value by day; the ledger says the same."""
    found = {}
    for day in wanted:
        found[day] = (await case.stock(await item_of(case, {}), day=day))[1]
        if not case.given.get("books_locked_through"):
            assert await case.balance("inventory", date.fromisoformat(day)) == found[day]
    return found


async def quantity_at(case: Any, wanted: Mapping[str, Any]) -> Any:
    """Stock quantity by day."""
    return {day: (await case.stock(await item_of(case, {}), day=day))[0] for day in wanted}


async def ledger_at(case: Any, wanted: Mapping[str, Any]) -> Any:
    """The inventory account by day."""
    return {day: await case.balance("inventory", date.fromisoformat(day)) for day in wanted}


async def cogs_of_month(case: Any, wanted: Mapping[str, Any]) -> Any:
    """Cost of sales by month."""
    found = {}
    for month in wanted:
        first = date.fromisoformat(f"{month}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found[month] = await case.moved("cost_of_sales", first, last)
    return found


async def explained(case: Any, wanted: Mapping[str, Any]) -> Any:
    """Stock against ledger, and the moves between them."""
    found = {}
    for day in wanted:
        sheet = await case.report("ledger_difference", day=day)
        rows = {row.key: row.cells[4] for row in sheet.rows}
        named = [named_cause(case, row.key) for row in sheet.rows[3:-2]]
        assert rows["unexplained"] == 0
        found[day] = {
            "stock_subledger": rows["stock"], "ledger": rows["ledger"], "difference": rows["difference"], "because": named,
        }  # fmt: skip
    return found


def named_cause(case: Any, key: str, receipt: str = "{} receipt") -> str:
    """A row's document by the case's name."""
    names = {kept["number"]: ref for ref, kept in case.things.items() if isinstance(kept, dict) and "number" in kept}
    if key.startswith("correction of "):
        return f"correction of {names[key.removeprefix('correction of ')]}"
    return receipt.format(names[key])


async def corrections(case: Any, wanted: Any) -> Any:
    """Corrected issues, their day and by how much cost of sales changed."""
    names = {kept["id"]: ref for ref, kept in case.things.items() if isinstance(kept, dict) and "id" in kept}
    reader = await case.boss.reader()
    rows = await reader.rows(CORRECTED, reader.scope.company)
    return [{"corrects": names[document], "date": day, "cogs": value} for document, day, value in rows]


async def answers(case: Any, wanted: Any) -> Any:
    """What the questions were answered."""
    return [result for result in case.results if isinstance(result, dict) and "value" in result]


async def difference_explained(case: Any, wanted: Any) -> Any:
    """What became known between the two questions."""
    first, second = case.things["questions"]
    sheet = await case.report(
        "known_since", day=first["as_of"], first=first["as_known_on"], second=second["as_known_on"], item=await item_of(case, {})
    )
    return [named_cause(case, row.key, "{}") for row in sheet.rows if row.key != "total"]


async def sum_of_issues(case: Any, wanted: Any) -> Any:
    """All issues together."""
    refs = [name for name in case.things if name.startswith("I") and isinstance(case.things[name], dict)]
    return sum([await value_now(case, ref) for ref in refs], Decimal(0))


async def received_pcs(case: Any, wanted: Any) -> Any:
    """What the first receipt brought, in stock units."""
    return (await moves_of(case, 0))[0]["quantity"]


async def unit_cost_pcs(case: Any, wanted: Any) -> Any:
    """What one piece of it cost."""
    row = (await moves_of(case, 0))[0]
    return row["value"] / row["quantity"]


async def moves_of(case: Any, place: int) -> list[dict[str, Any]]:
    """Moves of the n-th document."""
    from dapur.queries.plan import Wish

    wish = Wish(columns=("quantity", "value"), filters={"document": case.things["documents"][place]["id"]})
    return list((await case.boss.page("logistics.moves", wish)).dicts())


async def issues(case: Any, wanted: Any) -> Any:
    """What each issue took, or why it was refused."""
    found: list[Any] = []
    place = 1
    for result in case.results[1:]:
        if result == "ok":
            row = (await moves_of(case, place))[0]
            found.append({"pcs": row["quantity"], "value": row["value"]})
            place += 1
        else:
            found.append({"refused": result["refused"], "pcs": result["quantity"]})
    return found


async def each_issue_value(case: Any, wanted: Any) -> Any:
    """The one value of all repeated issues."""
    values = {kept["value"] for kept in case.things["documents"][1:]}
    assert len(values) == 1, values
    return values.pop()


async def after_399(case: Any, wanted: Any) -> Any:
    """What was left before the last issue."""
    quantity, value = next(r for r in case.results if isinstance(r, tuple))
    return {"sqft": quantity * 400, "plate": quantity, "value": value}


async def balance_at(case: Any, wanted: Mapping[str, Any]) -> Any:
    """Quantity at the end of days."""
    return await quantity_at(case, wanted)


async def results(case: Any, wanted: Any) -> Any:
    """How each step ended: by ref, or in order."""
    if isinstance(wanted, Mapping):
        return {ref: case.named[ref] for ref in wanted}
    return case.results[-len(wanted) :]


STEPS = {"receive": receive, "issue": issue, "repeat": repeat, "stock_value": stock_value, "on_hand": on_hand_step}
CHECKS = {
    "issue_value": issue_values,
    "issue_value_after": issue_values,
    "issue_value_before": issue_values_before,
    "return_value": issue_values,
    "on_hand": on_hand,
    "after_400": on_hand,
    "layers": layers,
    "journals": journals,
    "journals_added_by_R3": lambda case, wanted: journals_of(case, "R3", wanted),
    "journals_of_X1": lambda case, wanted: journals_of(case, "X1", wanted),
    "stock_value_at": value_at,
    "stock_qty_at": quantity_at,
    "balance_at": balance_at,
    "ledger_inventory_balance_at": ledger_at,
    "ledger_cogs_of_month": cogs_of_month,
    "explained_difference": explained,
    "corrections": corrections,
    "answers": answers,
    "difference_is_explained_by": difference_explained,
    "sum_of_issues": sum_of_issues,
    "received_pcs": received_pcs,
    "unit_cost_pcs": unit_cost_pcs,
    "issues": issues,
    "each_issue_value": each_issue_value,
    "after_399": after_399,
    "results": results,
}
