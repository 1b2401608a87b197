"""Where everything at the desk is found."""

from __future__ import annotations

from django.urls import path, register_converter

from kiosk.desk import api, copy_pages, pages, people_pages, signin, statics
from kiosk.wire.drafts import PATHS
from kiosk.wire.heartbeat import HEARTBEAT_PATH
from kiosk.wire.messages import HELLO_PATH, INTAKE_PATH, STATUS_PATH


class DossierIdConverter:
    """A dossier's id in an address."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """Return the id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the id as it stands."""
        return value


register_converter(DossierIdConverter, "dossier_id")

urlpatterns = [
    path(INTAKE_PATH.lstrip("/"), api.intake),
    path(STATUS_PATH.lstrip("/"), api.status),
    path(HELLO_PATH.lstrip("/"), api.hello),
    path(HEARTBEAT_PATH.lstrip("/"), api.heartbeat),
    *(path(address.lstrip("/"), api.draft_door(kind)) for kind, address in PATHS.items()),
    path("static/<str:name>", statics.static_file, name="static"),
    path("dang-nhap/", signin.sign_in, name="sign-in"),
    path("dang-xuat/", signin.sign_out, name="sign-out"),
    path("", pages.dossier_list, name="list"),
    path("ho-so/<dossier_id:dossier_id>/", pages.dossier, name="dossier"),
    path("nguoi-truc/", people_pages.people, name="people"),
    path("ban-de-lai/", copy_pages.copy_list, name="copies"),
    path("ban-de-lai/<dossier_id:dossier_id>/", copy_pages.left_copy, name="copy"),
    path("ban-de-lai/<dossier_id:dossier_id>/xoa/", copy_pages.delete, name="delete-copy"),
    path("ho-so/<dossier_id:dossier_id>/luu/", pages.save, name="save"),
    path("ho-so/<dossier_id:dossier_id>/nhan-vao-danh-sach/", pages.accept, name="accept"),
    path("ho-so/<dossier_id:dossier_id>/dinh-kem/<int:place>/", pages.attachment, name="attachment"),
]
handler400 = "kiosk.desk.failures.bad_request"
handler403 = "kiosk.desk.failures.forbidden"
handler404 = "kiosk.desk.failures.not_found"
handler500 = "kiosk.desk.failures.broken"
