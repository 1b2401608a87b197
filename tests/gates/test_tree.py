"""The tree keeps the house rules."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gates.checks import CHECKS, forget

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def _syntax_trees():
    yield
    forget()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tree_keeps_the_rule(check: Callable[[Path], list[str]]):
    assert check(ROOT) == []
