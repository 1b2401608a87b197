"""A procedure as the tests of the shipped content read it: one question, ids, every text."""

from kiosk.procedures.types import Text


def question(procedure, name):
    (found,) = [each for each in procedure.questions if each.id == name]
    return found


def ids(parts):
    return {each.id for each in parts}


def texts(value):
    """Every text in languages below a part of a procedure."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
