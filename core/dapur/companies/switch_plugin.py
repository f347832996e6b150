"""Departments are switched on and off per company, at run time, in one transaction."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work

PluginName = Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Department"))]


class SwitchPlugin(Form):
    """Which plugin."""

    plugin: PluginName


class PluginSwitched(Result):
    """How it stands now."""

    plugin: str
    is_on: bool


@operation("core.switch_plugin_on", title=_("Switch on"), permission="core.plugins.switch", audit_verb=_("switched on"))
async def switch_plugin_on(work: Work, form: SwitchPlugin) -> PluginSwitched:
    """Switch a plugin on for this company, with what it requires. Its data from before is there again."""
    await switch_on(work, form.plugin)
    return PluginSwitched(plugin=form.plugin, is_on=True)


@operation("core.switch_plugin_off", title=_("Switch off"), permission="core.plugins.switch", audit_verb=_("switched off"))
async def switch_plugin_off(work: Work, form: SwitchPlugin) -> PluginSwitched:
    """Switch a plugin off for this company. Its data stays; refused while another that is on requires it."""
    registry = work.house.registry
    if form.plugin not in registry.names or registry.info(form.plugin).always_on or form.plugin == "core":
        raise Refused("PLUGIN_ALWAYS_ON", _("This part belongs to every company and stays on."), field="plugin")
    on = {
        row["plugin"]
        for row in await work.rows("select plugin from core.company_plugin where company_id = %s and is_on", work.scope.company)
    }
    leaning = [p.info.title for p in registry.plugins if p.info.name in on and form.plugin in p.info.requires]
    if leaning:
        raise Refused("PLUGIN_REQUIRED", _("{other} needs it. Switch {other} off first.").fill(other=leaning[0]), field="plugin")
    await work.run(
        "update core.company_plugin set is_on = false where company_id = %s and plugin = %s", work.scope.company, form.plugin
    )
    return PluginSwitched(plugin=form.plugin, is_on=False)


async def switch_on(work: Work, name: str) -> None:
    """Switch a plugin on with what it requires, give the suggested roles their rights, run its set-up once."""
    registry = work.house.registry
    if name not in registry.names or name == "core":
        raise Refused(
            "PLUGIN_UNKNOWN",
            _("There is no department {name} here. Ask the operator to install it.").fill(name=name),
            field="plugin",
        )
    for other in registry.info(name).requires:
        await switch_on(work, other)
    row = await work.row(
        "insert into core.company_plugin (company_id, plugin, is_on) values (%s, %s, true)"
        " on conflict (company_id, plugin) do update set is_on = true returning setup_done",
        work.scope.company,
        name,
    )
    if row is not None and not row["setup_done"]:
        await _give_rights(work, name)


async def _give_rights(work: Work, plugin: str) -> None:
    for permission in work.house.registry.permissions.values():
        if permission.name.partition(".")[0] != plugin:
            continue
        await work.run(
            "insert into core.role_permission (company_id, role_id, permission)"
            " select company_id, id, %s from core.role where company_id = %s and code = any (%s) on conflict do nothing",
            permission.name,
            work.scope.company,
            [*permission.roles],
        )


async def set_up_done(work: Work, plugin: str) -> None:
    """Remember that the plugin's set-up ran, so that switching it on again asks nothing."""
    await work.run(
        "update core.company_plugin set setup_done = true where company_id = %s and plugin = %s", work.scope.company, plugin
    )
