"""Joining the parts: the example ward, the refusals, the last good content, the roster's floor."""

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from kiosk.clock import VIETNAM, ManualClock
from kiosk.devices.recogniser import DeafRecogniser
from kiosk.devices.speaker import SilentSpeaker
from kiosk.dossier import keys
from kiosk.engine.jobs import InlineJobs
from kiosk.ids import HelperId, SeededIds
from kiosk.procedures import load
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.working_days import _public
from kiosk.settings import Listening, Sound, read
from kiosk.store.connection import Database
from kiosk.store.sign_in import SqliteRosterFloor
from kiosk.takeover.pin import PinCost
from kiosk.takeover.roster import Roster, sign_roster
from kiosk.texts.territories import territories
from kiosk.tickets.ports import StoreBroken
from kiosk.ward.place import WardRefused
from kiosk.wiring import build, content, example_ward, fingerprint
from kiosk.wiring.roster_file import RosterFile
from kiosk.wiring.showing import gallery
from tests.caches import lend
from tests.visit.walking import ROOT

MORNING = datetime(2026, 11, 21, 9, 42, tzinfo=VIETNAM)
CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture(scope="module")
def cache(tmp_path_factory, caches):
    return lend(caches, tmp_path_factory.mktemp("wiring") / "cache")


@pytest.fixture
def settings(tmp_path, cache):
    found = read(ROOT / "config", ROOT, tmp_path, cache)
    example_ward.make(found, SeededIds(5), ManualClock(MORNING), CHEAP)
    return found


def changed(settings, **more):
    return replace(settings, kiosk=msgspec.structs.replace(settings.kiosk, **more))


def built(settings):
    swap = build.Swap(speaker=SilentSpeaker())
    return build.build(settings, ManualClock(MORNING), SeededIds(6), InlineJobs(), swap)


# --- the example ward ---------------------------------------------------------------------------------------


def tree(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_example_ward_is_the_owners_alone_and_made_once(settings):
    folder = example_ward.folder(settings)
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        allowed = 0o700 if path.is_dir() else 0o644 if "public" in path.name else 0o600
        assert mode == allowed, path
    before = tree(folder)
    example_ward.make(settings, SeededIds(99), ManualClock(MORNING), CHEAP)
    assert tree(folder) == before


def test_a_making_that_was_cut_off_is_made_whole(settings):
    folder = example_ward.folder(settings)
    (folder / "desk" / "kiosks.toml").unlink()
    (folder / "kiosk" / "roster.bin").unlink()
    example_ward.make(settings, SeededIds(99), ManualClock(MORNING), CHEAP)
    ring = build.key_ring(settings)
    assert ring.trial
    assert ring.roster() is not None
    assert len(example_ward.read_badges(settings)) == 2


def test_two_wards_share_no_key(settings, tmp_path_factory, cache):
    other = read(ROOT / "config", ROOT, tmp_path_factory.mktemp("other"), cache)
    example_ward.make(other, SeededIds(7), ManualClock(MORNING), CHEAP)
    mine = {content for path, content in tree(example_ward.folder(settings)).items() if path.suffix == ".key"}
    theirs = {content for path, content in tree(example_ward.folder(other)).items() if path.suffix == ".key"}
    assert mine.isdisjoint(theirs)


def test_a_badge_is_not_printed_by_accident(settings):
    helper = example_ward.read_badges(settings)[0]
    assert helper.badge not in repr(helper)
    assert helper.pin not in repr(helper)


# --- refusals ----------------------------------------------------------------------------------------------


def test_a_provisioned_kiosk_refuses_example_keys(settings):
    with pytest.raises(build.WiringError) as refused:
        built(changed(settings, provisioned=True))
    assert refused.value.code == "trial-refused"


def test_a_provisioned_kiosk_refuses_tickets_as_pictures(settings):
    (example_ward.folder(settings) / "kiosk" / example_ward.TRIAL).unlink()
    with pytest.raises(build.WiringError) as refused:
        built(changed(settings, provisioned=True))
    assert refused.value.code == "file-twin-refused"


def test_on_example_keys_no_desk_but_loopback(settings):
    desk = msgspec.structs.replace(settings.kiosk.desk, url="https://desk.vi-du.example")
    with pytest.raises(WardRefused) as refused:
        built(changed(settings, desk=desk))
    assert refused.value.code == "not-loopback"


def test_a_key_that_is_missing_is_told(settings):
    (example_ward.folder(settings) / "kiosk" / "ward_public.key").unlink()
    with pytest.raises(keys.KeyFileError) as missing:
        built(settings)
    assert missing.value.code == "missing"


def test_on_example_keys_the_kiosk_says_so(settings):
    core = built(settings)
    assert core._parts.content.trial
    core.stop()


# --- content -----------------------------------------------------------------------------------------------


@pytest.fixture
def procedures(tmp_path):
    folder = tmp_path / "procedures"
    shutil.copytree(ROOT / "assets" / "procedures", folder)
    return folder


def serve(settings, folder):
    return content.serve(settings, gallery(settings), folder)


def spoil(folder, name="birth.yaml"):
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace("kind: form", "kind: from", 1), encoding="utf-8")


