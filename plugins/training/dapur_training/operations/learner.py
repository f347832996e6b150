"""Who learns: the person behind the actor, and references to people."""

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_base.organisation import everybody_below, party_of_user
from dapur_training.operations.refusals import PERSON_UNKNOWN


async def myself(work: Work) -> int:
    """The person (party) who acts. Raises Refused while the user is linked with nobody."""
    party = await party_of_user(work, work.actor)
    if party is None:
        raise Refused(
            "TRAINING_NOT_A_PERSON",
            _("Your sign-in is not linked with a person yet. Ask an administrator to choose your user at your person in Base."),
        )
    return party


async def check_person(work: Work, party: int, field: str = "party") -> None:
    """Raise Refused unless it is a person of this company."""
    kind = await work.value("select kind from base.party where company_id = %s and id = %s", work.scope.company, party)
    if kind != "person":
        raise Refused(*PERSON_UNKNOWN, field=field)


async def check_team(work: Work, party: int) -> None:
    """A manager acts for those below; whoever may see everybody's training acts for everybody. Raises Refused."""
    await check_person(work, party)
    if work.scope.may("training.read"):
        return
    boss = await party_of_user(work, work.actor)
    if boss is None or party not in await everybody_below(work, boss, work.today):
        raise Refused(
            "TRAINING_NOT_YOUR_TEAM", _("This person is not in your team. Choose somebody whom you lead."), field="party"
        )
