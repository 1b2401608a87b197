"""Copies, signatures, residence, land, building, trade and VNeID: what their files must say."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kiosk.procedures.answers import Accepted, Refused, accept, asked, papers
from kiosk.procedures.charges import charged
from kiosk.procedures.crossing import cross
from kiosk.procedures.load import load
from tests.procedures.reading import ids, question, texts

TODAY = date(2026, 11, 22)
REQUESTER = ["name", "number", "birth", "sex", "residence", "phone"]
UNKNOWN = ["ward.authorisation", "ward.donation-contract", "ward.inheritance", "ward.construction-permit"]
RESIDENCE = ["1.004222", "1.004194", "1.003197"]
CARDS = ["2.000884", "1.012753", "1.012796", "1.001612", "ward.vneid-2", *UNKNOWN]
ALL = ["2.000815", *RESIDENCE, *CARDS]
BREAK = "\N{ZERO WIDTH SPACE}"


@pytest.fixture(scope="module")
def catalogue(shipped):
    return load(shipped)


@pytest.fixture
def procedure(catalogue, request):
    return catalogue.procedures[request.param]


@pytest.mark.parametrize("procedure", ALL, indirect=True)
def test_one_learns_who_what_where_and_how(procedure):
    assert procedure.who.vi
    assert procedure.papers
    assert len(procedure.steps) >= 3
    assert all(step.picture != "question-mark" for step in procedure.steps)
    assert len(procedure.words) >= 8
    assert len(set(procedure.words)) == len(procedure.words)
    assert procedure.checked_on == "2026-11-22"
    assert procedure.effective_from == "2025-07-01"
    assert procedure.reviewed == "none"


@pytest.mark.parametrize("procedure", ALL, indirect=True)
def test_every_text_is_there_in_three_languages_and_the_khmer_waits_for_its_reader(procedure):
    for text in texts(procedure):
        assert text.en, text.vi
        assert text.km, text.vi
        assert not text.km_reviewed
        longest = max(text.km.replace(BREAK, " ").split(), key=len)
        assert len(longest) <= 22, longest


@pytest.mark.parametrize("procedure", UNKNOWN, indirect=True)
def test_what_nobody_knows_is_left_to_the_officer(procedure):
    assert procedure.code.startswith("ward.")
    assert procedure.kind == "refer"
    assert (procedure.fee, procedure.charge, procedure.time.statute) == (None, None, None)
    assert procedure.receive == ()
    assert procedure.proxy.allowed == "ask"
    assert procedure.confidence == "L"
    assert "hỏi cán bộ" in procedure.source
    assert any("hỏi cán bộ" in step.say.vi for step in procedure.steps)


@pytest.mark.parametrize("procedure", ["1.012753", "1.012796", "1.001612"], indirect=True)
def test_land_and_trade_name_their_code_and_no_figure(procedure):
    assert procedure.source.endswith(procedure.code)
    assert (procedure.fee, procedure.time.statute, procedure.confidence) == (None, None, "M")


@pytest.mark.parametrize("procedure", CARDS, indirect=True)
def test_a_card_asks_nothing_and_a_person_comes_to_who_cannot_travel(procedure):
    assert procedure.kind == "refer"
    assert procedure.questions == ()
    assert procedure.steps[-1].picture == "home-visit"


class TestCertifiedCopy:
    @pytest.fixture
    def copy(self, catalogue):
        return catalogue.procedures["2.000815"]

    @pytest.mark.parametrize(
        ("pages", "copies", "dong"),
        [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (3, 4, 20000), (198, 1, 200000), (500, 2, 400000)],
    )
    def test_its_fee_is_counted_from_pages_and_copies(self, copy, pages, copies, dong):
        assert charged(copy, {"pages": str(pages), "copies": str(copies)}) == dong

    def test_it_is_done_the_same_day_or_two_later_at_the_counter_only(self, copy):
        assert (copy.time.statute, copy.time.verified) == (0, 2)
        assert copy.filing.channels == ("counter",)
        assert copy.receive == ("counter",)

    def test_it_takes_the_original_and_no_form_and_few_questions(self, copy):
        assert [(paper.id, paper.form) for paper in copy.papers if paper.needed] == [("original", "original")]
        assert len(asked(copy, {}, {})) <= 10

    @pytest.mark.parametrize(("asked_for", "raw"), [("pages", "0"), ("pages", "501"), ("copies", "51")])
    def test_a_slip_in_a_number_is_told(self, copy, asked_for, raw):
        told = accept(question(copy, asked_for), raw, TODAY)
        assert isinstance(told, Refused)
        assert told.complaint.code == "out_of_range"


def test_a_signature_is_given_in_person_of_clear_mind_with_a_valid_card_even_at_home(catalogue):
    signature = catalogue.procedures["2.000884"]
    assert signature.proxy.allowed == "no"
    assert signature.filing.channels == ("desk",)
    assert signature.receive == ("counter", "home")
    assert signature.time.statute == 0
    assert re.search(r"Chừng 10 ngàn", signature.fee.vi)
    assert "minh mẫn" in signature.who.vi
    assert any("lăn tay" in step.say.vi for step in signature.steps)
    assert "còn hạn" in next(paper.name.vi for paper in signature.papers if paper.id == "card")


def test_vneid_is_made_in_person_at_the_police_and_no_code_is_told_to_anybody(catalogue):
    vneid = catalogue.procedures["ward.vneid-2"]
    assert vneid.proxy.allowed == "no"
    assert vneid.filing.channels == ("counter",)
    assert "Công an" in vneid.authority.vi
    said = " ".join(step.say.vi for step in vneid.steps)
    assert "vân tay" in said
    assert "đừng đọc cho ai" in said


@pytest.mark.parametrize(
    ("code", "fee", "days"),
    [
        ("1.004222", "20 ngàn đồng tại quầy, 10 ngàn trên mạng", 7),
        ("1.004194", "Chừng 15 ngàn đồng tại quầy, 7 ngàn trên mạng", 3),
        ("1.003197", "Không tốn tiền", 5),
    ],
)
def test_residence_costs_and_takes(catalogue, code, fee, days):
    procedure = catalogue.procedures[code]
    assert (procedure.fee.vi, procedure.time.statute) == (fee, days)
    assert "Công an" in procedure.authority.vi
    assert set(procedure.filing.channels) == {"counter", "portal"}


@pytest.mark.parametrize("procedure", ["2.000815", *RESIDENCE], indirect=True)
def test_the_requester_is_asked_after_the_relationship(procedure):
    order = [each.id for each in procedure.questions]
    start = order.index("requester_relation")
    assert order[start + 1 : start + 7] == [f"requester_{each}" for each in REQUESTER]
    assert procedure.applicant.relationship == "requester_relation"
    assert question(procedure, "requester_relation").type == "relationship"
    assert question(procedure, "requester_phone").optional


@pytest.mark.parametrize("procedure", RESIDENCE, indirect=True)
class TestResidence:
    def test_who_applies_for_another_tells_of_that_person(self, procedure):
        mine = ids(asked(procedure, {"requester_relation": "self"}, {}))
        for relation in question(procedure, "requester_relation").offer:
            theirs = ids(asked(procedure, {"requester_relation": relation}, {}))
            more = {f"mover_{each}" for each in ("name", "number", "birth", "sex", "residence")}
            assert theirs - mine == (set() if relation == "self" else more)
        assert "mover_job" in mine

    @pytest.mark.parametrize(
        ("born", "relation", "warned"),
        [
            ("2015-03-02", "relative", True),
            ("2015-03-02", "mother", False),
            ("1980-03-02", "relative", False),
        ],
    )
    def test_for_a_minor_a_parent_or_guardian_applies(self, procedure, born, relation, warned):
        answers = {"requester_relation": relation, "mover_birth": born}
        told = [each for each in cross(procedure, answers, TODAY) if each.code == "too_young"]
        assert [each.warn for each in told] == [True] * warned
        assert all("cha, mẹ" in each.say.vi for each in told)

    def test_the_form_knows_the_householder_and_who_else_is_on_it(self, procedure):
        every = {each.id: each for each in procedure.questions}
        assert every["householder_name"].official == "Họ, chữ đệm và tên chủ hộ"
        assert every["householder_number"].private
        assert every["householder_relation"].type == "relationship"
        alone = ids(asked(procedure, {"others_come": "no"}, {}))
        together = ids(asked(procedure, {"others_come": "yes"}, {}))
        assert together - alone == {"others_count", "others_names"}


@pytest.mark.parametrize("procedure", ["1.004222", "1.004194"], indirect=True)
class TestNewHome:
    def test_an_owner_must_agree_to_others_living_there(self, procedure):
        own = {"home_kind": "own"}
        lent = {"home_kind": "rented", "owner_agrees": "yes"}
        assert "owner_consent" in ids(papers(procedure, {}, {}))
        assert "owner_consent" not in ids(papers(procedure, own, {}))
        assert ids(asked(procedure, lent, {})) - ids(asked(procedure, own, {})) == {
            "owner_name",
            "owner_agrees",
            "owner_paper",
        }
        assert question(procedure, "owner_paper").paper == "owner_consent"

    def test_what_the_state_has_already_need_not_be_brought(self, procedure):
        housing = next(paper for paper in procedure.papers if paper.id == "housing")
        assert "khỏi đem" in housing.instead.vi

    def test_a_new_household_has_no_householder_to_join(self, procedure):
        assert "householder_name" not in ids(asked(procedure, {"household_way": "new"}, {}))
        assert "householder_name" in ids(asked(procedure, {"household_way": "join"}, {}))


@pytest.mark.parametrize(
    ("stay_from", "stay_to", "told"),
    [
        ("2026-12-01", "2027-12-01", False),
        ("2026-12-01", "2028-12-01", False),
        ("2026-12-01", "2028-12-02", True),
        ("2026-12-01", "2026-11-30", True),
    ],
)
def test_one_stays_two_years_at_most(catalogue, stay_from, stay_to, told):
    procedure = catalogue.procedures["1.004194"]
    answers = {"stay_from": stay_from, "stay_to": stay_to}
    complaints = [each for each in cross(procedure, answers, TODAY) if "stay_to" in each.about]
    assert bool(complaints) is told
    assert all(not each.warn and "hai năm" in each.say.vi for each in complaints)


def test_a_stay_may_begin_and_end_in_days_to_come(catalogue):
    for name in ("stay_from", "stay_to"):
        asked_for = question(catalogue.procedures["1.004194"], name)
        assert accept(asked_for, "2027-05-01", TODAY) == Accepted("2027-05-01")


def test_after_a_death_the_linked_way_is_offered_first(catalogue):
    procedure = catalogue.procedures["1.003197"]
    why = procedure.questions[0]
    died = next(choice for choice in why.choices if choice.id == "died")
    assert "Làm chung khai tử" in died.hint.vi
    assert "Làm chung" in procedure.hint.vi
    assert "làm chung với khai tử" in procedure.steps[0].say.vi
    assert catalogue.procedures["2.002913"].event == "death"
    assert "death_paper" in ids(papers(procedure, {"why": "died"}, {}))
    assert "death_paper" not in ids(papers(procedure, {"why": "moved"}, {}))


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("sao y bản chính", "2.000815"),
        ("bằng khoán", "1.012753"),
        ("sang tên", "1.012796"),
        ("hộ khẩu", "1.004222"),
        ("nhà trọ", "1.004194"),
        ("cắt hộ khẩu", "1.003197"),
        ("gia tài", "ward.inheritance"),
        ("cho đất", "ward.donation-contract"),
        ("cất nhà", "ward.construction-permit"),
        ("mở tiệm", "1.001612"),
        ("định danh điện tử", "ward.vneid-2"),
        ("lăn tay", "2.000884"),
        ("giấy ủy nhiệm", "ward.authorisation"),
    ],
)
def test_it_answers_to_the_words_of_the_street(catalogue, word, code):
    assert word in catalogue.procedures[code].words
