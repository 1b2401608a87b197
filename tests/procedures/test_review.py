"""What an author hears of a file that is served and could be better, and what the new parts of the format demand."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from kiosk.procedures.load import Offered, read, review

Q = "questions"
TODAY = date(2026, 11, 22)
FILE = "library-card.yaml"


@pytest.fixture
def reviewed(folder, spoiled):
    """Replace texts that stand in the file, one after the other; return what the review says of it."""

    def spoil(*changes, today=TODAY, file=FILE, level="warning"):
        for old, new in changes:
            spoiled(old, new, file=file)
        return {
            fault.key: fault.expected
            for fault in review(folder, today)[1]
            if (fault.file, fault.level) == (file, level)
        }

    return spoil


def test_facts_that_nobody_looked_at_for_half_a_year_are_told(reviewed):
    assert "checked_on" not in reviewed(today=date(2027, 5, 20))
    assert "181 days ago" in reviewed(today=date(2027, 5, 21))["checked_on"]


def test_facts_of_the_future_are_told(reviewed):
    said = reviewed(today=date(2025, 12, 31))
    assert "not after today" in said["checked_on"]
    assert "from a later day on" in said["effective_from"]


@pytest.mark.parametrize("name", ["who", "receive", "proxy", "words", "steps"])
def test_a_key_that_an_author_may_have_forgotten_is_asked_for(folder, name):
    before = {fault.expected for fault in review(folder, TODAY)[1] if fault.file == FILE}
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    asked = any(f'the key "{name}" is missing' in words for words in before)
    assert asked == (f"\n{name}:" not in text)
    given = {"who": "null", "receive": "[]", "proxy": "{allowed: ask}", "words": "[]"}
    if name in given and asked:
        path.write_text(f"{text}\n{name}: {given[name]}\n", encoding="utf-8")
        after = {fault.expected for fault in review(folder, TODAY)[1] if fault.file == FILE}
        assert not any(f'the key "{name}" is missing' in words for words in after)


@pytest.mark.parametrize(
    ("fee", "missed"), [("", True), ('fee: {vi: "1.000 đồng một cuốn", en: "1,000 dong a book"}', False)]
)
def test_a_sum_to_be_counted_does_not_tell_beforehand_what_it_costs(folder, fee, missed):
    path = folder / FILE
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("fee:", "charge:"))
    ]
    path.write_text("\n".join([*lines, "charge: {copies: books, each: 1000}", fee, ""]), encoding="utf-8")
    said = {fault.key: fault.expected for fault in review(folder, TODAY)[1] if fault.file == FILE}
    assert ("write fee too" in said.get("charge", "")) == missed


def test_a_card_that_refers_is_not_asked_where_it_is_received(folder, shipped):
    shutil.copy(shipped / "land.yaml", folder)
    said = [fault.expected for fault in review(folder, TODAY)[1] if fault.file == "land.yaml"]
    assert not any("receive" in words for words in said)


def test_khmer_that_a_screen_needs_is_missed_once_a_file(reviewed):
    said = reviewed((', km: "ធ្វើប័ណ្ណបណ្ណាល័យ"}', "}"), (', km: "ប័ណ្ណបណ្ណាល័យ"}', "}"))
    (words,) = (words for words in said.values() if "Khmer is missing" in words)
    assert "that a screen needs" in words
    assert "name" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[b]Nhà[/b] ở đâu?", "[b] is shown just as it stands"),
        ("Nhà &bl; ở đâu?", "&bl; is shown just as it stands"),
        ("[ref=x]Nhà[/ref]", "[ref=x] is shown"),
        ("<i>Nhà</i> ở đâu?", "<i> is shown"),
        ("Nhà ở đâu/chỗ nào?", "can't say /"),
        ("Coi https: ở đâu?", "can't say https:"),
        ("???!", "that can be read aloud"),
        ("Nhà ផ្ទះ ở đâu?", "they belong under km"),
    ],
)
def test_what_a_voice_stumbles_over_or_a_screen_shows_as_it_stands_is_told(reviewed, text, words):
    assert words in reviewed(("Nhà ở đâu?", text))[f"{Q}[reader_home].ask.vi"]


def test_vietnamese_under_khmer_is_told_but_not_a_name(reviewed):
    said = reviewed(('km: "ធ្វើប័ណ្ណបណ្ណាល័យ"', 'km: "Library"'), ('km: "ប័ណ្ណបណ្ណាល័យ"', 'km: "Thẻ"'))
    assert "Khmer letters are expected" in said["name.km"]
    assert "short.km" not in said


# ------------------------------------------------------------------------------------------- reachable


def unreached(said):
    return {key for key, words in said.items() if "never reached" in words}


def test_nothing_of_the_fictional_card_is_out_of_reach(reviewed):
    assert unreached(reviewed()) == set()


def test_a_question_whose_conditions_contradict_each_other_is_told(reviewed):
    added = "{question: subject, among: [farming]}\n      - {question: subject, among: [other]}"
    said = reviewed(("{question: subject, among: [other]}", added))
    assert f"{Q}[subject_other].when" in unreached(said)


def test_a_question_behind_one_that_is_not_asked_then_is_told(folder, reviewed):
    question = """  - id: never
    section: reading
    type: yes_no
    ask: {vi: "Có không?", en: "Is it?", km: "មាន?"}
    label: {vi: "Có", en: "It", km: "មាន"}
    official: "Có"
    picture: copies
    when:
      - {question: subject_kind, among: ["yes"]}
      - {question: subject, among: [farming]}
