"""What all installed plugins declare, collected once in dependency order, checked and frozen.

Every check names the plugin in its error. Pages and panels are collected only when a UI asks, so that
the command line never imports a web library.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

import pluggy

from dapur.contract import (
    CONTRACT_VERSION,
    Document,
    ErrorCode,
    Event,
    EventHandler,
    GraphQLTypes,
    Import,
    Job,
    Measure,
    Operation,
    Page,
    Panel,
    Permission,
    PluginInfo,
    Query,
    Report,
    Role,
    Schema,
    Service,
    Setting,
    Setup,
    UserInterface,
    hookspecs,
)

GROUP = "dapur.plugins"


class PluginError(Exception):
    """A plugin's declaration is wrong; the sentence names the plugin and what to mend."""


@contextmanager
def loading() -> Iterator[None]:
    """Modules are being loaded: the collector would go through them again and again, and none of it ever becomes garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


@dataclass(frozen=True)
class Plugin:
    """One installed plugin: its manifest and its module of hooks."""

    info: PluginInfo
    module: Any


@dataclass
class Registry:
    """The only list of what is installed."""

    plugins: tuple[Plugin, ...]
    manager: pluggy.PluginManager = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Plugin names in dependency order."""
        return tuple(p.info.name for p in self.plugins)

    @property
    def packages(self) -> tuple[str, ...]:
        """Top packages of the plugins, where their translations are."""
        found = [p.module.__name__.partition(".")[0] for p in self.plugins if hasattr(p.module, "__name__")]
        return tuple(dict.fromkeys(found))

    def info(self, name: str) -> PluginInfo:
        """The manifest of a plugin. Raises KeyError."""
        return next(p.info for p in self.plugins if p.info.name == name) if name in self.names else _unknown(name)

    def _collect(self, hook: str, kind: type | tuple[type, ...], key: Callable[[Any], str] | None) -> tuple[Any, ...]:
        found: list[Any] = []
        seen: dict[str, str] = {}
        for plugin in self.plugins:
            call = getattr(plugin.module, hook, None)
            if call is None:
                continue
            declared = call()
            for item in [declared] if hook == "register_schema" else declared:
                if not isinstance(item, kind):
                    raise PluginError(f"{plugin.info.name}: {hook} must return {kind}, found {type(item).__name__}.")
                if key is not None:
                    self._check_name(plugin.info.name, hook, key(item), seen)
                found.append(item)
        return tuple(found)

    def _check_name(self, plugin: str, hook: str, name: str, seen: dict[str, str]) -> None:
        if name.partition(".")[0] != plugin:
            raise PluginError(f"{plugin}: {hook} declares {name!r}; its name must begin with '{plugin}.'.")
        if name in seen:
            raise PluginError(f"{plugin}: {hook} declares {name!r} a second time.")
        seen[name] = plugin

    @cached_property
    def schemas(self) -> tuple[Schema, ...]:
        """Schemas in dependency order."""
        return self._collect("register_schema", Schema, None)

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """Operations by name."""
        found = self._collect("register_operations", Operation, lambda o: o.name)
        for item in found:
            self._check_permission(item.plugin, item.name, item.permission)
        return {o.name: o for o in found}

    @cached_property
    def queries(self) -> dict[str, Query]:
        """Queries by name."""
        found = self._collect("register_queries", Query, lambda q: q.name)
        for item in found:
            self._check_permission(item.plugin, item.name, item.permission)
            _check_query(item)
        return {q.name: q for q in found}

    @cached_property
    def reports(self) -> dict[str, Report]:
        """Reports by name."""
        found = self._collect("register_reports", Report, lambda r: r.name)
        for item in found:
            self._check_permission(item.plugin, item.name, item.permission)
        return {r.name: r for r in found}

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by name."""
        found = self._collect("register_documents", Document, lambda d: d.name)
        for item in found:
            self._check_permission(item.plugin, item.name, item.permission)
        return {d.name: d for d in found}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Figures of management by name."""
        found = self._collect("register_measures", Measure, lambda m: m.name)
        for item in found:
            _check_measure(item)
        return {m.name: m for m in found}

    @cached_property
    def imports(self) -> dict[str, Import]:
        """Imports by name."""
        found = self._collect("register_imports", Import, lambda i: i.name)
        for item in found:
            if item.operation.name not in self.operations:
                raise PluginError(f"{item.name}: its operation {item.operation.name} is not registered.")
        return {i.name: i for i in found}

    @cached_property
    def _rights(self) -> tuple[Permission | Role, ...]:
        return self._collect("register_permissions", (Permission, Role), None)

    @cached_property
    def permissions(self) -> dict[str, Permission]:
        """Permissions by name."""
        seen: dict[str, str] = {}
        for plugin in self.plugins:
            for item in getattr(plugin.module, "register_permissions", tuple)():
                if isinstance(item, Permission):
                    self._check_name(plugin.info.name, "register_permissions", item.name, seen)
                    _check_narrowed(item)
        return {p.name: p for p in self._rights if isinstance(p, Permission)}

    def rights_of_roles(self, plugin: str) -> dict[str, Sequence[str]]:
        """What the roles that a plugin declares hold of other plugins: role -> rights."""
        declared = (
            item
            for found in self.plugins
            if found.info.name == plugin
            for item in getattr(found.module, "register_permissions", tuple)()
        )
        return {item.code: item.rights for item in declared if isinstance(item, Role) and item.rights}

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Suggested roles by code; the first declaration of a code gives its words."""
        found: dict[str, Role] = {}
        for item in self._rights:
            if isinstance(item, Role):
                found.setdefault(item.code, item)
        return found

    @cached_property
    def settings(self) -> dict[str, Setting]:
        """Settings by name."""
        return {s.name: s for s in self._collect("register_settings", Setting, lambda s: s.name)}

    @cached_property
    def jobs(self) -> dict[str, Job]:
        """Timetable by name."""
        return {j.name: j for j in self._collect("register_jobs", Job, lambda j: j.name)}

    @cached_property
    def event_handlers(self) -> dict[type[Event], tuple[EventHandler, ...]]:
        """Handlers by event class, in dependency order."""
        found: dict[type[Event], tuple[EventHandler, ...]] = {}
        for handler in self._collect("register_event_handlers", EventHandler, lambda h: h.name):
            found[handler.event] = (*found.get(handler.event, ()), handler)
        return found

    @cached_property
    def services(self) -> dict[type, tuple[tuple[str, Service], ...]]:
        """Protocol -> (plugin, service), in order. Several plugins may offer one (country packs): the first that is on answers."""
        found: dict[type, tuple[tuple[str, Service], ...]] = {}
        for plugin in self.plugins:
            for service in getattr(plugin.module, "register_services", tuple)():
                offered = found.get(service.protocol, ())
                if any(name == plugin.info.name for name, _service in offered):
                    raise PluginError(f"{plugin.info.name}: offers {service.protocol.__name__} twice.")
                found[service.protocol] = (*offered, (plugin.info.name, service))
        return found

    def service(self, protocol: type, plugins: frozenset[str]) -> Service | None:
        """The service of the first plugin of these that offers it."""
        return next(iter(self.every_service(protocol, plugins)), None)

    def every_service(self, protocol: type, plugins: frozenset[str]) -> list[Service]:
        """The services of all of these plugins that offer it, in order."""
        return [service for name, service in self.services.get(protocol, ()) if name in plugins]

    @cached_property
    def graphql_types(self) -> dict[str, tuple[GraphQLTypes, ...]]:
        """Further fields of the API by plugin."""
        found = {p.info.name: tuple(getattr(p.module, "register_graphql_types", tuple)()) for p in self.plugins}
        for plugin, types in found.items():
            seen: dict[str, str] = {}
            for item in (one for t in types for one in (*t.figures, *t.columns)):
                self._check_name(plugin, "register_graphql_types", item.name, seen)
                self._check_permission(plugin, item.name, item.permission)
        return found

    @cached_property
    def setups(self) -> dict[str, tuple[Setup, ...]]:
        """Set-up steps by plugin."""
        return {p.info.name: tuple(getattr(p.module, "register_setup", tuple)()) for p in self.plugins}

    @cached_property
    def errors(self) -> dict[str, ErrorCode]:
        """Registered error codes."""
        return {e.code: e for e in self._collect("register_errors", ErrorCode, None)}

    @cached_property
    def pages(self) -> dict[str, tuple[Page, ...]]:
        """Pages by plugin. Only a UI asks."""
        return {p.info.name: tuple(getattr(p.module, "register_pages", tuple)()) for p in self.plugins}

    @cached_property
    def panels(self) -> tuple[tuple[str, Panel], ...]:
        """(plugin, panel), in order."""
        found = [(p.info.name, x) for p in self.plugins for x in getattr(p.module, "register_panels", tuple)()]
        return tuple(sorted(found, key=lambda pair: pair[1].order))

    @property
    def user_interfaces(self) -> tuple[UserInterface, ...]:
        """The installed UIs; none means that only the API is served."""
        return self._collect("register_user_interface", UserInterface, None)

    def migrations(self) -> list[tuple[str, str]]:
        """(plugin, migrations package) in the order to run."""
        return [(s.name, s.migrations) for s in self.schemas]

    @loading()
    def check(self) -> None:
        """Collect everything but pages, so that a wrong declaration stops the start and names its plugin."""
        self.manager.check_pending()
        for kind in (
            "schemas",
            "permissions",
            "operations",
            "queries",
            "reports",
            "documents",
            "measures",
            "imports",
            "roles",
            "settings",
            "jobs",
            "event_handlers",
            "services",
            "graphql_types",
            "setups",
            "errors",
        ):
            getattr(self, kind)
        for role in (item for item in self._rights if isinstance(item, Role)):
            for right in role.rights:
                self._check_permission("roles", role.code, right)
        for setting in self.settings.values():
            self._check_permission(setting.name.partition(".")[0], setting.name, setting.permission)

    def _check_permission(self, plugin: str, name: str, permission: str) -> None:
        if not permission:
            raise PluginError(f"{plugin}: {name} declares no permission. Name one, or say 'public'.")
        if permission != "public" and permission not in self.permissions:
            raise PluginError(f"{plugin}: {name} asks for the permission {permission!r}, which nobody registers.")


def _check_narrowed(permission: Permission) -> None:
    for role, scope in permission.narrowed.items():
        if role not in permission.roles or scope not in permission.rows:
            raise PluginError(f"{permission.name}: narrowed names {role!r}: {scope!r}, which is not in its roles and rows.")


@loading()
def discover() -> Registry:
    """The registry of all installed plugins. Raises PluginError."""
    from dapur import core_plugin

    found: list[tuple[str, Any]] = [("core", core_plugin)]
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        try:
            found.append((entry.name, entry.load()))
        except Exception as error:
            raise PluginError(f"{entry.name}: cannot be loaded ({type(error).__name__}: {error}).") from error
    return build(found)


def build(modules: Iterable[tuple[str, ModuleType | Any]]) -> Registry:
    """A registry of these (name, module of hooks). Raises PluginError."""
    manager = pluggy.PluginManager("dapur")
    manager.add_hookspecs(hookspecs)
    plugins: dict[str, Plugin] = {}
    for name, module in modules:
        try:
            manager.register(module, name)
            info = module.describe_plugin()
        except Exception as error:
            raise PluginError(f"{name}: {error}") from error
        _check_manifest(name, info)
        plugins[name] = Plugin(info, module)
    try:
        manager.check_pending()
    except Exception as error:
        raise PluginError(str(error)) from error
    return Registry(tuple(_in_order(plugins)), manager)


def _check_manifest(name: str, info: Any) -> None:
    if not isinstance(info, PluginInfo):
        raise PluginError(f"{name}: describe_plugin must return a PluginInfo.")
    if info.name != name:
        raise PluginError(f"{name}: its manifest calls it {info.name!r}; entry point and manifest must agree.")
    low, high = info.contract
    if not low <= CONTRACT_VERSION < high:
        raise PluginError(f"{name}: made for contract {low} to {high}, this is {CONTRACT_VERSION}.")


def _in_order(plugins: dict[str, Plugin]) -> Sequence[Plugin]:
    ordered: list[Plugin] = []
    state: dict[str, str] = {}

    def visit(name: str, wanted_by: str) -> None:
        if name not in plugins:
            raise PluginError(f"{wanted_by}: requires the plugin {name!r}, which is not installed.")
        if state.get(name) == "done":
            return
        if state.get(name) == "open":
            raise PluginError(f"{wanted_by}: requires {name!r}, which requires it in turn.")
        state[name] = "open"
        for other in plugins[name].info.requires:
            visit(other, name)
        state[name] = "done"
        ordered.append(plugins[name])

    for plugin in sorted(plugins.values(), key=lambda p: (p.info.name != "core", p.info.order, p.info.name)):
        visit(plugin.info.name, plugin.info.name)
    return ordered


def _check_measure(measure: Measure) -> None:
    filters = {f.name: f for f in measure.query.filters}
    for name in [*measure.filters, *measure.part, *([measure.days] if measure.days else [])]:
        if name not in filters:
            raise PluginError(
                f"{measure.plugin}: {measure.name} narrows by {name!r}, which is no filter of {measure.query.name}."
            )
    if measure.days and filters[measure.days].kind != "dates":
        raise PluginError(f"{measure.plugin}: {measure.name} takes its period by {measure.days!r}, which is no filter of dates.")
    column = next((c for c in measure.query.columns if c.name == measure.total), None)
    if measure.total and (column is None or not column.total or column.currency):
        raise PluginError(f"{measure.plugin}: {measure.name} adds up {measure.total!r}, which is no total in one unit.")


def _check_query(query: Query) -> None:
    names = {c.name for c in query.columns}
    for name in [*query.key, *(s.lstrip("-") for s in query.default_sort)]:
        if name not in names:
            raise PluginError(f"{query.plugin}: {query.name} sorts by {name!r}, which is no column of it.")


def _unknown(name: str) -> PluginInfo:
    raise KeyError(name)
