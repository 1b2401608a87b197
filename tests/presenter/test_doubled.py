"""Nobody agrees to words that no native reader has passed without the Vietnamese beside them."""

from dataclasses import replace

import pytest

from kiosk.presenter.present import present
from kiosk.texts import Texts
from kiosk.visit.states import State
from tests.visit.walking import at_confirm, at_consent, at_handover, at_review, at_sealing, scene, view_of

PAGES = {"consent": at_consent, "handover": at_handover, "confirm": at_confirm}
EXPLAIN = "Xin nói lại giùm."


def page(name, language="km"):
    return replace(PAGES[name](), language=language)


class Passed(Texts):
    """All texts, as if a native reader had passed all but ``drafts``."""

    drafts = ()

    def is_reviewed(self, language, message_id):
        return message_id not in self.drafts


def passed(*drafts):
    known = scene().texts
    texts = Passed(known._catalogues, known.message_ids())
    texts.drafts = drafts
    return replace(scene(), texts=texts)


@pytest.mark.parametrize("name", PAGES)
def test_an_unreviewed_page_of_consent_shows_the_vietnamese_beside_the_khmer(name):
    khmer, vietnamese = view_of(page(name)), view_of(page(name, "vi"))
    plain = present(page(name), passed(), 1)
    assert khmer.question == plain.question
    assert khmer.banner.text == f"{vietnamese.question} {EXPLAIN}"
    assert khmer.banner.picture == "help"
    shown = {one.id: f"{one.text} {one.hint}" for one in khmer.choices}
    for button in vietnamese.choices:
        if button.id in {"yes", "no"}:
            assert button.text in shown[button.id]


@pytest.mark.parametrize("name", ["consent", "handover"])
def test_what_is_agreed_to_stands_there_in_both_languages(name):
    khmer, vietnamese = view_of(page(name)), view_of(page(name, "vi"))
    own, beside = khmer.detail.split("\n")
    assert beside == vietnamese.detail
    assert own == present(page(name), passed(), 1).detail


@pytest.mark.parametrize("name", PAGES)
def test_the_helper_is_asked_aloud_to_explain_before_the_answers_are_named(name):
    speech = view_of(page(name)).speech
    at = next(place for place, phrase in enumerate(speech) if phrase.vietnamese == EXPLAIN)
    assert all(not phrase.lights for phrase in speech[: at + 1])
    if name != "confirm":  # where a row less stands on the page
        plain = present(page(name), passed(), 1).speech
        assert tuple(phrase for phrase in speech if phrase.vietnamese != EXPLAIN) == plain


@pytest.mark.parametrize("name", PAGES)
def test_one_unreviewed_word_of_the_page_is_enough(name):
    assert present(page(name), passed(), 1).banner is None
    assert present(page(name), passed(f"{name}.yes"), 1).banner is not None
    assert present(page(name), passed("home.ask"), 1).banner is None


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_other_languages_stand_alone(name, language):
    assert view_of(page(name, language)).banner is None


def test_where_nobody_agrees_to_anything_khmer_stands_alone():
    assert view_of(replace(at_review(), language="km")).banner is None


def test_a_row_less_stands_below_the_vietnamese_question():
    rows = [len(view_of(page("confirm", language)).rows) for language in ("km", "vi")]
    assert rows[0] == rows[1] - 1


def test_a_khmer_form_is_confirmed_after_every_page_of_it_has_been_heard():
    assert at_sealing(language="km").state is State.SEALING


def test_on_every_page_of_a_long_form_each_row_has_its_vietnamese_words():
    for number in range(12):
        speech = view_of(replace(page("confirm"), page=number)).speech
        assert [phrase.text for phrase in speech if not phrase.vietnamese] == []
