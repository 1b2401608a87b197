"""The screen for searching by letters: keys, and what the letters typed so far may mean."""

from __future__ import annotations

from kiosk.presenter.listening import speak
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button, Entry
from kiosk.procedures.heads import Head
from kiosk.visit.events import CallHelp, ChooseProcedure
from kiosk.visit.finding import LONGEST, SOUGHT
from kiosk.visit.states import State

PICTURE = "search"


@paints(State.SEARCH)
def search(stage: Stage) -> Fields:
    """Type, and see up to four procedures change with every letter; where there is none, somebody helps."""
    sought = stage.visit.sought
    nothing = bool(sought.text.strip()) and not sought.found and not sought.looking
    entry = Entry(
        question=SOUGHT, kind="text", value=sought.text, most=LONGEST, live=True, scripts=stage.scripts
    )
    fields: Fields = {
        "layout": "keyboard",
        "question": stage.say("search.ask"),
        "detail": stage.say("search.detail"),
        "picture": PICTURE,
        "entry": entry,
        "suggestions": _suggestions(stage, [stage.scene.catalogue.heads[code] for code in sought.found]),
        "banner": stage.complaint(),
        "side_choices": speak(stage),
    }
    if sought.unheard and not fields["banner"]:
        fields["banner"] = Banner(text=stage.say("search.unheard"), picture="microphone", tone="doubt")
    if nothing:
        nothing_found = Banner(text=stage.say("search.nothing"), picture="question-mark", tone="doubt")
        fields["banner"] = fields["banner"] or nothing_found
        help_ = stage.button("search:help", "search.help", CallHelp(), picture="help", style="person")
        fields["side_choices"] = (help_,)
    return fields


def _suggestions(stage: Stage, heads: list[Head]) -> tuple[Button, ...]:
    """Return a button for each, by its short name; where two are called the same, by the longer one."""
    shorts = [stage.text(head.short) for head in heads]
    return tuple(
        Button(
            id=f"procedure:{head.code}",
            text=stage.text(head.name) if shorts.count(short) > 1 else short,
            event=ChooseProcedure(head.code),
            picture=head.picture,
        )
        for head, short in zip(heads, shorts, strict=True)
    )
