"""A dump of a database, column by column: where in it stands what somebody has told?"""

import unicodedata


def needles(*words):
    """What to look for: each word in every form in which a program may write it."""
    forms = {form for word in words for form in (word, word.upper(), word.lower())}
    normal = {unicodedata.normalize(kind, form) for form in forms for kind in ("NFC", "NFD")}
    return {form.encode(encoding) for form in normal for encoding in ("utf-8", "utf-16-le")} | {
        form.encode("ascii", "backslashreplace") for form in normal
    }


def hits(tables, sought):
    """``tables``: (name, columns, rows). Return "table.column" wherever one of the needles stands."""
    return sorted(
        {
            f"{name}.{column}"
            for name, columns, rows in tables
            for row in rows
            for column, value in zip(columns, row, strict=True)
            if any(needle in as_bytes(value) for needle in sought)
        }
    )


def as_bytes(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode()


def dump_of_desk(connection):
    """Every table that the desk's database has, whichever database it is."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            yield name, [one[0] for one in cursor.description], cursor.fetchall()


def dump_of_kiosk(database):
    """Every table of a kiosk's database."""
    names = [name for (name,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in names:
        columns = [one[1] for one in database.rows(f'PRAGMA table_info("{name}")')]
        yield name, columns, database.rows(f'SELECT * FROM "{name}"')
