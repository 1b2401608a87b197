"""The bench still measures what it names; what it finds is nobody's pass or fail."""

from tests.bench import pieces


def test_every_piece_gives_a_figure(tmp_path):
    found = list(pieces.measure(tmp_path / "cache", tmp_path, 1))
    assert len({what for what, _, _ in found}) == len(found) == 10
    assert {unit for _, unit, _ in found} == {"ms", "bytes"}
    assert all(figure > 0 for _, _, figure in found)
