"""Facts and settings of a company."""

import json
from functools import cache
from typing import Annotated, Any, cast

from pydantic import Field, StringConstraints, ValidationError, create_model

from dapur.contract import Choice, Conflict, Form, Invalid, Refused, Result, Setting, Shown, _, operation
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
    await work.run(
        "insert into core.setting (company_id, name, value) values (%s, %s, %s::jsonb)"
        " on conflict (company_id, name) do update set value = excluded.value, version = setting.version + 1",
        work.scope.company,
        form.name,
        json.dumps(value),
    )
    return SettingChanged(name=form.name)


def read_setting(declared: Setting, value: Any) -> Any:
    """The value as JSON-able data of the setting's type. Raises Invalid with every problem at "value"."""
    form = _form_of(declared)
    try:
        return form.model_validate({"value": value}).model_dump(mode="json")["value"]
    except ValidationError as error:
        raise Invalid(problems_of(error, form)) from None


@cache
def _form_of(declared: Setting) -> type[Form]:
    return create_model("SettingValue", __base__=Form, value=(cast(Any, Annotated[declared.type, declared.shown]), ...))
