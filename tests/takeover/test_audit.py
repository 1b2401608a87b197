import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ids import HelperId, KioskId, VisitId
from kiosk.takeover.audit import GENESIS, Act, AuditError, Entry, Head, append, follows, head_of, verify


def act(name: str, **more: object) -> Act:
    return Act(
        at="2026-05-04T09:00:00+07:00",
        kiosk=KioskId("kiosk-a"),
        helper=HelperId("h1"),
        act=name,
        visit=VisitId("0" * 32),
        **more,
    )


def chain(length: int, start: Head = GENESIS) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(length):
        entries.append(append(head_of(entries, start), act("edit", detail=f"q{number}")))
    return entries


def test_entries_follow_each_other():
    entries = chain(5)
    assert verify(entries) is None
    assert [entry.number for entry in entries] == [0, 1, 2, 3, 4]
    assert head_of(entries) == Head(count=5, digest=entries[-1].digest)
    assert head_of([]) == GENESIS
    assert follows(entries[0], GENESIS)
    assert not follows(entries[1], GENESIS)


def test_a_chain_survives_the_disk():
    entries = chain(3)
    assert verify(msgspec.msgpack.decode(msgspec.msgpack.encode(entries), type=list[Entry])) is None


CHANGES = {
    "at": "2026-05-04T09:00:01+07:00",
    "kiosk": "kiosk-b",
    "helper": None,
    "act": "submit",
    "visit": None,
    "detail": "other",
}


@given(length=st.integers(1, 8), place=st.integers(0, 7), field=st.sampled_from(sorted(CHANGES)))
def test_a_changed_entry_is_found_where_it_is(length, place, field):
    entries = chain(length)
    place %= length
    changed = msgspec.structs.replace(entries[place].act, **{field: CHANGES[field]})
    entries[place] = msgspec.structs.replace(entries[place], act=changed)
    assert verify(entries) == place


@given(length=st.integers(2, 8), place=st.integers(0, 7))
def test_a_removed_or_swapped_entry_is_found(length, place):
    entries = chain(length)
    place %= length - 1
    assert verify(entries[:place] + entries[place + 1 :]) == place
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    assert verify(entries) == place


def test_a_cut_off_end_shows_against_the_head_at_the_desk():
    entries = chain(5)
    known = head_of(entries)
    assert verify(entries[:3]) is None
    assert verify(entries[:3], known=known) == 3
    assert verify([], known=known) == 0
    assert verify(entries, known=known) is None
    assert verify([*entries, append(known, act("end"))], known=known) is None


def test_a_chain_written_anew_shows_against_the_head_at_the_desk():
    entries = chain(5)
    anew = [append(GENESIS, act("other"))]
    anew += chain(5, head_of(anew))
    assert verify(anew) is None
    assert verify(anew, known=head_of(entries)) == 4


def test_an_entry_cannot_be_exchanged_and_linked_in_without_changing_the_head():
    entries = chain(3)
    known = head_of(entries)
    forged = append(entries[0].head(), act("submit"))
    patched = msgspec.structs.replace(entries[2], previous=forged.digest)
    assert verify([entries[0], forged, patched], known=known) == 2
    whole_again = append(forged.head(), entries[2].act)
    assert verify([entries[0], forged, whole_again]) is None
    assert verify([entries[0], forged, whole_again], known=known) == 2


def test_a_part_is_verified_from_the_head_before_it():
    entries = chain(5)
    assert verify(entries[2:], start=entries[1].head()) is None
    assert verify(entries[2:]) == 0
    assert verify(entries[2:], start=entries[1].head(), known=head_of(entries[:2])) is None


@pytest.mark.parametrize("said", ["Nguyễn Văn Mẫu", "two words", "a/b", "x" * 65, "dòng\n"])
def test_an_entry_takes_codes_only_so_that_no_name_can_slip_in(said):
    for made in (
        act(said),
        act("edit", detail=said),
        msgspec.structs.replace(act("edit"), helper=HelperId(said)),
        msgspec.structs.replace(act("edit"), visit=VisitId(said)),
        msgspec.structs.replace(act("edit"), kiosk=KioskId(said)),
    ):
        with pytest.raises(AuditError) as caught:
            append(GENESIS, made)
        assert caught.value.code == "not-a-code"
        assert said not in str(caught.value)


def test_an_act_without_helper_visit_and_detail_is_kept():
    bare = Act(at="2026-05-04T09:00:00+07:00", kiosk=KioskId("kiosk-a"), helper=None, act="refused")
    assert verify([append(GENESIS, bare)]) is None
    with pytest.raises(AuditError):
        append(GENESIS, msgspec.structs.replace(bare, act=""))
