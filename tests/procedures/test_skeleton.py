"""A new file needs nothing but its author's words."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.load import read, review
from kiosk.procedures.skeleton import skeleton

TODAY = date(2026, 11, 22)
FILL_IN = "this is still to be filled in"


@pytest.fixture
def made(tmp_path, shipped):
    """Write a skeleton into a folder of its own; return what is said of it as it is and filled in."""
    shutil.copy(shipped / "life-events.yaml", tmp_path)
    shutil.copytree(shipped / "blocks", tmp_path / "blocks")
    events = read(tmp_path)[0].events

    def make(kind, blocks, code="9.000123"):
        text = skeleton(code, kind, events, blocks, TODAY)
        filled = text.replace('km: "???"', 'km: "ខ្មែរ"').replace("???", "Xin chào")
        said = []
        for each in (text, filled):
            (tmp_path / "new.yaml").write_text(each, encoding="utf-8")
            catalogue, faults = review(tmp_path, TODAY)
            said.append([fault for fault in faults if fault.file == "new.yaml"])
        return (*said, catalogue)

    return make


@pytest.mark.parametrize("kind", ["form", "refer"])
@pytest.mark.parametrize("blocks", [{"requester"}, set()])
def test_only_its_words_are_missing(made, kind, blocks):
    bare, filled, catalogue = made(kind, blocks)
    assert {(fault.expected, fault.level) for fault in bare} == {(FILL_IN, "error")}
    assert [fault.sentence() for fault in filled] == []
    assert catalogue.procedures["9.000123"].kind == kind


def test_it_explains_each_line(made, shipped):
    events = read(shipped)[0].events
    text = skeleton("9.000123", "form", events, {"requester"}, TODAY)
    assert text.startswith("# 9.000123: what stands behind # is a remark.")
    assert "{" not in text.replace("{vi:", "").replace("{statute:", "").replace("{allowed:", "").replace(
        "{say:", ""
    ).replace("{question:", "")
    remarks = {
        line.index("  # ")
        for line in text.splitlines()
        if "  # " in line and not line.lstrip().startswith("#")
    }
    assert len(remarks) == 1


@pytest.mark.parametrize("code", ["", "../x", "a b", "9\n", "x" * 33, "{0}", ".9"])
def test_what_is_no_code_is_refused(shipped, code):
    with pytest.raises(CatalogueError) as caught:
        skeleton(code, "form", read(shipped)[0].events, set(), TODAY)
    assert caught.value.code == "bad_code"