"""
    between = question.replace("id: never", "id: subject_kind").replace(
        '      - {question: subject_kind, among: ["yes"]}\n      - {question: subject, among: [farming]}\n',
        "      - {question: subject, among: [other]}\n",
    )
    said = reviewed(("  - id: subject_other\n", between + question + "  - id: subject_other\n"))
    assert unreached(said) == {f"{Q}[never].when"}


def test_a_paper_and_a_rule_that_wait_for_another_tile_are_told(reviewed):
    never = "when: [{question: paper_need, among: [copy]}]"
    said = reviewed(
        ("form: original\n", f"form: original\n    {never}\n"),
        ("{rule: length, most: 60", f"{{rule: length, {never}, most: 60"),
    )
    assert {key.split("[")[0] for key in unreached(said)} == {"papers", Q}


def test_a_procedure_that_no_answer_leads_to_is_told(folder, reviewed):
    other = (folder / FILE).read_text(encoding="utf-8").replace("9.000001", "9.000009")
    (folder / "zz.yaml").write_text(other, encoding="utf-8")
    said = reviewed(
        ("among: [not_sure]", "among: [not_sure]}\n  - {question: lost_which, among: [health_card]")
    )
    assert said["apart"] == "no answers on any tile lead to this procedure"


# ----------------------------------------------------------------------------------------- the new keys


def errors(spoiled, old, new):
    return {fault.key: fault.expected for fault in spoiled(old, new) if fault.level == "error"}


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("kind: form", "kind: form\nalso: [{event: nowhere}]", "also[1].event", "the id of a life event"),
        (
            "kind: form",
            "kind: form\nalso: [{event: birth, apart: [{question: x, among: [a]}]}]",
            "also[1].apart[1].question",
            "no question",
        ),
        ("kind: form", "kind: form\ncharge: {copies: subject, each: 5}", "charge.copies", "a count question"),
        (
            "kind: form",
            "kind: form\ncharge: {copies: books, pages: books, each: 5}",
            "charge.pages",
            "another question",
        ),
        (
            "kind: form",
            "kind: form\ncharge: {copies: books, each: 5, first: 2}",
            "charge.pages",
            "which question asks",
        ),
        (
            "kind: form",
            "kind: form\ncharge: {copies: books, each: 5, most: 4}",
            "charge.most",
            "not below each",
        ),
        ("type: address", "type: address\n    paper: old_card", f"{Q}[reader_home].paper", "attachment only"),
        ("type: text", "type: text\n    until: commune", f"{Q}[subject_other].until", "address only"),
        (
            "type: text",
            "type: text\n    offer: [mother]",
            f"{Q}[subject_other].offer",
            "relationship, ethnicity",
        ),
        (
            "type: text",
            "type: attachment\n    paper: nothing",
            f"{Q}[subject_other].paper",
            "the id of a paper",
        ),
        (
            "type: text",
            "type: relationship\n    offer: [self, self]",
            f"{Q}[subject_other].offer",
            "once only",
        ),
        (
            "    then: first_read",
            "    then: first_read\n    least_years: 3\n    most_years: 2",
            "orders[2].least_years",
            "not above most_years",
        ),
        ("channels: [desk]", "channels: [desk]\n  host: https://a.vn", "filing.host", "without https://"),
        (
            "channels: [desk]",
            "channels: [desk]\n  host: a.vn\n  url: http://a.vn/x",
            "filing.url",
            "begins with https://",
        ),
        (
            "channels: [desk]",
            "channels: [desk]\n  host: a.vn\n  url: https://b.vn/x",
            "filing.url",
            "the name under host",
        ),
        (
            "channels: [desk]",
            "channels: [desk]\n  host: a.vn\n  url: 'https://x@a.vn/'",
            "filing.url",
            "the name under host",
        ),
        (
            "channels: [desk]",
            "channels: [desk]\n  host: a.vn\n  url: 'https://[/'",
            "filing.url",
            "the name under host",
        ),
        ("channels: [desk]", "channels: [desk]\n  url: 'https:///x'", "filing.url", "the name under host"),
        ('official: "Cấp thẻ thư viện"', 'official: "???"', "official", "still to be filled in"),
    ],
)
def test_new_keys_that_do_not_fit_are_told(spoiled, old, new, key, words):
    assert words in errors(spoiled, old, new)[key]


def test_an_address_of_its_own_host_may_stand(spoiled):
    added = "channels: [desk]\n  host: dichvucong.gov.vn\n  url: https://dichvucong.gov.vn/p/home?x=1"
    assert errors(spoiled, "channels: [desk]", added) == {}


def test_what_a_question_offers_must_be_in_the_list(folder, spoiled):
    offered = Offered(frozenset({"mother", "self"}), frozenset({"01"}), frozenset({"VN"}))
    spoiled("type: text", "type: relationship\n    offer: [mother, aunt]")
    said = {fault.key: fault.expected for fault in read(folder, offered=offered)[1] if fault.level == "error"}
    assert '"aunt" is not in the list; known are: mother, self' in said[f"{Q}[subject_other].offer[2]"]


def test_a_bank_account_is_private(spoiled):
    said = spoiled("    type: phone\n", "    type: bank_account\n")
    assert any("everyone in the room" in fault.expected for fault in said) or any(
        "phone" in f.key for f in said
    )


def test_what_is_wrong_in_a_block_is_told_once_at_its_own_line(folder, shipped):
    (folder / "blocks").mkdir()
    text = (shipped / "blocks" / "requester.yaml").read_text(encoding="utf-8")
    spoiled = text.replace("Bà con tên gì?", "Bà con ơi bà con tên đầy đủ là gì vậy ta?")
    (folder / "blocks" / "requester.yaml").write_text(spoiled, encoding="utf-8")
    for name in ("birth", "marital-status"):
        (folder / f"{name}.yaml").write_text(
            (folder / FILE)
            .read_text(encoding="utf-8")
            .replace("9.000001", f"9.{len(name):06}")
            .replace("sections:\n", "sections:\n  - block: requester\n")
            .replace("questions:\n", "questions:\n  - block: requester\n"),
            encoding="utf-8",
        )
    faults = [fault for fault in read(folder)[1] if "9 words" in fault.expected]
    line = spoiled[: spoiled.index("Bà con ơi")].count("\n") + 1
    assert [(fault.file, fault.line) for fault in faults] == [("blocks/requester.yaml", line)]
