"""The screens of questions that are asked in parts: address, lists by letters, phone, bank account."""

from __future__ import annotations

from msgspec import structs

from kiosk.presenter.paging import paged
from kiosk.presenter.scene import LATIN_FIRST, Fields, Stage
from kiosk.presenter.view import Button, Entry
from kiosk.procedures import parts
from kiosk.procedures.address import Address, address_of, unit_name
from kiosk.procedures.lists import USUAL
from kiosk.procedures.readers import ACCOUNT_DIGITS, MOST_PLACE, RELATIVE
from kiosk.procedures.shown import account_groups
from kiosk.procedures.suggesting import MOST, suggested
from kiosk.procedures.types import Question
from kiosk.visit.answering import known_to
from kiosk.visit.events import Answer, AnswerPart

PHONE_GROUPS = (4, 3, 3)
ACCOUNT_GROUPS = (4, 4, 4, 4, 3)
IN_PARTS = frozenset({"address", "ethnicity", "nationality", "phone", "bank_account"})
"""The types whose questions may take several screens."""
_MOST_PHONE = 11
_MOST_LIVE = 40
_MOST_RAW = 200


def part_fields(stage: Stage, asked: Question) -> Fields:
    """Return what is different from the plain question: layout, words, entry, choices of the part on screen."""
    part = parts.next_part(asked, stage.visit.parts)
    if asked.type == "bank_account":
        return _account(stage, asked, part)
    if asked.type == "phone":
        return _phone(stage, asked, part)
    if part == parts.WHOLE:
        return _pictures(stage, asked)
    if part == "ward":
        return _own_ward(stage, asked)
    if part in parts.BY_LETTERS:
        return _by_letters(stage, asked, part)
    return _in_words(stage, asked, part)


def _before(stage: Stage, asked: Question) -> str:
    """Return the answer given before, "" for none and for one that a helper may not see unasked."""
    if asked.private and stage.visit.helper_holds:
        return ""
    given = stage.visit.asked.answers.get(asked.id)
    return given.value if given else ""


def _part(
    asked: Question, part: str, value: str, text: str, picture: str = "", *, chosen: bool = False
) -> Button:
    """Return a button that answers one part."""
    return Button(
        id=f"part:{part}:{value or 'none'}",
        text=text,
        event=AnswerPart(asked.id, part, value),
        picture=picture,
        state="chosen" if chosen else "rest",
    )


def _unknown(stage: Stage, asked: Question) -> tuple[Button, ...]:
    if not asked.optional:
        return ()
    event = Answer(asked.id, "")
    return (stage.button("answer:unknown", "question.dont-know", event, picture="glyphs/dont-know"),)


# --- address ---------------------------------------------------------------------------------------------


def _own_ward(stage: Stage, asked: Question) -> Fields:
    """Here, or somewhere else."""
    ward = stage.scene.point.ward
    known = stage.scene.catalogue.lists.commune(ward.code)
    other = _part(asked, "ward", parts.OTHER, stage.say("address.elsewhere"), "place")
    if known is None:
        return {"layout": "answers", **paged(stage, (*_alike(stage, asked), other, _words_way(stage, asked)))}
    lives_here = address_of(_before(stage, asked)).code == ward.code
    here = _part(asked, "ward", ward.code, unit_name(known), "ward-house", chosen=lives_here)
    choices = (*_alike(stage, asked), here, other)
    return {"layout": "answers", **_with_ways(stage, choices, _unknown(stage, asked))}


def _alike(stage: Stage, asked: Question) -> tuple[Button, ...]:
    """Return a button for each answer given before that may be given again."""
    known = known_to(stage.procedure, stage.visit.asked) if stage.procedure else {}
    before = _before(stage, asked)
    return tuple(
        Button(
            id=f"like:{like.question}",
            text=stage.text(like.say),
            event=Answer(asked.id, known[like.question]),
            picture=like.picture,
            state="chosen" if before == known[like.question] else "rest",
        )
        for like in asked.like
        if known.get(like.question)
    )


