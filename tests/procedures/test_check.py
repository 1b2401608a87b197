"""Well-formed files whose parts don't fit together."""

from __future__ import annotations

import pytest

from kiosk.procedures.load import read

Q = "questions"
HOME = "home: {begins: tile, name: reader_name, place: reader_home, when: reader_home}"
SEX = "home: {begins: tile, name: reader_name, place: reader_home, for_whom: reader_sex}"
MEANT = 'home: {begins: tile, name: reader_name, place: reader_home, bereaved: "1.000419"}'


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("event: lost_papers", "event: lost_paper", "event", "the id of a life event is expected: birth"),
        ("question: lost_which", "question: lost_what", "apart[1].question", 'no question "lost_what"'),
        ("among: [not_sure]", "among: [unsure]", "apart[1].among", "civil_status, health_card"),
        ("among: [not_sure]", "among: []", "apart[1].among", "are expected"),
        ("among: [other]", "among: [others]", f"{Q}[subject_other].when[1].among", "farming, health"),
        ("question: subject,", "question: books,", f"{Q}[subject_other].when[1].question", "comes before"),
        ("question: subject,", "question: nothing,", f"{Q}[subject_other].when[1].question", "no question"),
        (
            "question: subject,",
            "question: old_date,",
            f"{Q}[subject_other].when[1].among",
            "a choice or a yes_no",
        ),
        ("- id: books", "- id: subject", f"{Q}[subject].id", "twice"),
        ("{id: male,", "{id: female,", f"{Q}[reader_sex].choices[female].id", "twice"),
        ("{id: male,", "{id: man,", f"{Q}[reader_sex].card_fills", "male and female"),
        ("- id: reader_home", "- id: lost_which", f"{Q}[lost_which].id", "sibling question"),
        ("section: reading", "section: readings", f"{Q}[had_card].section", "reader, reading"),
        ("  name: reader_name", "  name: reader_home", "applicant.name", "type full_name"),
        ("  phone: reader_phone", "  phone: nobody", "applicant.phone", "type phone"),
        (
            "  - id: reader_name\n",
            "  - id: reader_name\n    optional: true\n",
            "applicant.name",
            "always asked",
        ),
        (
            "  - id: reader_home\n",
            "  - id: reader_home\n    takes: [reader_name]\n",
            f"{Q}[reader_home].takes[1]",
            "an earlier question of type address is expected: none",
        ),
        (
            "  - id: reader_home\n",
            '  - id: reader_home\n    like: [{question: reader_home, say: {vi: "Như vậy"}, picture: man}]\n',
            f"{Q}[reader_home].like[1].question",
            "an earlier question of type address",
        ),
        (
            "  - id: reader_name\n",
            '  - id: reader_name\n    like: [{question: books, say: {vi: "Như vậy"}, picture: man}]\n',
            f"{Q}[reader_name].like",
            "type address only",
        ),
        (
            "  - id: reading\n",
            "  - id: reading\n    same_as: {section: reading, when: [{question: subject, among: [farming]}]}\n",
            "sections[reading].same_as.section",
            "another section is expected: reader, reading",
        ),
        (
            "  - id: reading\n",
            "  - id: reading\n    same_as: {section: reader, when: [{question: books, among: [one]}]}\n",
            "sections[reading].same_as.when",
            "come before those of this section",
        ),
        (
            "  - id: reading\n",
            "  - id: reading\n    same_as: {section: reader, when: [{question: reader_sex, among: [boy]}]}\n",
            "sections[reading].same_as.when[1].among",
            "male, female",
        ),
        ("kind: form", "kind: form\nodd: 1", "odd", "not known"),
        ("then: first_read", "then: books", "orders[2].then", "date question"),
        ("then: first_read", "then: reader_birth", "orders[2].then", "two different"),
        ("card_fills: name", "card_fills: address", f"{Q}[reader_name].card_fills", "type address"),
        (
            "card_fills: name",
            "card_fills: name\n    card_owner: nobody",
            f"{Q}[reader_name].card_owner",
            "section",
        ),
        (
            "rule: length, most: 60",
            "rule: range, most: 60",
            f"{Q}[subject_other].rules[1].rule",
            "types count",
        ),
        ("rule: length, most: 60", "rule: length", f"{Q}[subject_other].rules[1]", "most of at least 1"),
        ("days: 3650, ", "", f"{Q}[old_date].rules[2]", "days of at least 1"),
        ("years: 6, ", "", f"{Q}[reader_birth].rules[2]", "years of at least 1"),
        ("type: text", "type: choice", f"{Q}[subject_other].choices", "2 to 8 choices are expected, found 0"),
        ("type: choice", "type: text", f"{Q}[reader_sex].choices", "type choice only"),
        ('checked_on: "2026-11-21"', 'checked_on: "2026-11-31"', "checked_on", "a day that exists"),
        ('code: "9.000001"', 'code: "../9"', "code", "letters a-z, digits"),
        ("event: lost_papers\n", "", "", "the id of a life event is expected"),
        ("applicant:\n", f"{HOME}\napplicant:\n", "home.when", "type choice"),
        ("applicant:\n", f"{HOME.replace('when', 'needs')}\napplicant:\n", "home.needs", "type choice"),
        ("applicant:\n", f"{SEX}\napplicant:\n", "home.for_whom", "self, relative, neighbour, bereaved"),
        ("applicant:\n", f"{MEANT}\napplicant:\n", "home.bereaved", "asks for whom"),
        ("applicant:\n  name: reader_name\n", "x:\n  name: reader_name\n", "x", "applicant"),
    ],
)
def test_what_does_not_fit_is_told_and_not_served(folder, spoiled, *, old, new, key, words):
    faults = spoiled(old, new)
    fault = next(fault for fault in faults if fault.key == key)
    assert words in fault.expected
    assert fault.level == "error"
    assert fault.line > 1
    assert "9.000001" not in read(folder)[0].procedures


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("Nhà ở đâu?", "Bà con đang ở nhà nào trong xã mình vậy ta?", f"{Q}[reader_home].ask.vi", "9 words"),
        ('label: {vi: "Nhà ở"', 'label: {vi: "Nhà đang ở bây giờ"', f"{Q}[reader_home].label.vi", "3 words"),
        (
            "Nhà ở đâu?",
            "Nghiêng nghiêng nghiêng nghiêng nghiêng nghiêng?",
            f"{Q}[reader_home].ask.vi",
            "42 letters",
        ),
        (
            'en: "For myself"',
            'en: "For me and nobody else"',
            f"{Q}[reader_relation].choices[self].label.en",
            "20",
        ),
        ('en: "Farming"', 'en: "Growing of rice"', f"{Q}[subject].choices[farming].label.en", "14 letters"),
        (', en: "Home"', "", f"{Q}[reader_home].label", "English is missing in 1 texts"),
        ("    private: true\n", "", f"{Q}[reader_number]", "private: true is expected"),
        ("picture: copies", "picture: copies-of-it", f"{Q}[books].picture", 'no picture "copies-of-it"'),
        ("among: [not_sure]", "among: [not_sure, health_card, civil_status]", "", ""),
    ],
)
def test_what_could_be_better_is_told_and_still_served(folder, spoiled, pictures, *, old, new, key, words):
    faults = [fault for fault in spoiled(old, new, pictures=pictures) if fault.level == "warning"]
    if key:
        (fault,) = faults
        assert fault.key == key
        assert words in fault.expected
    assert "9.000001" in read(folder, pictures)[0].procedures


