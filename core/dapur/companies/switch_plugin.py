"""Departments are switched on and off per company, at run time, in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from dapur.companies.turns import take_turn
from dapur.contract import Form, Invalid, Problem, Refused, Result, Setup, Shown, _, operation
from dapur.language.problems import problems_of
from dapur.operations.work import Work
from dapur.permissions.suggested import give_suggested, give_to_roles
from dapur.services.switching import PluginSwitchedOn

PluginName = Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Department"))]
Answers = Annotated[dict[str, dict[str, Any]], Shown(_("Set-up"), kind="hidden")]
"""Name of a declared set-up -> raw input of its form."""


class SwitchPlugin(Form):
    """Which plugin."""

    plugin: PluginName


class SwitchPluginOn(SwitchPlugin):
    """Which plugin, and the answers to what its set-up asks the first time."""

    setup: Answers = Field(default_factory=dict)


class PluginSwitched(Result):
    """How it stands now."""

    plugin: str
    is_on: bool


@operation("core.switch_plugin_on", title=_("Switch on"), permission="core.plugins.switch", audit_verb=_("switched on"))
async def switch_plugin_on(work: Work, form: SwitchPluginOn) -> PluginSwitched:
    """Switch a plugin on for this company, with what it requires. Its data from before is there again."""
    await take_turn(work)
    await switch_on(work, form.plugin, form.setup)
    work.emit(PluginSwitchedOn(form.plugin))
    return PluginSwitched(plugin=form.plugin, is_on=True)


@operation("core.switch_plugin_off", title=_("Switch off"), permission="core.plugins.switch", audit_verb=_("switched off"))
async def switch_plugin_off(work: Work, form: SwitchPlugin) -> PluginSwitched:
    """Switch a plugin off for this company. Its data stays; refused while another that is on requires it."""
    await take_turn(work)
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


async def switch_on(work: Work, name: str, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Switch a plugin on with what it requires; the first time, give the suggested roles their rights and set it up."""
    registry = work.house.registry
    if name not in registry.names or name == "core":
        raise Refused(
            "PLUGIN_UNKNOWN",
            _("There is no department {name} here. Ask the operator to install it.").fill(name=name),
            field="plugin",
        )
    for other in registry.info(name).requires:
        await switch_on(work, other, answers)
    row = await work.row(
        "insert into core.company_plugin (company_id, plugin, is_on) values (%s, %s, true)"
        " on conflict (company_id, plugin) do update set is_on = true returning setup_done",
        work.scope.company,
        name,
    )
    work.scope = replace(work.scope, plugins=work.scope.plugins | {name})
    if row is not None and not row["setup_done"]:
        own = [p for p in registry.permissions.values() if p.name.partition(".")[0] == name]
        await give_suggested(work, own)
        await give_to_roles(work, registry.rights_of_roles(name))
        for setup in sorted(registry.setups[name], key=lambda s: s.order):
            await _set_up(work, setup, answers.get(setup.name, {}))
        await work.run(
            "update core.company_plugin set setup_done = true where company_id = %s and plugin = %s", work.scope.company, name
        )


async def _set_up(work: Work, setup: Setup, answers: Mapping[str, Any]) -> None:
    """Run a set-up; what is wrong is told at setup.<name>.<field>."""
    try:
        await setup.run(work, setup.input.model_validate(answers))
    except ValidationError as error:
        raise Invalid([_within(setup, problem) for problem in problems_of(error, setup.input)]) from None
    except Refused as refused:
        raise Invalid([_within(setup, problem) for problem in refused.problems]) from refused


def _within(setup: Setup, problem: Problem) -> Problem:
    return replace(problem, field=f"setup.{setup.name}.{problem.field}".rstrip("."))