def _words_way(stage: Stage, asked: Question) -> Button:
    return _part(asked, "ward", parts.RAW, stage.say("address.in-words"), "keyboard")


def _by_letters(stage: Stage, asked: Question, part: str) -> Fields:
    """Letters, and what they may mean."""
    visit, lists = stage.visit, stage.scene.catalogue.lists
    found = parts.suggestions(asked, visit.parts, part, visit.typed, lists, language=stage.tongue)
    own = lists.commune(stage.scene.point.ward.code)
    if part == "province" and not visit.typed and own is not None:
        found = (own.province,)
    fields: Fields = {
        "layout": "keyboard",
        "detail": stage.say("list.letters-hint"),
        "entry": _live(stage, asked, part),
        "suggestions": tuple(_suggestion(stage, asked, part, name) for name in found),
    }
    if part != parts.LETTERS:
        fields["question"] = _whose(stage, asked, part)
    if part == "province":
        fields["side_choices"] = (_words_way(stage, asked),)
    return fields


def _whose(stage: Stage, asked: Question, part: str) -> str:
    """Return whose address is asked for, and which part of it."""
    return f"{stage.text(asked.ask)} {stage.say(f'address.{part}')}"


def _suggestion(stage: Stage, asked: Question, part: str, name: str) -> Button:
    lists = stage.scene.catalogue.lists
    if part == parts.LETTERS:
        label = lists.label(asked.type, name, stage.tongue)
        return Button(id=f"answer:{name}", text=label, event=Answer(asked.id, name))
    unit = lists.units[name]
    return _part(asked, part, name, unit.name if part == "province" else unit_name(unit))


def _live(stage: Stage, asked: Question, part: str, most: int = _MOST_LIVE) -> Entry:
    scripts = stage.scripts if part not in {"province", "commune"} else ("latin",)
    value = stage.visit.typed
    return Entry(
        question=asked.id, kind="text", part=part, live=True, value=value, most=most, scripts=scripts
    )


def _in_words(stage: Stage, asked: Question, part: str) -> Fields:
    """Hamlet, house, or the whole address in one's own words."""
    scripts = LATIN_FIRST if part == "house" else stage.scripts
    entry = Entry(question=asked.id, kind="text", part=part, most=MOST_PLACE, scripts=scripts)
    if part == parts.RAW:
        before = _before(stage, asked)
        entry = structs.replace(entry, value="" if "|" in before else before, most=_MOST_RAW)
        return {"layout": "keyboard", "entry": entry, "detail": stage.say("address.in-words-hint")}
    entry = structs.replace(entry, value=stage.visit.typed or _told_before(stage, asked, part))
    fields: Fields = {
        "layout": "keyboard",
        "question": _whose(stage, asked, part),
        "detail": _where(stage),
        "entry": entry,
    }
    if part == "house":
        fields["side_choices"] = (_part(asked, part, "", stage.say("address.no-house"), "glyphs/no"),)
    elif asked.optional:
        words = stage.say("question.dont-know")
        fields["side_choices"] = (_part(asked, part, "", words, "glyphs/dont-know"),)
    if part == "hamlet" and _code(stage) == stage.scene.point.ward.code and stage.scene.point.hamlets:
        fields["entry"] = _live(stage, asked, part, MOST_PLACE)
        near = _hamlets(stage, _told_before(stage, asked, part))
        fields["suggestions"] = tuple(_part(asked, part, name, name) for name in near)
    return fields


def _told_before(stage: Stage, asked: Question, part: str) -> str:
    """Return what was told of the same commune before."""
    before = address_of(_before(stage, asked))
    if before.code != _code(stage):
        before = Address()
    return before.house if part == "house" else before.hamlet


def _code(stage: Stage) -> str:
    given = stage.visit.parts
    return given.get("commune") or given.get("ward", "")


def _where(stage: Stage) -> str:
    """Return the commune that was chosen before."""
    unit = stage.scene.catalogue.lists.commune(_code(stage))
    return unit_name(unit) if unit else ""


