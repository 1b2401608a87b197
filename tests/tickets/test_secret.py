import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ids import SeededIds
from kiosk.tickets.secret import TicketSecret, derive, new_secret, parse

DRAWN = "1916358742195195762645319395141525"
SEEDS = st.integers(0, 2**64)
SEPARATORS = st.sampled_from(["", " ", "-", " - ", "\n", "–", "\u00a0", "\u200b"])
SCRIPTS = st.sampled_from(["0123456789", "០១២៣៤៥៦៧៨៩", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])


def secret_of(seed: int) -> TicketSecret:
    return new_secret(SeededIds(seed).random_bytes)


@given(SEEDS)
def test_a_secret_is_a_1_then_31_random_digits_then_the_check(seed):
    digits = secret_of(seed).digits
    assert len(digits) == 34
    assert digits[0] == "1"
    assert int(digits) % 97 == 1


@given(SEEDS, st.lists(SEPARATORS, min_size=34, max_size=34), SCRIPTS)
def test_it_is_read_however_it_is_spaced_and_whatever_the_input_method_made_of_it(seed, gaps, script):
    secret = secret_of(seed)
    typed = "".join(gap + script[int(digit)] for gap, digit in zip(gaps, secret.digits, strict=True))
    if len(typed) <= 256:
        assert parse(typed) == secret


def test_the_printed_groups_read_back():
    secret = TicketSecret(DRAWN)
    assert secret.groups() == ("1916 3587 4219", "5195 7626 4531", "9395 1415 25")
    assert parse("\n".join(secret.groups())) == secret


@given(SEEDS, st.integers(0, 33), st.integers(1, 9))
def test_a_mistyped_digit_is_no_ticket(seed, place, change):
    digits = secret_of(seed).digits
    wrong = str((int(digits[place]) + change) % 10)
    assert parse(digits[:place] + wrong + digits[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "1", DRAWN[:-1], DRAWN + "0", DRAWN + "x", "A027", "Nguyễn Văn Mẫu"])
def test_what_is_no_ticket_is_not_read(text):
    assert parse(text) is None


def test_a_badge_is_no_ticket():
    payload = "2" + DRAWN[1:32]
    badge = payload + f"{98 - int(payload) * 100 % 97:02d}"
    assert int(badge) % 97 == 1
    assert parse(badge) is None
    with pytest.raises(ValueError, match="not a ticket"):
        TicketSecret(badge)


@given(SEEDS)
def test_a_secret_and_its_keys_never_print(seed):
    secret = secret_of(seed)
    keys = derive(secret)
    shown = f"{secret} {secret!r} {[secret]} {keys} {keys!r}"
    assert secret.digits not in shown
    assert secret.digits[1:9] not in shown
    for private in (keys.key, keys.write):
        assert repr(private) not in shown
        assert private.hex() not in shown


@given(SEEDS)
def test_id_key_and_write_proof_come_from_the_secret_and_differ(seed):
    keys = derive(secret_of(seed))
    assert keys == derive(secret_of(seed))
    assert len({keys.id, keys.key[:16].hex(), keys.write[:16].hex()}) == 3
    assert (len(keys.id), len(keys.key), len(keys.write)) == (32, 32, 32)


def test_the_derivation_never_changes_since_tickets_are_on_paper():
    keys = derive(TicketSecret(DRAWN))
    assert keys.id == "afe702d6c999314f0a435679443e96cc"
    assert keys.key.hex() == "58b4f2bb2bcb9af1a933944d068ff7b72d069ec512ca589809a8d81a37f45f25"
    assert keys.write.hex() == "1cf2b9d6bbbe9962101cdbaf64cb113b93c58fe9c07e77f8e3e6bf0367dce866"


@given(SEEDS, SEEDS)
def test_two_secrets_have_nothing_in_common(one, other):
    if one != other:
        first, second = derive(secret_of(one)), derive(secret_of(other))
        assert not {first.id, first.key, first.write} & {second.id, second.key, second.write}
