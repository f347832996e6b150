"""Employees are found by number and name; nothing else of theirs is put into the search."""

from dapur.operations.work import Work


async def index_employee(work: Work, employee: int, number: str, name: str) -> None:
    """Put the employee into the search of everybody who may see who works here."""
    await work.run(
        "select core.index_for_search(%s, 'hr', 'employee', %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], 'hr.read')",
        work.scope.company,
        [employee],
        [number],
        [name],
        [""],
        [f"hr/people/{employee}"],
    )
