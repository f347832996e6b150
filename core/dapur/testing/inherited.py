"""Checks that every plugin inherits: a class in its tests gets them all.

    from dapur.testing.inherited import EveryPlugin

    class TestFleet(EveryPlugin):
        plugin = "fleet"
        examples = {"fleet.plan_trip": {"vehicle": 1, "on": "2026-03-02", "to": "Bandung"}}

The fixtures `actor`, `lived_in` and `stranger` come from `dapur.testing.fixtures`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from dapur.contract import PublicPage, hookspecs
from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor, new_member
from dapur.testing.declarations import (
    dangling_references,
    declarations_without_purpose,
    declared_by,
    plugins_of,
    texts_without_translation,
)
from dapur.testing.figures import figures_that_do_not_add_up, figures_without_rows
from dapur.testing.repeats import effects_of_repeats
from dapur.testing.strangers import (
    changed_from_outside,
    performed_without_right,
    queries_that_fail,
    read_without_right,
    rows_seen_from_outside,
    unreachable,
)
from dapur.testing.tables import company_keys_missing, definers_without_path, tables_without_guard, triggers_that_join
from dapur.testing.visits import pages_open_to_outsiders, pages_that_do_not_open


def none(findings: list[str]) -> None:
    """Fail with the findings, one a line."""
    if findings:
        raise AssertionError("\n".join(["", *findings]))


class EveryPlugin:
    """plugin: its name, or "" for all that are installed. public: operations, and addresses of pages, that need no permission, on purpose.

    examples: inputs for operations whose forms are too particular to be guessed. keys_beyond_companies: unique keys
    that hold over all companies, on purpose.
    """

    plugin: ClassVar[str] = ""
    public: ClassVar[frozenset[str]] = frozenset()
    examples: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    keys_beyond_companies: ClassVar[frozenset[str]] = frozenset()

    def _schemas(self, registry: Registry) -> list[str]:
        return [s.name for s in registry.schemas if self.plugin in ("", s.name)]

    def test_every_text_is_in_both_languages(self, registry: Registry) -> None:
        """Titles, hints and sentences of all declarations."""
        none(texts_without_translation(registry, self.plugin))

    def test_every_declaration_says_what_it_is_for(self, registry: Registry) -> None:
        """Docstrings and field titles: the API's and the documentation's words."""
        none(declarations_without_purpose(registry, self.plugin))

    def test_no_name_leads_nowhere(self, registry: Registry) -> None:
        """Pages, references, undo, imports."""
        none(dangling_references(registry, self.plugin))

    def test_only_named_operations_are_open_to_everybody(self, registry: Registry) -> None:
        """Deny by default: "public" must be said here, too."""
        found = {
            o.name for kind in ("operations", "queries", "reports", "documents") for o in declared_by(registry, self.plugin, kind)
        }
        public = {n for n in found if _permission(registry, n) == "public"}
        for plugin in plugins_of(registry, self.plugin):
            name = plugin.info.name
            public |= {f"{name}/{page.path}" for page in registry.pages[name] if isinstance(page, PublicPage)}
        assert public == set(self.public), public ^ set(self.public)

    def test_every_hook_it_implements_is_in_the_contract(self, registry: Registry) -> None:
        """A misspelt hook is never called."""
        known = {n for n in vars(hookspecs) if n.startswith("register_") or n == "describe_plugin"}
        none([f"{p.info.name}: {n}" for p in plugins_of(registry, self.plugin) for n in vars(p.module) if _is_stray(n, known)])

    def test_every_company_table_is_guarded(self, registry: Registry, owner_url: str) -> None:
        """Row security, enabled and forced."""
        none(tables_without_guard(owner_url, self._schemas(registry)))

    def test_the_schema_can_be_distributed_by_company(self, registry: Registry, owner_url: str) -> None:
        """The company in every key, no trigger that joins its transition table."""
        schemas = self._schemas(registry)
        keys = [k for k in company_keys_missing(owner_url, schemas) if k.split(" ")[3] not in self.keys_beyond_companies]
        none(keys + triggers_that_join(owner_url, schemas))

    def test_no_definer_function_follows_the_callers_path(self, registry: Registry, owner_url: str) -> None:
        """Each sets its own search path."""
        none(definers_without_path(owner_url, self._schemas(registry)))

    async def test_every_operation_refuses_outsiders(self, actor: Actor) -> None:
        """No permission, no sign-in, plugin off, closed door."""
        none(await performed_without_right(actor, declared_by(actor.house.registry, self.plugin, "operations")))

    async def test_every_query_and_report_refuses_outsiders(self, actor: Actor) -> None:
        """Reports and documents too: no permission, plugin off."""
        registry = actor.house.registry
        found = [x for kind in ("queries", "reports", "documents") for x in declared_by(registry, self.plugin, kind)]
        none(await read_without_right(actor, found))

    async def test_an_input_is_known_for_every_operation(self, registry: Registry) -> None:
        """What cannot be guessed stands in `examples`."""
        none(unreachable(declared_by(registry, self.plugin, "operations"), self.examples))

    async def test_every_query_answers(self, lived_in: Actor) -> None:
        """In every order that it offers, searched, and added up."""
        none(await queries_that_fail(lived_in, declared_by(lived_in.house.registry, self.plugin, "queries")))

    def test_every_figure_has_a_list_of_its_rows(self, registry: Registry) -> None:
        """Each opens a list of the query that it is read from."""
        none(figures_without_rows(registry, self.plugin))

    async def test_every_figure_is_what_its_rows_add_up_to(self, lived_in: Actor) -> None:
        """Read one by one; and the address of its rows opens."""
        none(await figures_that_do_not_add_up(lived_in, self.plugin))

    async def test_no_query_shows_another_companys_rows(self, lived_in: Actor, stranger: Actor) -> None:
        """In a list, and opened by key."""
        none(await rows_seen_from_outside(lived_in, stranger, declared_by(lived_in.house.registry, self.plugin, "queries")))

    async def test_every_page_opens(self, lived_in: Actor) -> None:
        """For somebody who may do everything, in a company with data."""
        none(await pages_that_do_not_open(lived_in, self.plugin))

    async def test_every_page_refuses_outsiders(self, lived_in: Actor, stranger: Actor) -> None:
        """Signed out: to the sign-in page; without rights: 403; another company: 404, as if there were nothing."""
        member = await new_member(lived_in, name="Tanpa hak")
        none(await pages_open_to_outsiders(lived_in, member, stranger, self.plugin))

    async def test_a_repeated_key_is_one_effect(self, lived_in: Actor) -> None:
        """Double submit of every form: the second is answered from the first."""
        operations = declared_by(lived_in.house.registry, self.plugin, "operations")
        none(await effects_of_repeats(lived_in, operations, self.examples))

    async def test_no_operation_touches_another_company(self, lived_in: Actor, stranger: Actor, registry: Registry) -> None:
        """Aimed at our ids, with every right in another company."""
        operations = declared_by(registry, self.plugin, "operations")
        none(await changed_from_outside(lived_in, stranger, operations, self.examples))


def _permission(registry: Registry, name: str) -> str:
    for kind in (registry.operations, registry.queries, registry.reports, registry.documents):
        if name in kind:
            return str(kind[name].permission)
    return ""


def _is_stray(name: str, known: set[str]) -> bool:
    return name.startswith("register_") and name not in known
