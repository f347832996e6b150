"""Facts and settings of a company."""

import json
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, cast

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, create_model

from dapur.contract import Choice, Conflict, Form, Invalid, Problem, Refused, Result, Setting, Shown, _, operation
from dapur.language.problems import problems_of
from dapur.operations.work import Work

CHANGED_MEANWHILE = _("Somebody else changed this meanwhile. Your input is safe: compare and save again.")


class ChangeCompany(Form):
    """Name and language; currency and zone are fixed once books exist."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Company name"))]
    language: Annotated[
        str,
        StringConstraints(pattern="^(id|en)$"),
        Shown(_("Language of documents"), choices=(Choice("id", "Bahasa Indonesia"), Choice("en", "English"))),
    ]
    version: Annotated[int, Field(ge=1), Shown(_("Version"), kind="hidden")]


class CompanyChanged(Result):
    """The new version."""

    version: int


@operation(
    "core.change_company", title=_("Change company"), permission="core.settings.change", audit_verb=_("changed the company")
)
async def change_company(work: Work, form: ChangeCompany) -> CompanyChanged:
    """Change the company's name and language."""
    row = await work.row(
        "update core.company set name = %s, language = %s, version = version + 1 where id = %s and version = %s returning version",
        form.name,
        form.language,
        work.scope.company,
        form.version,
    )
    if row is None:
        raise Conflict("VERSION_CHANGED", CHANGED_MEANWHILE)
    return CompanyChanged(version=row["version"])


class ChangeSetting(Form):
    """A setting and its new value, as JSON-able data of the setting's type."""

    name: Annotated[str, StringConstraints(max_length=120), Shown(_("Setting"))]
    value: Annotated[Any, Shown(_("Value"))]


class SettingChanged(Result):
    """What it is now."""

    name: str


@operation(
    "core.change_setting", title=_("Change setting"), permission="core.settings.change", audit_verb=_("changed the setting")
)
async def change_setting(work: Work, form: ChangeSetting) -> SettingChanged:
    """Give a declared setting a value for this company."""
    declared = work.house.registry.settings.get(form.name)
    if declared is None:
        raise Refused("SETTING_UNKNOWN", _("There is no setting {name}.").fill(name=form.name), field="name")
    work.need(declared.permission)
    value = read_setting(declared, form.value)
    await _store(work, form.name, value)
    return SettingChanged(name=form.name)


class ChangeSettings(Form):
    """Settings by name, each as JSON-able data of its type."""

    values: Annotated[dict[str, Any], Field(max_length=500), Shown(_("Settings"))]


class SettingsChanged(Result):
    """Those whose value is another now."""

    names: list[str]


@operation("core.change_settings", title=_("Save settings"), permission="core.settings.change", audit_verb=_("changed settings"))
async def change_settings(work: Work, form: ChangeSettings) -> SettingsChanged:
    """Give several settings their values at once: all of them, or none; what is wrong is told at values.<name>."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, given in form.values.items():
        declared = work.house.registry.settings.get(name)
        if declared is None:
            problems.append(Problem("SETTING_UNKNOWN", _("There is no setting {name}.").fill(name=name), f"values.{name}"))
            continue
        work.need(declared.permission)
        try:
            values[name] = read_setting(declared, given)
        except Invalid as wrong:
            problems += [replace(p, field=f"values.{name}") for p in wrong.problems]
    if problems:
        raise Invalid(problems)
    changed = [
        name for name, value in values.items() if _as_data(work.house.registry.settings[name], work.setting(name)) != value
    ]
    for name in changed:
        await _store(work, name, values[name])
    return SettingsChanged(names=changed)


def _as_data(declared: Setting, value: Any) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(declared.type)
    return adapter.dump_python(value, mode="json")


async def _store(work: Work, name: str, value: Any) -> None:
    await work.run(
        "insert into core.setting (company_id, name, value) values (%s, %s, %s::jsonb)"
        " on conflict (company_id, name) do update set value = excluded.value, version = setting.version + 1",
        work.scope.company,
        name,
        json.dumps(value),
    )


def read_setting(declared: Setting, value: Any) -> Any:
    """The value as JSON-able data of the setting's type. Raises Invalid with every problem at "value"."""
    form = setting_form(declared)
    try:
        return form.model_validate({"value": value}).model_dump(mode="json")["value"]
    except ValidationError as error:
        raise Invalid(problems_of(error, form)) from None


@cache
def setting_form(declared: Setting) -> type[Form]:
    return create_model("SettingValue", __base__=Form, value=(cast(Any, Annotated[declared.type, declared.shown]), ...))
