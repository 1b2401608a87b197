"""Who has changed an answer: a helper's change is marked until the resident has confirmed it, and goes on record."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.effects import Audit
from kiosk.visit.states import Core, Helper, Visit
from kiosk.visit.table import Context, Step
from kiosk.visit.told import Asked


def attributed(context: Context, before: Visit, step: Step) -> Step:
    """Return the step with every answer that it has changed put down to whoever acted.

    A helper's are marked, beside what the resident had answered before, and each goes on record by its question
    alone; what the resident then answers anew is theirs again.
    """
    after = step.visit
    if step.refused or isinstance(context.control, Core) or after.asked is before.asked:
        return step
    if after.asked.procedure != before.asked.procedure:
        return step
    names = _differing(before.asked, after.asked)
    if not names:
        return step
    if not isinstance(context.control, Helper):
        asked = replace(
            after.asked,
            changed=after.asked.changed - names,
            was={name: value for name, value in after.asked.was.items() if name not in names},
        )
        return Step(replace(after, asked=asked), step.effects)
    records = tuple(Audit("answer-changed", name) for name in sorted(names))
    asked = _marked(before.asked, after.asked, names, context.control.shown_name)
    return Step(replace(after, asked=asked), (*records, *step.effects))


def confirmed(asked: Asked) -> Asked:
    """Return what was told with no mark left: the resident has heard all of it and said that it is right."""
    return replace(asked, changed=frozenset()) if asked.changed else asked


def _differing(before: Asked, after: Asked) -> frozenset[str]:
    """Return the questions that are answered otherwise, and those whose answer went or came."""
    names = before.answers.keys() | after.answers.keys()
    return frozenset(name for name in names if _value(before, name) != _value(after, name))


def _marked(before: Asked, after: Asked, names: frozenset[str], helper: str) -> Asked:
    """Return ``after`` with these marked; one that says again what the resident had said is not.

    What the resident has confirmed since is what they said: from there it is changed anew.
    """
    known = {name: value for name, value in before.was.items() if name in before.changed or name not in names}
    was = {**{name: _value(before, name) or "" for name in names}, **known}
    back = frozenset(name for name in names if name in known and known[name] == _value(after, name))
    changed = (before.changed | names) - back
    was = {name: value for name, value in was.items() if name not in back}
    return replace(after, changed=changed, was=was, changed_by=helper)


def _value(asked: Asked, name: str) -> str | None:
    given = asked.answers.get(name)
    return given.value if given is not None else None
