"""`dapur schema`: the API's schema as text, for code generators."""

import argparse
from typing import Any


def add_verbs(verbs: Any) -> None:
    """Add this room's verbs."""
    schema = verbs.add_parser("schema", help="print the GraphQL schema of a company, or of a set of departments")
    which = schema.add_mutually_exclusive_group(required=True)
    which.add_argument("--company", help="the company's short name: the departments that are on there")
    which.add_argument("--plugins", help="departments, separated by commas; needs no database")
    schema.set_defaults(run=_schema)


def _schema(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import with_house
    from dapur.contract import NotFound
    from dapur.graphql.schema import sdl
    from dapur.plugins.registry import discover

    async def plugins_on(house: Any) -> set[str]:
        async with house.pools.read() as connection, connection.transaction():
            codes = await (await connection.execute(b"select id, code from core.company_codes()")).fetchall()
            number = next((n for n, code in codes if code == given.company), None)
            if number is None:
                raise NotFound(f"There is no company {given.company}. See: dapur company list")
            await connection.execute(b"select core.begin_read(%s, null)", (number,))
            on = await connection.execute(b"select plugin from core.company_plugin where company_id = %s and is_on", (number,))
            return {row[0] for row in await on.fetchall()} & set(house.registry.names)

    if given.company:
        plugins = with_house(plugins_on)
        registry = discover()
    else:
        registry = discover()
        plugins = {p.strip() for p in given.plugins.split(",") if p.strip()}
        if unknown := plugins - set(registry.names):
            raise NotFound(f"There is no department {sorted(unknown)[0]} here. See: dapur plugin list")
    plugins |= {p.info.name for p in registry.plugins if p.info.always_on}
    print(sdl(registry, plugins), end="")
    return 0
