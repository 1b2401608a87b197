"""A kiosk's backup comes to the ward by the doors of the kiosk itself: once, whole, and only this ward's."""

import io

import msgspec
import pytest

from kiosk.desk import models
from kiosk.desk.restoring import ALL, NOT_ALL, NOTHING, restore
from kiosk.dossier.backup import BackupReader, BackupWriter, Made
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import SystemIds, WardCode
from kiosk.wire import drafts as drafts_wire
from kiosk.wire.backup import MAGIC, BackedDossier, BackedDraft, BackedReport


class Backups:
    """Writes backups as a kiosk does, and lets the desk take them in."""

    def __init__(self, ward, folder):
        self.ward, self.path, self.said = ward, folder / "kiosk-a.kiosk-backup", []

    def write(self, *items, signer=None, ward=None, key=None):
        file = io.BytesIO()
        made = Made(WardCode(ward or self.ward.site.ward), self.ward.clock.now())
        key = key or next(iter(self.ward.site.keys.ward.values())).public
        writer = BackupWriter(file, made, key, signer or self.ward.known, SystemIds().random_bytes)
        for item in items:
            writer.add(item)
        writer.finish()
        return file.getvalue()

    def restore(self, content, **how):
        self.path.write_bytes(content)
        self.said = []
        return restore(self.ward.site, self.path, self.said.append, **how)

    @property
    def told(self):
        return "".join(self.said)


@pytest.fixture
def backups(ward, tmp_path):
    return Backups(ward, tmp_path)


@pytest.fixture
def dossiers(ward):
    return [BackedDossier(dossier=ward.seal()) for _ in range(3)]


def stored():
    return set(models.Dossier.objects.values_list("dossier_id", flat=True))


def pieces(content):
    """The head and each item, lengths included."""
    found, rest = [], content[len(MAGIC) :]
    while rest:
        size = 4 + int.from_bytes(rest[:4], "big")
        found.append(rest[:size])
        rest = rest[size:]
    return found


def test_what_the_ward_does_not_have_is_taken_in_once(backups, dossiers):
    content = backups.write(*dossiers)
    assert backups.restore(content) == ALL
    assert "✓ 3 dossiers: taken in\n" in backups.told
    assert stored() == {one.dossier.dossier_id for one in dossiers}
    assert backups.restore(content) == ALL
    assert "✓ 3 dossiers: known already\n" in backups.told
    assert models.Dossier.objects.count() == 3


def test_an_old_backup_brings_nothing_back_that_the_ward_has_dealt_with(ward, backups, dossiers, clerk):
    content = backups.write(*dossiers)
    backups.restore(content)
    models.Dossier.objects.update(sealed=b"", status=9)
    ward.clock.advance(400 * 86400)
    assert backups.restore(content) == ALL
    assert "known already" in backups.told
    assert set(models.Dossier.objects.values_list("status", flat=True)) == {9}


def test_saved_visits_open_again_and_what_was_used_up_stays_so(ward, backups, saved, ask):
    (first, _), (second, right) = saved(), saved()
    ask(drafts_wire.KeepDraft, draft=second)
    ask(drafts_wire.ForgetDraft, ticket_id=second.id, proof=right.proof, expires=second.expires, heir="")
    assert backups.restore(backups.write(BackedDraft(draft=first), BackedDraft(draft=second))) == ALL
    assert "✓ 1 saved visits: taken in\n" in backups.told
    assert "✓ 1 saved visits: known already (it was used up, or deleted)" in backups.told
    fetched = msgspec.msgpack.decode(
        ask(drafts_wire.FetchDraft, ticket_id=first.id).content, type=drafts_wire.DraftReply
    )
    assert fetched.draft == first
    assert not bytes(models.Draft.objects.get(ticket_id=second.id).ciphertext)


def test_a_saved_visit_that_is_none_is_refused_and_said(backups, saved, dossiers):
    draft = msgspec.structs.replace(saved()[0], nonce=b"")
    assert backups.restore(backups.write(BackedDraft(draft=draft), dossiers[0])) == NOT_ALL
    assert "✗ 1 saved visits: NOT taken in (it is none)" in backups.told
    assert len(stored()) == 1


def test_reports_of_visits_at_home_come_along(backups, asked_home, give, helper, report):
    visit = asked_home()
    give(visit, to=helper())
    told = BackedReport(report=report(visit.visit_id))
    assert backups.restore(backups.write(told)) == ALL
    assert models.HomeReport.objects.count() == 1
    assert backups.restore(backups.write(told)) == ALL
    assert models.HomeReport.objects.count() == 1
    lost = msgspec.structs.replace(told.report, visit="0" * 32)
    assert backups.restore(backups.write(BackedReport(report=lost))) == NOT_ALL


def test_what_a_revoked_kiosk_had_is_put_apart(ward, backups):
    sealed = ward.seal(ward.fill(ward.revoked), signer=ward.revoked)
    assert backups.restore(backups.write(BackedDossier(dossier=sealed), signer=ward.revoked)) == ALL
    assert "put apart" in backups.told
    assert models.Dossier.objects.get().state == "quarantined"


