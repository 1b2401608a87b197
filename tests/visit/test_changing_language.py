"""The language may change at any moment: the visit stays where it is, and the screen is whole in the new one."""

from dataclasses import fields, replace

import msgspec
import pytest

from kiosk.presenter.every_screen import every_visit
from kiosk.texts import LANGUAGES
from kiosk.visit import events as ev
from kiosk.visit.overlays import UNDER
from kiosk.visit.states import HELPER_HOLDS, OVERLAYS, State
from tests.visit.walking import at_confirm, at_consent, at_home, at_review, happen, scene, view_of

ADDRESS = "Số 128/4, đường Ví Dụ, Khu phố 46, phường Đông Hưng Thuận, TP. Hồ Chí Minh"
NAMES = {"Nguyễn Hoàng Phương Ví Dụ", "Trần Văn Tài", ADDRESS}
"""As they stand on a card."""
MAY_CHANGE = {"language", "heard", "spoken", "speaking"}
"""Of a visit; the page is said again, and a page of consent is to be heard in the new language."""


def switched(visit, language):
    opened = happen(visit, ev.OpenLanguages())
    assert not opened.refused, (visit.state, opened.refused)
    chosen = happen(opened.visit, ev.ChooseLanguage(language))
    assert not chosen.refused, (visit.state, chosen.refused)
    return chosen.visit


def places():
    """One visit for each kind of screen from which the language may be changed."""
    found = {}
    for visit in every_visit(scene(listens=frozenset({"vi"})), "vi"):
        if visit.state in UNDER and not visit.helper_holds:
            view = view_of(visit)
            kind = (
                visit.state,
                view.layout,
                view.entry.kind if view.entry else "",
                bool(visit.parts),
                visit.page > 0,
            )
            found.setdefault(kind, visit)
    return list(found.values())


PLACES = places()


def name_of(visit):
    return f"{visit.state.value}-{visit.page}"


def words(thing):
    """Every text of a view that is shown or said, by its place in it."""
    if isinstance(thing, msgspec.Struct):
        for name in thing.__struct_fields__:
            if name not in {"event", "id", "picture", "vietnamese"}:
                for place, text in words(getattr(thing, name)):
                    yield (name, *place), text
    elif isinstance(thing, tuple):
        for at, one in enumerate(thing):
            for place, text in words(one):
                yield (at, *place), text
    elif isinstance(thing, dict):
        for name, one in thing.items():
            yield (name,), one
    elif isinstance(thing, str):
        yield (), thing


def test_there_is_a_place_for_every_state_over_which_a_page_may_be_laid():
    # What a helper holds has no language but the ward's first.
    apart = {state for state in State if state.value.startswith("absent")} | HELPER_HOLDS
    assert {visit.state for visit in PLACES} >= set(UNDER) - {State.UNATTENDED} - OVERLAYS - apart


@pytest.mark.parametrize("visit", PLACES, ids=name_of)
@pytest.mark.parametrize("language", ["km", "en"])
def test_changing_the_language_keeps_place_and_answers(visit, language):
    after = switched(replace(visit, typed="Thạch Thị S"), language)
    assert after.language == language
    changed = {
        field.name
        for field in fields(visit)
        if getattr(after, field.name) != getattr(replace(visit, typed="Thạch Thị S"), field.name)
    }
    assert changed <= MAY_CHANGE


@pytest.mark.parametrize("visit", PLACES, ids=name_of)
def test_there_and_back_again_the_screen_is_the_same(visit):
    before = after = replace(visit, heard=False, speaking=-1)
    for language in ("km", "en", "vi"):
        after = switched(after, language)
    assert view_of(replace(after, spoken=before.spoken)) == view_of(before)


@pytest.mark.parametrize("visit", [one for one in PLACES if not one.helper_holds], ids=name_of)
@pytest.mark.parametrize(("before", "language"), [("vi", "km"), ("vi", "en"), ("km", "vi"), ("en", "km")])
def test_no_word_of_the_former_language_is_left(visit, before, language):
    begun = replace(visit, language=before, heard=False, speaking=-1)
    switched_view = view_of(replace(switched(begun, language), spoken=begun.spoken))
    assert switched_view == view_of(replace(begun, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_visit_shows_its_language_in_every_text(language):
    """A text that stands alike in two languages is a name, a number, or none of these languages."""
    others = {"vi": "km", "km": "vi", "en": "km"}
    for visit in PLACES:
        if visit.helper_holds:
            continue
        own = dict(words(view_of(replace(visit, language=language))))
        other = dict(words(view_of(replace(visit, language=others[language]))))
        alike = {text for place, text in own.items() if text and other.get(place) == text}
        left = {
            text
            for text in alike
            if any(letter in text for letter in "ăâđêôơưạảấầẩẫậắằẳẵặ") and text not in NAMES
        }
        assert not left, (visit.state, left)


def test_a_page_of_consent_is_heard_anew_in_the_new_language():
    heard = replace(at_consent(), heard=True)
    assert not switched(heard, "km").heard


def test_what_is_to_be_confirmed_is_read_anew_from_its_beginning():
    confirming = replace(at_confirm(), page=1, heard=True)
    assert (switched(confirming, "km").page, switched(confirming, "km").heard) == (0, False)


@pytest.mark.parametrize("overlay", [ev.OpenLook(), ev.CallHelp()])
def test_from_a_page_laid_over_another_the_language_changes_for_both(overlay):
    over = happen(at_review(), overlay).visit
    after = switched(over, "km")
    assert after.state is State.REVIEW
    assert view_of(after).language == "km"


def test_the_first_choice_of_language_is_no_different():
    assert switched(at_home("vi"), "km").state is at_home("km").state
