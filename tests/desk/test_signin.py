import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from kiosk.desk import models, words
from kiosk.desk.setup import EXAMPLE_OFFICER, add_officer
from kiosk.desk.signin import FREE_MISSES


@pytest.fixture(autouse=True)
def quick_hashing(ward, monkeypatch):
    """The passwords of these tests are checked many times: one round is enough here."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.contrib.auth.models import User

    user, secret = (
        User.objects.get(username=EXAMPLE_OFFICER),
        (ward.site.folder / "officer_password.txt").read_text().strip(),
    )
    stored = user.password
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1)
    user.set_password(secret)
    user.save()
    yield
    user.password = stored
    user.save()


def try_in(client, password, name=EXAMPLE_OFFICER, **more):
    return client.post("/dang-nhap/", {"name": name, "password": password} | more)


@pytest.mark.parametrize(
    "act",
    [
        "ho-so/{id}/luu/",
        "ho-so/{id}/nhan-vao-danh-sach/",
        "ban-de-lai/{id}/xoa/",
        "ban-de-lai/tim/",
        "nguoi-truc/the/",
        "nguoi-truc/nguoi/{id}/luu/",
        "nguoi-truc/ca/them/",
        "nguoi-truc/to/luu/",
    ],
)
def test_who_was_signed_out_before_an_act_comes_back_to_its_page(client, act):
    address = "/" + act.format(id="0" * 32)
    page = address.rsplit("/", 2)[0] + "/"
    assert client.post(address).headers["Location"] == f"/dang-nhap/?next={page}"


def test_the_example_officer_signs_in_with_the_password_of_the_private_file(ward, client, password):
    assert (ward.site.folder / "officer_password.txt").stat().st_mode & 0o077 == 0
    assert try_in(client, password).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_signing_out_ends_the_session(ward, officer):
    officer.post("/dang-xuat/")
    assert officer.get("/").status_code == 302


@pytest.mark.parametrize("name", [EXAMPLE_OFFICER, "nobody", ""])
def test_a_wrong_password_and_an_unknown_name_look_the_same(ward, client, name):
    response = try_in(client, "wrong", name)
    assert response.status_code == 403
    assert words.SIGN_IN_WRONG in response.content.decode()


def test_too_many_misses_make_even_the_right_password_wait(ward, client, password):
    for _ in range(FREE_MISSES):
        try_in(client, "wrong")
    response = try_in(client, password)
    assert response.status_code == 429
    assert "đợi" in response.content.decode()
    ward.clock.advance(16)
    assert try_in(client, password).status_code == 302


def test_the_wait_doubles(ward, client):
    for _ in range(FREE_MISSES):
        try_in(client, "wrong")
    ward.clock.advance(16)
    try_in(client, "wrong")
    ward.clock.advance(16)
    assert try_in(client, "wrong").status_code == 429
    ward.clock.advance(16)
    assert try_in(client, "wrong").status_code == 403


def test_a_miss_is_counted_before_the_password_is_looked_at(ward, client, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "kiosk.desk.signin.authenticate", lambda *_, **__: seen.append(models.SignInMiss.objects.count())
    )
    try_in(client, "wrong")
    assert seen == [2]


def test_a_success_forgets_the_misses(ward, client, password):
    for _ in range(FREE_MISSES - 1):
        try_in(client, "wrong")
    try_in(client, password)
    assert not models.SignInMiss.objects.exists()


def test_what_was_typed_as_a_name_is_not_kept(ward, client):
    try_in(client, "wrong", "hunter2-typed-here")
    assert not models.SignInMiss.objects.filter(who__contains="hunter2").exists()
    assert all(len(one.who) == 64 for one in models.SignInMiss.objects.all())


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(ward, client, password, wanted):
    assert try_in(client, password, next=wanted).headers["Location"] == "/"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(ward, client, password):
    cookie = try_in(client, password).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_a_foreign_host_name_is_refused(ward):
    assert Client(headers={"host": "elsewhere.example"}).get("/dang-nhap/").status_code == 400


@pytest.mark.parametrize(("role", "first_page"), [("officer", "/"), ("it", "/nguoi-truc/")])
def test_each_account_begins_on_the_pages_of_its_role(ward, client, role, first_page):
    secret = add_officer(ward.site, "moi", "Nguyễn Thị Mẫu", role)
    try:
        assert try_in(client, secret, "moi").headers["Location"] == first_page
    finally:
        models.Officer.objects.get(user__username="moi").delete()
        get_user_model().objects.get(username="moi").delete()


def test_who_was_led_to_the_sign_in_page_from_a_page_comes_back_to_it(client, password):
    assert try_in(client, password, next="/ban-de-lai/").headers["Location"] == "/ban-de-lai/"
