"""What every place for slow work promises."""

import threading

import pytest

from kiosk.engine.jobs import InlineJobs, ThreadJobs

PATIENCE = 10


@pytest.fixture(params=[ThreadJobs, InlineJobs])
def jobs(request):
    made = request.param()
    yield made
    made.close()


def test_a_job_is_run_once(jobs):
    ran = []
    done = threading.Event()
    jobs.submit(lambda: (ran.append(1), done.set()))
    assert done.wait(PATIENCE)
    jobs.close()
    assert ran == [1]


def test_a_job_that_submits_another_is_no_dead_end(jobs):
    done = threading.Event()
    jobs.submit(lambda: jobs.submit(done.set))
    assert done.wait(PATIENCE)


def test_closing_waits_for_what_runs():
    jobs = ThreadJobs(1)
    began, may_end, ended = threading.Event(), threading.Event(), []
    jobs.submit(lambda: (began.set(), may_end.wait(PATIENCE), ended.append(1)))
    assert began.wait(PATIENCE)
    may_end.set()
    jobs.close()
    assert ended == [1]


def test_no_slow_job_makes_the_others_wait():
    jobs = ThreadJobs(2)
    may_end, done = threading.Event(), threading.Event()
    jobs.submit(lambda: may_end.wait(PATIENCE))
    jobs.submit(done.set)
    assert done.wait(PATIENCE)
    may_end.set()
    jobs.close()