def test_a_file_that_was_cut_off_anywhere_is_told_and_nothing_is_taken(backups, dossiers):
    content = backups.write(*dossiers)
    parts = pieces(content)
    whole = [len(MAGIC) + sum(map(len, parts[:count])) for count in range(1, len(parts))]
    for length in {0, 5, len(MAGIC), len(MAGIC) + 2, len(content) - 1, *whole, *(one + 7 for one in whole)}:
        assert backups.restore(content[:length]) == NOTHING, length
    assert "it was cut off" in backups.told
    assert stored() == set()


def test_of_a_torn_file_what_is_signed_by_itself_is_taken_where_that_is_asked_for(backups, dossiers, saved):
    content = backups.write(BackedDraft(draft=saved()[0]), *dossiers)
    torn = content[: len(content) - len(pieces(content)[-1]) - len(pieces(content)[-2]) + 9]
    assert backups.restore(torn, torn=True) == NOT_ALL
    assert stored() == {one.dossier.dossier_id for one in dossiers[:2]}
    assert "✗ 1 saved visits: NOT taken in (the file ends before its end" in backups.told
    assert models.Draft.objects.count() == 0


def test_a_single_bit_that_is_another_is_found(backups, dossiers):
    content = backups.write(*dossiers)
    parts = pieces(content)
    places = [
        len(MAGIC) + sum(map(len, parts[:at])) + each for at in range(len(parts)) for each in (3, 30, 60)
    ]
    for place in places:
        spoilt = bytearray(content)
        spoilt[place] ^= 1
        assert backups.restore(bytes(spoilt)) == NOTHING, place
    assert stored() == set()


@pytest.mark.parametrize("how", ["left out", "moved", "doubled", "of another file", "something behind"])
def test_items_cannot_be_left_out_moved_or_exchanged(ward, backups, dossiers, how):
    content = backups.write(*dossiers)
    head, *items, end = pieces(content)
    other = pieces(backups.write(*dossiers))
    mixed = {
        "left out": [head, *items[1:], end],
        "moved": [head, items[1], items[0], items[2], end],
        "doubled": [head, items[0], *items, end],
        "of another file": [head, items[0], other[2], items[2], end],
        "something behind": [head, *items, end, items[0]],
    }[how]
    assert backups.restore(MAGIC + b"".join(mixed)) == NOTHING
    assert "it was changed, or is damaged" in backups.told
    assert stored() == set()


def test_only_this_wards_kiosks_and_only_with_their_own_key(ward, backups, dossiers):
    strange = {
        "this desk knows no kiosk of that name": {"signer": ward.stranger},
        "that kiosk has not signed it": {"signer": KioskSigner(ward.known.kiosk_id, ward.stranger.key)},
        "it is another ward's": {"ward": "00001"},
        "this desk has no key that opens it": {"key": ward.other_ward_key},
    }
    for why, how in strange.items():
        assert backups.restore(backups.write(*dossiers, **how)) == NOTHING
        assert why in backups.told
        assert backups.restore(backups.write(*dossiers, **how), torn=True) == NOTHING
    assert backups.restore(b"a holiday film") == NOTHING
    assert "this is no backup of a kiosk" in backups.told
    assert stored() == set()


def test_a_dossier_inside_is_asked_the_same_as_any_other(ward, backups, dossiers):
    """The file's own signature vouches for none of them."""
    forged = msgspec.structs.replace(dossiers[0].dossier, signature=bytes(64))
    assert backups.restore(backups.write(BackedDossier(dossier=forged), dossiers[1])) == NOT_ALL
    assert "✗ 1 dossiers: NOT taken in (that kiosk has not signed it)" in backups.told
    assert stored() == {dossiers[1].dossier.dossier_id}


def test_a_piece_that_says_it_is_endless_is_not_read(ward, backups, dossiers):
    content = backups.write(*dossiers)
    head = pieces(content)[0]
    assert backups.restore(MAGIC + head + b"\xff\xff\xff\xff" + b"x" * 99) == NOTHING
    assert "it was changed, or is damaged" in backups.told


def test_an_end_that_counts_others_is_no_end(backups, dossiers, monkeypatch):
    finish = BackupWriter.finish

    def wrong(writer):
        writer._items.update(b"another item")
        return finish(writer)

    monkeypatch.setattr(BackupWriter, "finish", wrong)
    assert backups.restore(backups.write(*dossiers)) == NOTHING


def test_the_kiosk_says_how_much_it_has_written(ward, backups, dossiers, saved):
    file = io.BytesIO(backups.write(*dossiers, BackedDraft(draft=saved()[0])))
    reader = BackupReader(file, ward.site.keys.ward)
    assert [type(one).__name__ for one in reader.items()] == ["BackedDossier"] * 3 + ["BackedDraft"]
    assert (reader.end.dossiers, reader.end.drafts, reader.end.reports) == (3, 1, 0)
    assert reader.head.made_at == "2026-11-16T09:00:00+07:00"
