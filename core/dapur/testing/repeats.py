"""What a repeated key does: nothing. A double click, a lost answer, an impatient integrator are one effect."""

from collections.abc import Mapping, Sequence
from typing import Any

from dapur.contract import DapurError, Operation, shown
from dapur.testing.companies import Actor
from dapur.testing.inputs import plausible
from dapur.testing.strangers import known_ids
from dapur.testing.traces import traces_of


async def effects_of_repeats(
    actor: Actor, operations: Sequence[Operation], examples: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Operations whose second run with the same key changed something or answered otherwise."""
    ids = await known_ids(actor)
    wrong = []
    for operation in operations:
        if ends_the_session(operation):
            continue
        own = next((v[0] for k, v in ids.items() if v and k.partition(".")[0] == operation.plugin), 1)
        raw = examples.get(operation.name) or plausible(operation.input, ids, own)
        wrong += await _twice(actor.through(sorted(operation.doors)[0]), operation, raw)
    return wrong


def ends_the_session(operation: Operation) -> bool:
    """Operations after which the company or the person is not what the other checks work with."""
    return any(word in operation.name for word in ("switch_plugin", "disable_person", "give_roles", "change_company"))


async def _twice(actor: Actor, operation: Operation, raw: Mapping[str, Any]) -> list[str]:
    key = f"twice-{operation.name}"
    try:
        first = await actor.outcome(operation, raw, key=key)
    except DapurError:
        return []
    before = traces_of(actor.house.owner_url, actor.scope.company)
    second = await actor.outcome(operation, raw, key=key)
    after = traces_of(actor.house.owner_url, actor.scope.company)
    changed = [table for table in before if before[table] != after[table]]
    # Secrets are shown once, and so are left out of the stored answer.
    once = {name for name, info in operation.output.model_fields.items() if (look := shown(info)) and look.sensitive}
    if not second.replayed or second.result.model_dump(exclude=once) != first.result.model_dump(exclude=once) or changed:
        return [f"{operation.name}: its second run with the same key changed {changed or 'its answer'}"]
    return []
