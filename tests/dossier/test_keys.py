import stat

import pytest

from kiosk.dossier import keys
from kiosk.dossier.errors import KeyFileError
from kiosk.ids import SeededIds


@pytest.fixture
def signing_key():
    return keys.new_signing_key(SeededIds(1).random_bytes)


@pytest.fixture
def ward_key():
    return keys.new_ward_key(SeededIds(2).random_bytes)


def code(call, *arguments):
    with pytest.raises(KeyFileError) as caught:
        call(*arguments)
    return caught.value.code


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_keys_come_back_as_they_were_stored(tmp_path, signing_key, ward_key):
    keys.store_signing_key(tmp_path / "a", signing_key)
    keys.store_signing_public(tmp_path / "b", signing_key.public_key())
    keys.store_ward_key(tmp_path / "c", ward_key)
    keys.store_ward_public(tmp_path / "d", ward_key.public)
    assert keys.load_signing_key(tmp_path / "a").private_bytes_raw() == signing_key.private_bytes_raw()
    assert keys.load_signing_public(tmp_path / "b") == signing_key.public_key()
    assert keys.load_ward_key(tmp_path / "c") == ward_key
    assert keys.load_ward_public(tmp_path / "d") == ward_key.public
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c", "d"]


def test_only_the_owner_may_read_a_private_key(tmp_path, signing_key, ward_key):
    keys.store_signing_key(tmp_path / "a", signing_key)
    keys.store_signing_public(tmp_path / "b", signing_key.public_key())
    keys.store_ward_key(tmp_path / "c", ward_key)
    assert [mode(tmp_path / name) for name in "abc"] == [0o600, 0o644, 0o600]


@pytest.mark.parametrize("loose", [0o640, 0o604, 0o644, 0o660, 0o601])
def test_a_private_key_that_others_could_read_is_refused(tmp_path, signing_key, loose):
    path = tmp_path / "a"
    keys.store_signing_key(path, signing_key)
    path.chmod(loose)
    assert code(keys.load_signing_key, path) == "loose-mode"
    assert code(keys.load_ward_key, path) == "loose-mode"


def test_a_key_is_never_overwritten(tmp_path, signing_key, ward_key):
    path = tmp_path / "a"
    keys.store_signing_key(path, signing_key)
    assert code(keys.store_ward_key, path, ward_key) == "exists"
    assert keys.load_signing_key(path).private_bytes_raw() == signing_key.private_bytes_raw()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a"]


def test_what_a_crash_left_half_written_does_not_stand_in_the_way(tmp_path, signing_key):
    (tmp_path / "a.part").write_bytes(b"12")
    keys.store_signing_key(tmp_path / "a", signing_key)
    assert keys.load_signing_key(tmp_path / "a").private_bytes_raw() == signing_key.private_bytes_raw()


def test_a_key_without_a_folder_cannot_be_written_or_read(tmp_path, signing_key):
    path = tmp_path / "none" / "a"
    assert code(keys.store_signing_key, path, signing_key) == "unwritable"
    assert code(keys.load_signing_key, path) == "missing"


@pytest.mark.parametrize("content", [b"", b"zz" * 32, b"ab" * 31, b"ab" * 33, b"ab" * 3000, bytes(64)])
def test_a_file_that_is_no_key_is_refused_without_telling_its_content(tmp_path, content):
    path = tmp_path / "a"
    path.write_bytes(content)
    path.chmod(0o600)
    assert code(keys.load_ward_key, path) == "not-a-key"
    with pytest.raises(KeyFileError) as caught:
        keys.load_signing_public(path)
    assert str(caught.value) == f"not-a-key: {path}"
