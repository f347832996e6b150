"""Comments stay as they are written, by who is signed in; names behind an @ are told."""

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.contract import Forbidden, NotFound
from dapur.testing.companies import Actor, new_member
from dapur_base.rules.mentions import mentioned


async def party(actor: Actor) -> int:
    return int((await actor.perform("base.save_party", name="PT Baja Dapur", is_supplier=True)).id)


async def test_a_colleague_who_is_named_is_told_once_with_the_words(actor: Actor) -> None:
    budi = await new_member(actor, "clerk", name="Budi Santoso")
    owner = await party(actor)

    written = await actor.perform("base.comment_party", owner=owner, body="@budi santoso tolong cek NPWP-nya, @Budi Santoso")

    assert written.told == [budi.scope.user]
    rows = await (await actor.reader()).rows(
        "select user_id, message, data ->> 'title', address from core.notice where company_id = %s", actor.scope.company
    )
    assert rows == [(budi.scope.user, "{person} mentioned you at {title}: {words}", "PT Baja Dapur", f"base/parties/{owner}")]


async def test_who_may_not_read_the_record_and_oneself_are_not_told(actor: Actor) -> None:
    await new_member(actor, name="Tanpa Hak")
    owner = await party(actor)
    me = await (await actor.reader()).value("select name from core.app_user where id = %s", actor.scope.user)

    written = await actor.perform("base.comment_party", owner=owner, body=f"@Tanpa Hak @{me}")

    assert written.told == []


async def test_a_comment_needs_its_record_and_the_right_to_read_it(actor: Actor, other: Actor) -> None:
    owner = await party(actor)

    with pytest.raises(NotFound):
        await other.perform("base.comment_party", owner=owner, body="Halo")
    with pytest.raises(Forbidden):
        await actor.without("base.read").perform("base.comment_party", owner=owner, body="Halo")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("update base.party_comment set body = 'lain' where owner_id = %s", "permission denied"),
        ("delete from base.party_comment where owner_id = %s", "permission denied"),
        ("insert into base.party_comment (company_id, owner_id, body, author_id) select company_id, id, 'x', 1 from base.party"
         " where id = %s", "permission denied"),
    ],
)  # fmt: skip
async def test_nobody_rewrites_a_comment_or_writes_in_another_name(actor: Actor, sql: str, said: str) -> None:
    owner = await party(actor)
    await actor.perform("base.comment_party", owner=owner, body="Pertama")
    async with actor.house.pools.write() as connection, connection.transaction(force_rollback=True):
        await connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        with pytest.raises(psycopg.Error, match=said):
            await connection.execute(sql.encode(), (owner,))


def test_the_longest_name_counts_and_a_name_that_goes_on_is_another() -> None:
    names = {1: "Budi", 2: "Budi Santoso", 3: "Ani", 4: "ANI"}

    assert mentioned("@Budi Santoso: sudah?", names) == {2}
    assert mentioned("@Budi, @Budi Santoso", names) == {1, 2}
    assert mentioned("@ani! @Anita dan budi@ani.id", names) == {3, 4}
    assert mentioned("budi@ani.id", names) == set()
    assert mentioned("@Anita", names) == set()


@given(st.text(max_size=60), st.dictionaries(st.integers(1, 9), st.text(max_size=8), max_size=5))
def test_only_known_people_are_mentioned_and_nothing_without_an_at(text: str, names: dict[int, str]) -> None:
    assert mentioned(text, names) <= names.keys()
    assert mentioned(text.replace("@", ""), names) == set()
