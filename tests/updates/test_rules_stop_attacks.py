"""Each rule is what stops its attacks: with the rule taken away they come to something else."""

import os

import pytest
from tuf.api import metadata
from tuf.api._payload import BaseFile, Signed, _DelegatorMixin

from kiosk.updates import archives, on_stick, repository, taking, verify
from kiosk.updates.over_http import HttpFetcher
from kiosk.updates.types import Refused, UpToDate
from tests.updates import network_attacks
from tests.updates.archive_attacks import ENTRIES, NAMES
from tests.updates.forging import ATTACKS, World
from tests.updates.repositories import Machine, version

LISTED = (network_attacks,)
BY_NAME = {attack.name: attack for attack in ATTACKS}


def yes(*_args, **_kwargs):
    return True


def nothing(*_args, **_kwargs):
    return None


def no_signatures(patch):
    patch.setattr(_DelegatorMixin, "verify_delegate", nothing)


def no_hashes(patch):
    patch.setattr(metadata.TargetFile, "verify_length_and_hashes", nothing)
    patch.setattr(metadata.MetaFile, "verify_length_and_hashes", nothing)
    patch.setattr(BaseFile, "_verify_hashes", nothing)


def no_ends(patch):
    patch.setattr(Signed, "is_expired", lambda *_args: False)
    patch.setattr(repository, "stale", nothing)


def no_floor_of_time(patch):
    patch.setattr(repository, "stale", nothing)


def no_memory(patch):
    """Let the kiosk forget what it has seen, at each look."""
    look = Machine.of
    patch.setattr(Machine, "of", lambda self, source: (self.wipe(), look(self, source))[1])


def no_choice(patch):
    """Take whatever is highest."""
    patch.setattr(
        taking,
        "choose",
        lambda offers, *_: max(
            (each for each in offers if not each.said.withdrawn), key=lambda each: each.version
        ),
    )


def no_limit(patch):
    fill = HttpFetcher._fill
    patch.setattr(
        HttpFetcher, "_fill", lambda self, file, url, most, **kw: fill(self, file, url, most + 10**6, **kw)
    )


def no_longest(patch):
    patch.setattr(taking, "LONGEST_RELEASE", 2**50)


def no_pace(patch):
    patch.setattr(HttpFetcher, "_judge", nothing)


def no_look_inside(patch):
    patch.setattr(archives, "look_through", nothing)
    patch.setattr(archives, "read_file", lambda *_: b"")
    patch.setattr(taking.msgspec.toml, "decode", nothing)
    patch.setattr(taking, "is_same", yes)


def no_comparison(patch):
    patch.setattr(taking, "is_same", yes)


def no_product(patch):
    patch.setattr(verify, "PRODUCT", "support-point-desk")
    patch.setattr(taking, "is_same", yes)


def no_names(patch):
    first = verify.offer

    def lenient(name, custom):
        found = first("app/2026.2.tar", {**custom, "version": "2026.2"})
        return verify.Offer(name, version("2026.9"), found.said)

    patch.setattr(taking, "offer", lenient)


def no_numbers(patch):
    patch.setattr(taking, "newer_pack", nothing)


def no_paths(patch):
    patch.setattr(metadata.DelegatedRole, "is_delegated_path", yes)


def follows(patch):
    patch.setattr(os, "O_NOFOLLOW", 0)


def any_kind(patch):
    patch.setattr(on_stick.stat, "S_ISREG", yes)


RULES = {
    no_signatures: (
        "a timestamp with other words under the same signature", "a release signed by nobody's key",
        "a release signed with stolen timestamp and snapshot keys", "the list of releases signed with a ward's key",
        "stolen online keys after they were changed", "a new root signed by one of three",
        "a root of three new people, signed by themselves",
    ),
    no_hashes: (
        "one bit of a release turned", "one bit of the list of releases turned",
        "a new timestamp over the snapshot of before", "a new snapshot over the list of before",
        "a stick filled half-way: the release is cut",
    ),
    no_ends: (
        "a repository that stands still for eight days", "a stick of 46 days ago",
        "a ward's list that has ended, under fresh ones",
    ),
    no_floor_of_time: (
        "a stick's timestamp brought by the network", "clock set back, and a repository that has ended since",
        "clock set back, cache wiped, and a repository from before the release was built",
    ),
    no_memory: (
        "yesterday's repository", "an older list of releases under a snapshot made with stolen keys",
    ),
    no_choice: (
        "cache wiped, and a repository from before the installed release", "a release that cannot read what is stored",
        "the installed release withdrawn, and only one below the floor left",
    ),
    no_limit: ("a release longer than was signed",),
    no_longest: ("a release of a terabyte, signed",),
    no_pace: ("a release byte by byte",),
    no_look_inside: (
        *(f"a release that holds {each}" for each in ENTRIES), "an archive packed small", "an archive of nothing",
        "an archive that says it holds more than it does",
    ),
    no_comparison: ("a release that says of itself another product", "an old release under a new number"),
    no_product: ("a release for another product, signed by ours",),
    no_names: tuple(f"a release listed as {each!r}" for each in NAMES),
    no_numbers: ("a ward's content of a lower number",),
    no_paths: ("content of another ward in a ward's list",),
    follows: (
        "a stick on which a list is a link into the machine", "a stick whose folder is a link into the machine",
    ),
    any_kind: ("a stick on which a release is a pipe that nobody fills",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "name"),
    [(rule, name) for rule, names in RULES.items() for name in names],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_without_the_rule_its_attack_comes_to_something_else(
    rule, name, office, server, machine, tmp_path, monkeypatch
):
    office.publish("2026.2")
    attack = BY_NAME[name]
    rule(monkeypatch)
    outcome = attack.run(World(office, server, machine, tmp_path))
    assert outcome != attack.outcome
    assert outcome != Refused("disk") or rule is no_longest
    assert not isinstance(outcome, UpToDate) or rule is no_memory
