"""What a helper has changed and written comes back with a saved visit, but for numbers of accounts."""

from kiosk.engine.helped import helped_of, kept_of
from kiosk.ids import ProcedureCode
from kiosk.tickets.draft import Draft
from kiosk.visit import reports as rp
from kiosk.visit.coming_back import brought_back
from kiosk.visit.states import CORE, Asked, State
from kiosk.visit.table import Context
from tests.visit.walking import NOW, catalogue, fresh

WAS = {"child_name": "Trần Văn Mẫu", "account": "0123456789012"}


def draft(extra):
    return Draft(
        language="vi",
        procedure=ProcedureCode("1.001193"),
        apart={},
        answers={},
        papers={},
        birth_year=1961,
        position="",
        made_at="2026-11-21T09:42:00+07:00",
        extra=extra,
    )


def test_what_a_helper_changed_and_wrote_is_kept_and_no_account():
    asked = Asked(changed=frozenset(WAS), was=WAS, changed_by="Anh Tài", note="Má đi khai")
    helped = helped_of(draft(kept_of(asked, frozenset({"account"}))))
    assert helped.was == {"child_name": "Trần Văn Mẫu"}
    assert (helped.by, helped.note) == ("Anh Tài", "Má đi khai")
    assert "Mẫu" not in repr(helped)
    assert kept_of(Asked(), frozenset()) == {}
    assert helped_of(draft({"helped": "no such thing"})).note == ""


def test_it_is_marked_again_when_the_visit_comes_back():
    asked = Asked(changed=frozenset(WAS), was=WAS, changed_by="Anh Tài", note="Má đi khai")
    helped = helped_of(draft(kept_of(asked, frozenset({"account"}))))
    told = {"child_name": ("Trần Văn Khác", "helper")}
    event = rp.DraftOpened("vi", "birth", "1.001193", {}, {}, told, "", 1961, helped=helped)
    visit = brought_back(Context(catalogue(), NOW, CORE), fresh(), event)
    assert visit is not None
    assert visit.state is not State.CONFIRM
    assert visit.changed == {"child_name"}
    assert visit.asked.was == {"child_name": "Trần Văn Mẫu"}
    assert visit.asked.note == "Má đi khai"
