"""The bench still measures what it names; what it finds is nobody's pass or fail."""

from kiosk.procedures.load import load
from kiosk.store.catalogue_index import SqliteCatalogueIndex, compile_catalogue
from tests.bench import finding, many, pieces


def test_every_piece_gives_a_figure(tmp_path):
    found = list(pieces.measure(tmp_path / "cache", tmp_path, 1))
    assert len({what for what, _, _ in found}) == len(found) == 10
    assert {unit for _, unit, _ in found} == {"ms", "bytes"}
    assert all(figure > 0 for _, _, figure in found)


def test_a_made_up_catalogue_is_found_and_opened_like_any_other(tmp_path):
    count = many.fill(tmp_path / "content", 3)
    catalogue = load(tmp_path / "content")
    assert len(catalogue.procedures) == count
    compile_catalogue(tmp_path / "compiled", catalogue, "")
    index = SqliteCatalogueIndex(tmp_path / "compiled")
    assert index.search("8.000002", 1) == ("8.000002",)
    figures = [*finding.searching(index), *finding.opening({count: tmp_path / "compiled"})]
    assert all(figure > 0 for _, _, figure in figures)
    index.close()
