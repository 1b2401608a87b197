from hypothesis import given
from hypothesis import strategies as st

from kiosk.ids import HelperId, VisitId
from kiosk.takeover.lease import Lease, LeaseHeld, grant, holds, is_expired, renew

ANH, CHI = HelperId("h1"), HelperId("h2")
VISIT, NEXT_VISIT = VisitId("v1"), VisitId("v2")


def test_a_free_visit_is_given_for_90_seconds():
    lease = grant(None, ANH, VISIT, 100.0)
    assert lease == Lease(ANH, VISIT, 100.0, 190.0)
    assert not is_expired(lease, 189.9)
    assert is_expired(lease, 190.0)


def test_a_lease_is_exclusive_while_it_lives():
    lease = grant(None, ANH, VISIT, 100.0)
    assert grant(lease, CHI, VISIT, 189.9) == LeaseHeld(ANH)
    assert grant(lease, ANH, NEXT_VISIT, 189.9) == LeaseHeld(ANH)
    assert grant(lease, CHI, VISIT, 190.0) == Lease(CHI, VISIT, 190.0, 280.0)


def test_asking_again_renews_ones_own_lease():
    lease = grant(None, ANH, VISIT, 100.0)
    assert grant(lease, ANH, VISIT, 150.0) == Lease(ANH, VISIT, 100.0, 240.0)


def test_an_act_renews_but_never_revives():
    lease = grant(None, ANH, VISIT, 100.0, idle=10.0)
    assert renew(lease, 109.0, idle=10.0) == Lease(ANH, VISIT, 100.0, 119.0)
    assert renew(lease, 110.0, idle=10.0) is None


@given(st.lists(st.floats(0, 60), max_size=20), st.floats(0, 1000))
def test_a_busy_helper_keeps_the_lease_and_an_idle_one_loses_it(pauses, silence):
    now = 0.0
    lease = grant(None, ANH, VISIT, now)
    for pause in pauses:
        now += pause
        lease = renew(lease, now)
        assert holds(lease, ANH, VISIT, now)
    assert not holds(lease, ANH, VISIT, lease.expires + silence)


def test_only_the_holder_in_that_visit_holds_it():
    lease = grant(None, ANH, VISIT, 0.0)
    assert holds(lease, ANH, VISIT, 1.0)
    assert not holds(lease, CHI, VISIT, 1.0)
    assert not holds(lease, ANH, NEXT_VISIT, 1.0)
    assert not holds(None, ANH, VISIT, 1.0)
