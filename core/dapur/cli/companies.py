"""`dapur company`: create, list."""

import argparse
from typing import Any


def add_verbs(verbs: Any) -> None:
    """Add this room's verbs."""
    company = verbs.add_parser("company", help="companies: list, create").add_subparsers(metavar="VERB", required=True)
    company.add_parser("list", help="all companies").set_defaults(run=_list)
    create = company.add_parser("create", help="create a company; the person becomes its administrator")
    create.add_argument("code")
    create.add_argument("name")
    create.add_argument("--user", help="e-mail of the administrator")
    create.add_argument("--plugins", default="accounting", help="departments, separated by commas")
    create.add_argument("--currency", default="IDR")
    create.add_argument("--decimals", type=int, default=0)
    create.set_defaults(run=_create)


def _list(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import with_house

    async def run(house: Any) -> list[tuple[Any, ...]]:
        async with house.pools.read() as connection:
            return list(await (await connection.execute(b"select id, code from core.company_codes()")).fetchall())

    for number, code in with_house(run):
        print(f"{number:>6}  {code}")
    return 0


def _create(given: argparse.Namespace) -> int:
    import os

    from dapur.cli.people import _id_of
    from dapur.cli.rooms import with_house
    from dapur.companies.beginnings import begin_company

    async def run(house: Any) -> int:
        user = await _id_of(house, given.user or os.environ.get("DAPUR_USER", ""))
        made = await begin_company(
            house,
            user,
            "cli",
            {
                "code": given.code,
                "name": given.name,
                "currency": given.currency,
                "decimals": given.decimals,
                "plugins": [p for p in given.plugins.split(",") if p],
            },
        )
        return made.id

    print(f"Company {given.code} is number {with_house(run)}.")
    return 0
