"""What lies at the desk is said from its tables, with the days that the ward has set."""

from django.db import connection

from kiosk.desk.privacy import TABLES, desk_report, found
from kiosk.texts.kept import lines
from tests.desk.conftest import SENTINEL
from tests.desk.test_retention import put


def test_every_table_of_the_desk_has_words_and_its_date_is_a_column_of_it(started):
    there = set(connection.introspection.table_names())
    assert there - set(TABLES) == set(), "tables that nobody has words for"
    assert set(TABLES) - there == set(), "words for tables that are not there"
    with connection.cursor() as cursor:
        for name, kept in TABLES.items():
            if kept.date:
                cursor.execute(f'SELECT "{kept.date}" FROM "{name}"')


def test_what_is_there_is_counted_with_its_days_and_without_a_name(ward):
    put(ward)
    told = found(ward.site.settings)
    (dossiers,) = [one for one in told if one.name == "desk_dossier"]
    assert (dossiers.count, dossiers.first[:10]) == (1, "2026-11-16")
    said = "\n".join(lines(told, "vi"))
    assert "Hồ sơ bà con đã nộp, niêm phong: 1" in said
    assert "xóa 365 ngày sau khi hồ sơ kết thúc" in said
    assert "từ 16/11/2026 đến 16/11/2026" in said
    assert SENTINEL not in said
    assert "{" not in said


def test_where_there_is_no_desk_there_is_nothing_to_say(tmp_path, example):
    assert desk_report(tmp_path / "desk.toml", tmp_path) == []
    assert desk_report(example, tmp_path) == []
