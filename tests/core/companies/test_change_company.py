"""Facts and settings of a company."""

import pytest

from dapur.contract import Conflict, Forbidden, Invalid, Refused
from dapur.house import House
from dapur.testing.companies import Actor
from tests.core.people.sessions import until


async def test_a_setting_is_typed_and_told_at_its_value(actor: Actor) -> None:
    for value in ("banyak", None, [1], 0, 7, 100_000):
        with pytest.raises(Invalid) as caught:
            await actor.perform("core.change_setting", name="core.rows_per_page", value=value)
        assert caught.value.problems[0].field == "value"


async def test_an_undeclared_setting_is_refused(actor: Actor) -> None:
    with pytest.raises(Refused) as caught:
        await actor.perform("core.change_setting", name="core.secret_door", value=1)

    assert (caught.value.code, caught.value.problems[0].field) == ("SETTING_UNKNOWN", "name")


async def test_a_changed_setting_holds_for_this_company_only(actor: Actor, other: Actor, house: House) -> None:
    await actor.perform("core.change_setting", name="core.rows_per_page", value=25)

    async def changed() -> bool:
        return bool(house.setting(await house.company(actor.scope.company), "core.rows_per_page") == 25)

    await until(changed)
    assert house.setting(await house.company(other.scope.company), "core.rows_per_page") == 50


async def test_without_the_right_nothing_changes(actor: Actor) -> None:
    with pytest.raises(Forbidden):
        await actor.without("core.settings.change").perform("core.change_setting", name="core.rows_per_page", value=25)


async def test_the_older_version_of_the_company_is_a_conflict(actor: Actor) -> None:
    changed = await actor.perform("core.change_company", name="PT Baru", language="en", version=1)
    assert changed.version == 2

    with pytest.raises(Conflict) as caught:
        await actor.perform("core.change_company", name="PT Lain", language="id", version=1)

    assert caught.value.code == "VERSION_CHANGED"
