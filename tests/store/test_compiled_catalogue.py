"""A compiled catalogue that turns out to be broken is told of and goes, so that the next start makes it anew."""

import sqlite3
from contextlib import closing

import pytest

from kiosk.procedures.catalogue import opened
from kiosk.procedures.faults import CatalogueError
from kiosk.store.catalogue_index import SqliteCatalogueIndex, compile_catalogue
from tests.visit.walking import catalogue

BIRTH = "1.001193"


@pytest.fixture
def path(tmp_path):
    compile_catalogue(tmp_path / "catalogue.sqlite3", catalogue(), "now")
    return tmp_path / "catalogue.sqlite3"


def changed(path, sql, *values):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(sql, values)


def refused(act):
    with pytest.raises(CatalogueError) as caught:
        act()
    return caught.value.code


def test_it_is_the_owners_alone_and_nothing_unfinished_stays_beside_it(path):
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_compiling_again_disturbs_nobody_who_reads(path):
    before = SqliteCatalogueIndex(path)
    compile_catalogue(path, catalogue(), "later")
    assert before.fingerprint == "now"
    assert before.search("khai sanh", 1) == (BIRTH,)
    assert SqliteCatalogueIndex(path).fingerprint == "later"


def test_what_can_be_learnt_comes_back_as_it_was(path):
    assert opened(SqliteCatalogueIndex(path)).guides == catalogue().guides
    assert catalogue().guides


def test_what_a_killed_compiler_left_goes_and_what_a_living_one_writes_stays(path):
    dead, living = path.with_name(f"{path.name}.99999999.part"), path.with_name(f"{path.name}.1.part")
    for left in (dead, living):
        left.touch()
    compile_catalogue(path, catalogue(), "now")
    assert not dead.exists()
    assert living.exists()


@pytest.mark.parametrize("name", ["heads", "events", "lists", "guides", "by_event", "fingerprint"])
def test_a_part_that_is_read_at_once_is_looked_at_when_it_is_opened(path, name):
    changed(path, "UPDATE about SET value = CAST(value || x'00' AS BLOB) WHERE name = ?", name)
    assert refused(lambda: SqliteCatalogueIndex(path)) == "index_broken"


@pytest.mark.parametrize("sql", ["PRAGMA user_version = 99", "DELETE FROM about", "DROP TABLE about"])
def test_a_foreign_file_is_refused(path, sql):
    changed(path, sql)
    assert refused(lambda: SqliteCatalogueIndex(path)) == "index_broken"


def test_a_body_that_is_broken_is_told_of_and_the_file_goes(path):
    changed(path, "UPDATE body SET packed = x'00' WHERE code = ?", BIRTH)
    index = SqliteCatalogueIndex(path)
    assert refused(lambda: index.body("9.9")) == "unknown_procedure"
    assert path.exists()
    assert refused(lambda: index.body(BIRTH)) == "index_broken"
    assert not path.exists()


def test_a_closed_one_is_a_broken_promise_but_its_file_stays(path):
    index = SqliteCatalogueIndex(path)
    index.close()
    assert refused(lambda: index.search("khai", 1)) == "index_broken"
    assert path.exists()
