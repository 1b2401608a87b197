"""The screen for searching by letters: keys, and what the letters typed so far may mean."""

from __future__ import annotations

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button, Entry
from kiosk.visit.events import CallHelp, ChooseProcedure
from kiosk.visit.finding import LONGEST, SOUGHT
from kiosk.visit.states import State

PICTURE = "search"


@paints(State.SEARCH)
def search(stage: Stage) -> Fields:
    """Type, and see up to four procedures change with every letter; where there is none, somebody helps."""
    sought = stage.visit.sought
    nothing = bool(sought.text.strip()) and not sought.found and not sought.looking
    entry = Entry(question=SOUGHT, kind="text", value=sought.text, most=LONGEST, live=True)
    fields: Fields = {
        "layout": "keyboard",
        "question": stage.say("search.ask"),
        "detail": stage.say("search.detail"),
        "picture": PICTURE,
        "entry": entry,
        "suggestions": tuple(_suggestion(stage, code) for code in sought.found),
        "banner": stage.complaint(),
    }
    if nothing:
        fields["banner"] = Banner(text=stage.say("search.nothing"), picture="question-mark", tone="doubt")
        help_ = stage.button("search:help", "footer.help", CallHelp(), picture="help", style="person")
        fields["side_choices"] = (help_,)
    return fields


def _suggestion(stage: Stage, code: str) -> Button:
    head = stage.scene.catalogue.heads[code]
    return Button(
        id=f"procedure:{code}",
        text=stage.text(head.short),
        hint=stage.text(head.hint),
        event=ChooseProcedure(code),
        picture=head.picture,
    )
