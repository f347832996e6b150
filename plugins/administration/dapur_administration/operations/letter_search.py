"""Letters and documents in the search."""

from dapur.operations.work import Work

INDEX = (
    "select core.index_for_search(%s, 'administration', %s, %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s, %s)"
)


async def index(
    work: Work,
    kind: str,
    row: int,
    number: str,
    title: str,
    detail: str,
    address: str,
    permission: str,
    audience: list[str] | None = None,
) -> None:
    """Let it be found by number and words. audience: by these alone ("user:3", "unit:7")."""
    await work.run(INDEX, work.scope.company, kind, [row], [number], [title], [detail], [address], permission, audience)


async def find_letter(work: Work, letter: int, number: str, subject: str) -> None:
    """An issued letter is found by its number, recipient and text."""
    row = await work.row(
        "select recipient || ' ' || body as detail from administration.letter where company_id = %s and id = %s",
        work.scope.company,
        letter,
    )
    detail = row["detail"] if row else ""
    await index(work, "letter", letter, number, subject, detail, f"administration/letters/{letter}", "administration.letter.read")