def test_good_content_is_served_and_kept(settings, procedures):
    served = serve(settings, procedures)
    assert served.faults == ()
    assert not served.is_last_good
    assert (settings.state / content.COMPILED).exists()


def test_content_that_has_not_changed_is_not_read_again(settings, procedures, monkeypatch):
    good = serve(settings, procedures)
    with monkeypatch.context() as patched:
        patched.setattr(load, "read", None)
        again = serve(settings, procedures)
    assert again == good
    assert again.catalogue.search("khai sinh", 1) == ("1.001193",)


def touched(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(path.read_bytes() if path.exists() else b"")


@pytest.mark.parametrize("changed", ["birth.yaml", "new.yaml", "blocks/requester.yaml", "lists/units.csv"])
def test_whatever_changes_in_the_folder_is_read(settings, procedures, monkeypatch, changed):
    serve(settings, procedures)
    read, seen = load.read, []
    monkeypatch.setattr(load, "read", lambda *given, **more: seen.append(given) or read(*given, **more))
    touched(procedures / changed)
    serve(settings, procedures)
    assert len(seen) == 1


def test_a_changed_overlay_picture_or_program_makes_it_read_again(
    settings, procedures, tmp_path, monkeypatch
):
    config = tmp_path / "config"
    shutil.copytree(settings.config, config)
    settings = replace(settings, config=config)
    pictures = gallery(settings)
    before = content.fingerprint(procedures, config / "ward.yaml", pictures.names())
    assert content.fingerprint(procedures, config / "ward.yaml", pictures.names()) == before
    assert content.fingerprint(procedures, config / "ward.yaml", {"birth"}) != before
    touched(config / "ward.yaml")
    after = content.fingerprint(procedures, config / "ward.yaml", pictures.names())
    assert after != before
    monkeypatch.setattr(fingerprint.procedures, "__file__", str(tmp_path / "another" / "__init__.py"))
    assert content.fingerprint(procedures, config / "ward.yaml", pictures.names()) != after


def test_a_broken_compiled_catalogue_is_made_anew(settings, procedures):
    good = dict(serve(settings, procedures).catalogue.procedures)
    whole = (settings.state / content.COMPILED).read_bytes()
    for broken in (
        b"",
        b"no database",
        whole[: len(whole) // 2],
        whole.replace(b"found_under", b"found_below"),
    ):
        (settings.state / content.COMPILED).write_bytes(broken)
        assert dict(serve(settings, procedures).catalogue.procedures) == good
        assert len((settings.state / content.COMPILED).read_bytes()) == len(whole)


def test_what_an_earlier_version_kept_goes(settings, procedures):
    (settings.state / content.FORMER).write_text("{}", encoding="utf-8")
    serve(settings, procedures)
    assert not (settings.state / content.FORMER).exists()


def test_when_a_file_breaks_the_last_good_content_serves(settings, procedures):
    good = serve(settings, procedures).catalogue
    spoil(procedures)
    served = serve(settings, procedures)
    assert served.is_last_good
    assert served.catalogue == good
    fault = served.faults[0]
    assert (fault.file, fault.key) == ("birth.yaml", "kind")
    assert fault.line > 0


def test_when_a_guide_breaks_the_last_good_ones_stay_and_nothing_else_suffers(settings, procedures):
    frauds = procedures / "guides" / "frauds.yaml"
    text = frauds.read_text(encoding="utf-8")
    for last_good in (False, True):
        frauds.write_text(text.replace("place: 4", "place: four"), encoding="utf-8")
        served = serve(settings, procedures)
        assert (served.is_last_good, served.faults[0].file) == (last_good, "guides/frauds.yaml")
        assert ("frauds" in {guide.id for guide in served.catalogue.guides}) is last_good
        assert "1.001193" in served.catalogue.procedures
        frauds.write_text(text, encoding="utf-8")
        assert len(serve(settings, procedures).catalogue.guides) == 5


def test_good_content_is_served_where_it_cannot_be_kept(settings, procedures):
    """A full disk at the start keeps nobody from being served."""
    (settings.state / content.COMPILED).mkdir()
    served = serve(settings, procedures)
    assert served.faults == ()
    assert "1.001193" in served.catalogue.procedures
    assert list(settings.state.glob("*.part")) == []


def test_good_content_is_served_though_what_was_compiled_cannot_be_opened(settings, procedures, monkeypatch):
    """Another program may have put its own in that place at the same moment."""

    def refuse(_path):
        raise CatalogueError("index_broken")

    monkeypatch.setattr(content, "SqliteCatalogueIndex", refuse)
    assert "1.001193" in serve(settings, procedures).catalogue.procedures


def test_without_a_last_good_one_whatever_is_good_serves(settings, procedures):
    spoil(procedures)
    served = serve(settings, procedures)
    assert "1.001193" not in served.catalogue.procedures
    assert "1.004873" in served.catalogue.procedures
    assert not served.is_last_good
    assert not (settings.state / content.COMPILED).exists()


def test_a_last_good_one_that_cannot_be_read_hides_nothing_that_can(settings, procedures):
    serve(settings, procedures)
    (settings.state / content.COMPILED).write_bytes(b"SQLite format 3")
    spoil(procedures)
    assert "1.004873" in serve(settings, procedures).catalogue.procedures


def test_with_nothing_to_serve_the_refusal_has_a_code(settings, tmp_path):
    empty = tmp_path / "none"
    empty.mkdir()
    with pytest.raises(CatalogueError) as refused:
        serve(settings, empty)
    assert refused.value.code == "nothing_to_serve"
    assert refused.value.faults


def test_what_is_wrong_is_in_the_journal_without_the_text_itself(settings, procedures, tmp_path, capfd):
    root = tmp_path / "root"
    (root / "assets").mkdir(parents=True)
    for name in ("illustrations", "texts", "voices"):
        (root / "assets" / name).symlink_to(ROOT / "assets" / name)
    (root / "assets" / "procedures").symlink_to(procedures)
    spoil(procedures)
    built(replace(settings, root=root)).stop()
    notes = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    faulty = [note for note in notes if note["event"] == "content-faulty"]
    assert {(note["file"], note["key"]) for note in faulty} >= {("birth.yaml", "kind")}


def test_films_that_tell_nothing_are_left_out_where_the_settings_have_no_sound(settings, tmp_path):
    (tmp_path / "1.001193.mp4").write_bytes(b"-")
    swap = build.Swap(speaker=SilentSpeaker(), films=tmp_path)
    for sound, found in ((Sound(), True), (Sound(kind="none"), False)):
        made = build.parts(
            changed(settings, sound=sound), ManualClock(MORNING), SeededIds(6), InlineJobs(), swap
        )
        assert (made.content.films().of("1.001193", "vi") is not None) is found


# --- the voice ----------------------------------------------------------------------------------------------


def test_what_a_killed_kiosk_had_spoken_is_gone_at_the_next_start(settings, tmp_path):
    """Clips of a visit lie in memory; a kiosk that is killed cannot take them along."""
    killed = build.voice(settings)
    other = build.voice(replace(settings, state=tmp_path / "other"))
    for voice in (killed, other):
        (voice._places.passing / "clip.wav").write_bytes(b"RIFF")
    after = build.voice(settings)
    assert not killed._places.passing.exists()
    assert (other._places.passing / "clip.wav").exists()
    assert after._places.passing.is_dir()
    for voice in (other, after):
        shutil.rmtree(voice._places.passing)


ENDS = """
import sys
from pathlib import Path
from kiosk.settings import read
from kiosk.wiring import build
root, state = map(Path, sys.argv[1:])
voice = build.voice(read(root / "config", root, state))
print(voice._places.passing)
(voice._places.passing / "clip.wav").write_bytes(b"RIFF")
"""


def test_a_kiosk_that_ends_leaves_no_folder_in_memory(tmp_path):
    command = [sys.executable, "-c", ENDS, ROOT, tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).parent == build.MEMORY
    assert not Path(done.stdout.strip()).exists()


def hearing(settings):
    listening = Listening(engine="command", command={"vi": ("understands", "{wav}")})
    return replace(settings, kiosk=msgspec.structs.replace(settings.kiosk, listening=listening))


def test_what_somebody_said_to_a_killed_kiosk_is_gone_at_the_next_start(settings):
    killed = build.recogniser(hearing(settings))
    (killed._folder / "words.wav").write_bytes(b"RIFF")
    assert isinstance(build.recogniser(settings), DeafRecogniser), "even where it listens no more"
    assert not killed._folder.exists()


def test_without_a_folder_in_memory_nothing_of_a_visit_comes_to_the_disk(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(build, "MEMORY", tmp_path / "none")
    assert isinstance(build.recogniser(hearing(settings)), DeafRecogniser)
    voice = build.voice(settings)
    assert voice.clip("Nguyễn Văn Mẫu", "vi") is None
    voice.forget()
    assert not (tmp_path / "none").exists()


# --- the roster -------------------------------------------------------------------------------------------


@pytest.fixture
def roster_key(tmp_path):
    return keys.new_signing_key(SeededIds(8).random_bytes)


def roster(version):
    return Roster(
        ward="26791",
        version=version,
        issued_at="2026-11-01T08:00:00+07:00",
        expires_at="2027-11-01T08:00:00+07:00",
        helpers=(),
    )


def put(path, version, key):
    path.write_bytes(sign_roster(roster(version), key))
    os.utime(path, ns=(version, version))


def test_an_older_roster_is_refused_after_a_restart_too(tmp_path, roster_key):
    path = tmp_path / "roster.bin"
    put(path, 5, roster_key)
    file = RosterFile(path, roster_key.public_key())
    assert file().version == 5
    put(path, 4, roster_key)
    assert file().version == 5
    again = RosterFile(path, roster_key.public_key())
    assert again() is None
    put(path, 6, roster_key)
    assert again().version == 6


def test_a_roster_of_another_hand_changes_nothing(tmp_path, roster_key):
    path = tmp_path / "roster.bin"
    put(path, 5, roster_key)
    file = RosterFile(path, roster_key.public_key())
    file()
    put(path, 9, keys.new_signing_key(SeededIds(9).random_bytes))
    assert file().version == 5
    path.write_bytes(b"nonsense")
    assert file().version == 5
    path.unlink()
    assert file().version == 5


def test_a_roster_that_could_not_be_read_this_time_is_read_the_next(tmp_path, roster_key, monkeypatch):
    path = tmp_path / "roster.bin"
    put(path, 5, roster_key)
    file = RosterFile(path, roster_key.public_key())

    def fail(_path):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(type(path), "read_bytes", fail)
        assert file() is None
    assert file().version == 5


def test_a_floor_that_cannot_be_read_stops_nobody(tmp_path, roster_key):
    path = tmp_path / "roster.bin"
    put(path, 5, roster_key)
    path.with_suffix(".floor").write_bytes(b"\xff\xfe")
    assert RosterFile(path, roster_key.public_key())().version == 5


@pytest.fixture
def floor(tmp_path):
    database = Database(tmp_path / "kiosk.sqlite3")
    yield SqliteRosterFloor(database)
    database.close()


def on_roster(path, key, floor):
    file = RosterFile(path, key.public_key())
    file.keep_floor_in(floor)
    return file


@pytest.mark.parametrize("beside", ["deleted", "emptied", "garbled"])
def test_who_takes_the_floor_away_beside_the_roster_brings_no_older_one_back(
    tmp_path, roster_key, floor, beside
):
    path = tmp_path / "roster.bin"
    put(path, 5, roster_key)
    assert on_roster(path, roster_key, floor)().version == 5
    floor_file = path.with_suffix(".floor")
    if beside == "deleted":
        floor_file.unlink()
    else:
        floor_file.write_bytes(b"" if beside == "emptied" else b"five")
    put(path, 4, roster_key)
    assert on_roster(path, roster_key, floor)() is None
    put(path, 5, roster_key)
    again = on_roster(path, roster_key, floor)
    freed = []
    again.when_newer(freed.append)
    assert again().version == 5
    assert floor_file.read_text() == "5", "what was taken away stands again"
    assert not freed, "the same roster is no newer one: nobody's guesses are forgotten for it"


def test_who_brings_back_an_older_store_brings_no_older_roster_back(tmp_path, roster_key, floor):
    path = tmp_path / "roster.bin"
    put(path, 5, roster_key)
    on_roster(path, roster_key, floor)()
    empty = Database(tmp_path / "another.sqlite3")
    put(path, 4, roster_key)
    assert on_roster(path, roster_key, SqliteRosterFloor(empty))() is None
    empty.close()


def test_a_store_that_does_not_answer_leaves_the_roster_in_force(tmp_path, roster_key, floor):
    path = tmp_path / "roster.bin"
    put(path, 5, roster_key)
    file = on_roster(path, roster_key, floor)
    file()

    class Broken:
        def version(self):
            raise StoreBroken("store-broken")

    file.keep_floor_in(Broken())
    put(path, 6, roster_key)
    assert file().version == 5
    assert file.take(sign_roster(roster(7), roster_key)) == "not-written"
    file.keep_floor_in(floor)
    assert file().version == 6


def test_a_newer_roster_is_told_of_once_and_an_equal_one_after_a_restart_is_not(tmp_path, roster_key):
    path, told = tmp_path / "roster.bin", []
    put(path, 5, roster_key)
    file = RosterFile(path, roster_key.public_key())
    file.when_newer(lambda newer: told.append(newer.version))
    file()
    file()
    again = RosterFile(path, roster_key.public_key())
    again.when_newer(lambda newer: told.append(newer.version))
    again()
    put(path, 6, roster_key)
    again()
    assert told == [5, 6]


def test_a_newer_roster_frees_whoever_was_locked(settings):
    swap = build.Swap(speaker=SilentSpeaker())
    people = build.parts(settings, ManualClock(MORNING), SeededIds(6), InlineJobs(), swap).people
    tai = HelperId("tai")
    for _ in range(15):
        people.attempts.record_miss(tai, MORNING)
    people.roster()
    assert people.attempts.misses(tai).count == 0
    people.attempts.record_miss(tai, MORNING)
    people.roster()
    assert people.attempts.misses(tai).count == 1, "the same roster frees nobody again"


def test_what_is_slow_at_its_first_use_is_loaded_before_anybody_waits_for_it(settings):
    territories.cache_clear()
    _public.cache_clear()
    content.warm(settings, datetime(2026, 11, 22, 8, 0, tzinfo=VIETNAM))
    assert territories.cache_info().currsize == len(settings.kiosk.languages)
    assert _public.cache_info().currsize == 1