def test_a_form_needs_an_applicant_and_questions(folder, spoiled):
    faults = spoiled("applicant:", "_applicant:")
    assert {fault.key for fault in faults} == {"_applicant"}
    text = (folder / "library-card.yaml").read_text(encoding="utf-8")
    start, end = text.index("_applicant:"), text.index("papers:")
    (folder / "library-card.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    (fault,) = (fault for fault in read(folder)[1] if fault.file == "library-card.yaml")
    assert 'the key "applicant" is missing' in fault.expected


def test_two_files_with_one_code_leave_the_first_serving(folder):
    text = (folder / "library-card.yaml").read_text(encoding="utf-8")
    (folder / "zz.yaml").write_text(text.replace("Get a library card", "Another"), encoding="utf-8")
    catalogue, faults = read(folder)
    assert catalogue.procedures["9.000001"].name.en == "Get a library card"
    assert [(fault.file, fault.key) for fault in faults if fault.level == "error"] == [("zz.yaml", "code")]


def test_siblings_that_no_answer_tells_apart_are_told(folder):
    text = (folder / "library-card.yaml").read_text(encoding="utf-8")
    (folder / "zz.yaml").write_text(text.replace("9.000001", "9.000009"), encoding="utf-8")
    catalogue, faults = read(folder)
    assert len(catalogue.procedures) == 2
    (fault,) = (fault for fault in faults if fault.file == "zz.yaml")
    assert (fault.level, fault.key) == ("warning", "apart")
    assert "library-card.yaml" in fault.expected


def test_tiles_and_answers_that_lead_nowhere_are_told(folder, shipped):
    (folder / "signature.yaml").write_bytes((shipped / "signature.yaml").read_bytes())
    said = [fault for fault in read(folder)[1] if fault.file == "life-events.yaml"]
    assert {fault.level for fault in said} == {"warning"}
    assert "no procedure stands under this tile" in {fault.expected for fault in said}
    assert any(fault.expected.endswith("paper_need = vneid") for fault in said)


@pytest.mark.parametrize(
    ("old", "new", "key", "level"),
    [
        ("- id: marriage\n", "- id: birth\n", "events[birth].id", "error"),
        ("- id: death_where", "- id: death_need", "events[death].apart[death_need].id", "error"),
        (
            "- id: three_at_once",
            "- id: not_sure",
            "events[birth].apart[birth_way].choices[not_sure].id",
            "error",
        ),
        ('en: "Moving"', 'en: "Moving to another house"', "events[moving].name.en", "warning"),
        (
            "Bà con cần giấy nào?",
            "a b c d e f g h i k?",
            "events[marriage].apart[marriage_need].ask.vi",
            "warning",
        ),
    ],
)
def test_the_tiles_are_checked_too(spoiled, old, new, key, level):
    faults = spoiled(old, new, file="life-events.yaml")
    assert (key, level) in {(fault.key, fault.level) for fault in faults}


def test_a_fault_is_one_sentence_with_its_place(spoiled):
    (fault,) = spoiled("kind: form", "kind: from")
    said = 'library-card.yaml:4: kind: one of these is expected: form, refer; found "from"'
    assert fault.sentence() == said
