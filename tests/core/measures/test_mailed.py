"""The monthly mail of key figures: a job for each follower, by their own rights, once."""

from datetime import timedelta

from dapur.testing.companies import Actor, new_member


async def test_each_follower_gets_the_mail_by_a_job_of_their_own_and_once(actor: Actor) -> None:
    auditor, clerk = await new_member(actor, "auditor"), await new_member(actor)
    for who in (actor, auditor):
        await who.perform("core.follow_figures", follows=True)
    upkeep = actor.through("job")
    reader = await actor.reader()

    sent = await upkeep.perform("core.send_figures")

    jobs = "select input from core.job where company_id = %s and kind = 'core.mail_figures' order by id"
    waiting = [given for (given,) in await reader.rows(jobs, actor.scope.company)]
    month = (reader.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    assert sent.count == 2
    assert waiting == [{"user": who.scope.user, "month": str(month)} for who in (actor, auditor)]
    sheet = (await upkeep.perform("core.mail_figures", waiting[0])).sheet
    assert [row["id"] for row in (await actor.page("core.figure_sheets")).dicts()] == [sheet]
    for given in (waiting[0], {"user": clerk.scope.user, "month": month}):
        assert (await upkeep.perform("core.mail_figures", given)).sheet is None
    assert (await upkeep.perform("core.send_figures")).count == 1
