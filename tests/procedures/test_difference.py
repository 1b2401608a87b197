"""A reviewer sees what a change of content changes, and nothing else."""

from __future__ import annotations

import shutil

import pytest

from kiosk.procedures.difference import Difference, differences

FILE, CODE = "library-card.yaml", "9.000001"


@pytest.fixture
def changed(folder, tmp_path_factory):
    """Change texts in a copy of the folder; return what differs as (kind, key, old, new)."""

    def change(*changes):
        copy = tmp_path_factory.mktemp("new") / "procedures"
        shutil.copytree(folder, copy)
        text = (copy / FILE).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (copy / FILE).write_text(text, encoding="utf-8")
        found, faults = differences(folder, copy)
        assert faults == ()
        assert {(each.file, each.procedure) for each in found} <= {(FILE, CODE)}
        return [(each.kind, each.key, each.old, each.new) for each in found]

    return change


def test_nothing_differs_where_only_remarks_and_the_order_of_keys_do(changed):
    assert changed() == []
    assert changed(("format: 1\nkind: form\n", "# a remark\nkind: form\nformat: 1\n")) == []


def test_a_text_is_told_with_old_and_new(changed):
    assert changed(("Nhà ở đâu?", "Nhà mình ở đâu?")) == [
        ("changed", "questions[reader_home].ask.vi", '"Nhà ở đâu?"', '"Nhà mình ở đâu?"')
    ]


def test_a_key_that_comes_or_goes_is_told(changed):
    assert changed(("    private: true\n", "")) == [
        ("removed", "questions[reader_number].private", "true", "")
    ]
    assert changed(("kind: form", "kind: form\nwords: [thư viện]")) == [
        ("added", "words", "", '["thư viện"]')
    ]


def test_an_item_is_known_again_by_its_id_wherever_it_stands(changed):
    paper = (
        '  - id: new_one\n    name: {vi: "Mới"}\n    official: "Mới"\n    picture: copies\n    form: copy\n'
    )
    ((kind, key, old, new),) = changed(("papers:\n", f"papers:\n{paper}"))
    assert (kind, key, old) == ("added", "papers[new_one]", "")
    assert new.startswith('{id: "new_one", name: {vi: "Mới"}')


def test_another_order_is_told_once(changed):
    ((kind, key, old, new),) = changed(
        ("- {id: male,", "- {id: other,"),
        ("- {id: female,", "- {id: male,"),
        ("- {id: other,", "- {id: female,"),
    )[-1:]
    assert (kind, key, old, new) == ("moved", "questions[reader_sex].choices", "male, female", "female, male")


def test_true_is_not_one_and_a_number_is_no_text(changed):
    assert changed(("statute: 5", 'statute: "5"')) == [("changed", "time.statute", "5", '"5"')]


def test_a_renamed_file_is_the_same_procedure(folder, tmp_path_factory):
    copy = tmp_path_factory.mktemp("new") / "procedures"
    shutil.copytree(folder, copy)
    (copy / FILE).rename(copy / "card.yaml")
    assert differences(folder, copy) == ((), ())


def test_files_that_come_and_go_are_told(folder, tmp_path_factory):
    copy = tmp_path_factory.mktemp("new") / "procedures"
    shutil.copytree(folder, copy)
    (copy / FILE).unlink()
    (copy / "blocks").mkdir()
    (copy / "blocks" / "mine.yaml").write_text("papers: []\n", encoding="utf-8")
    assert differences(folder, copy)[0] == (
        Difference("blocks/mine.yaml", "", "", "added"),
        Difference(FILE, CODE, "", "removed"),
    )


def test_two_files_are_compared_whatever_they_are_called(folder, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text((folder / FILE).read_text(encoding="utf-8").replace(CODE, "9.000002"), encoding="utf-8")
    ((found,), faults) = differences(folder / FILE, other)
    assert (found.key, found.old, found.new, faults) == ("code", f'"{CODE}"', '"9.000002"', ())


def test_what_cannot_be_read_is_told(folder, tmp_path):
    (tmp_path / "bad.yaml").write_text("[", encoding="utf-8")
    _found, (fault,) = differences(folder / FILE, tmp_path / "bad.yaml")
    assert fault.file == "bad.yaml"