def _hamlets(stage: Stage, before: str) -> tuple[str, ...]:
    """Return hamlets of the own ward that the letters may mean; for none the one told before, then the nearest."""
    hamlets, typed = stage.scene.point.hamlets, stage.visit.typed
    if typed.strip():
        return suggested(((name, (name,)) for name in hamlets), typed)
    return tuple(dict.fromkeys(name for name in (before, *hamlets) if name))[:MOST]


# --- lists -----------------------------------------------------------------------------------------------


def _pictures(stage: Stage, asked: Question) -> Fields:
    """A few pictures, and the way to all others by letters."""
    lists, before = stage.scene.catalogue.lists, _before(stage, asked)
    usual = (before, *(asked.offer or USUAL[asked.type]))
    if before in usual[1:]:
        usual = usual[1:]
    known = lists.ids(asked.type)
    offered = [name for name in usual if name in known][:MOST]
    another = AnswerPart(asked.id, parts.PICTURES, parts.OTHER)
    pictures = tuple(
        Button(
            id=f"answer:{name}",
            text=lists.label(asked.type, name, stage.tongue),
            picture=lists.picture(asked.type, name),
            event=Answer(asked.id, name),
            state="chosen" if before == name else "rest",
        )
        for name in offered
    )
    ways = stage.button("part:another", "list.another", another, picture="keyboard"), *_unknown(stage, asked)
    return {"layout": "answers", **_with_ways(stage, pictures, ways)}


def _with_ways(stage: Stage, choices: tuple[Button, ...], ways: tuple[Button, ...]) -> Fields:
    """Return answers with the ways out beside them; where answers are turned in pages, these are the last of them."""
    most = stage.room.answers
    if most < len(choices) or most == len(choices) < MOST:
        return paged(stage, (*choices, *ways))
    return {**paged(stage, choices), "side_choices": ways}


# --- phone and bank account ------------------------------------------------------------------------------


def _phone(stage: Stage, asked: Question, part: str) -> Fields:
    """One's own number, or a relative's."""
    before = _before(stage, asked)
    same = before.startswith(RELATIVE) == (part == parts.RELATIVES)
    entry = Entry(
        question=asked.id,
        kind="phone",
        part=part,
        value=before.removeprefix(RELATIVE) if same else "",
        most=_MOST_PHONE,
        groups=PHONE_GROUPS,
    )
    if part == parts.RELATIVES:
        return {"layout": "numbers", "question": stage.say("phone.relative-ask"), "entry": entry}
    event = AnswerPart(asked.id, parts.OWN, parts.RELATIVES)
    ways = [stage.button("part:relative", "phone.relative", event, picture="family")]
    if asked.optional:
        ways.append(stage.button("answer:unknown", "phone.none", Answer(asked.id, ""), picture="glyphs/no"))
    return {"layout": "numbers", "entry": entry, "side_choices": tuple(ways)}


def _account(stage: Stage, asked: Question, part: str) -> Fields:
    """The digits, the digits once more, and all of them large to be compared. Never what was told before."""
    if part == parts.SURE:
        no = _part(asked, part, "no", stage.say("bank.sure-no"), "glyphs/no")
        event = AnswerPart(asked.id, part, "yes")
        yes = stage.button("part:sure:yes", "bank.sure-yes", event, picture="glyphs/yes", style="go")
        return {
            "layout": "state",
            "picture": "bank-account",
            "question": stage.say("bank.sure"),
            "detail": stage.say("bank.sure-detail"),
            "big": account_groups(stage.visit.parts[parts.FIRST]),
            "choices": (no, yes),
        }
    entry = Entry(question=asked.id, kind="digits", part=part, most=ACCOUNT_DIGITS[1], groups=ACCOUNT_GROUPS)
    if part == parts.AGAIN:
        return {"layout": "numbers", "question": stage.say("bank.again"), "entry": entry}
    return {"layout": "numbers", "entry": entry, "side_choices": _unknown(stage, asked)}
