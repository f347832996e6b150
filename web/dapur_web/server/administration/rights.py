"""Rights in the reader's words, by department in the order of the menu."""

from collections.abc import Sequence

from dapur.contract import Permission, _
from dapur_web.server.gate import Visitor

KNOWN_SCOPES = {"own": _("only their own"), "team": _("only their team's")}


def rights_by_department(visitor: Visitor) -> list[tuple[str, Sequence[Permission]]]:
    """(department, its rights) for the core and what is switched on."""
    registry = visitor.house.registry
    on = {*visitor.scope.plugins, "core"}
    groups: dict[str, list[Permission]] = {}
    for permission in registry.permissions.values():
        plugin = permission.name.partition(".")[0]
        if plugin in on:
            groups.setdefault(plugin, []).append(permission)
    return list(groups.items())


def department_title(visitor: Visitor, plugin: str) -> str:
    """What the department is called."""
    return visitor.say(visitor.house.registry.info(plugin).title)


def narrowed_words(visitor: Visitor, scope: str) -> str:
    """What a row scope leaves to see; "" for all rows."""
    if not scope:
        return ""
    known = KNOWN_SCOPES.get(scope)
    return visitor.say(known) if known else scope.replace("_", " ")
