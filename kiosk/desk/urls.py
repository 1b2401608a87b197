"""Where everything at the desk is found."""

from __future__ import annotations

from django.urls import path, register_converter

from kiosk.desk import (
    account_pages,
    api,
    audit_pages,
    badge_pages,
    copy_pages,
    duty,
    enrol_pages,
    figure_pages,
    fleet_pages,
    home_pages,
    metrics,
    pages,
    people_pages,
    shift_pages,
    signin,
    statics,
    ticket_pages,
)
from kiosk.wire.calls import PATHS as CALL_PATHS
from kiosk.wire.counts import COUNTS_PATH
from kiosk.wire.drafts import PATHS
from kiosk.wire.enrol import ENROL_PATH, RETIRE_PATH
from kiosk.wire.heartbeat import HEARTBEAT_PATH
from kiosk.wire.messages import HELLO_PATH, INTAKE_PATH, STATUS_PATH
from kiosk.wire.upload import UPLOAD_PATH
from kiosk.wire.visits import LISTS_PATH, REPORT_PATH


class DossierIdConverter:
    """A dossier's id in an address."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """Return the id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the id as it stands."""
        return value


class HelperIdConverter(DossierIdConverter):
    """A helper's id in an address."""

    regex = "[A-Za-z0-9._:-]{1,64}"


register_converter(DossierIdConverter, "dossier_id")
register_converter(HelperIdConverter, "helper")

urlpatterns = [
    path(INTAKE_PATH.lstrip("/"), api.intake),
    path(UPLOAD_PATH.lstrip("/"), api.upload),
    path(STATUS_PATH.lstrip("/"), api.status),
    path(HELLO_PATH.lstrip("/"), api.hello),
    path(HEARTBEAT_PATH.lstrip("/"), api.heartbeat),
    path(LISTS_PATH.lstrip("/"), api.day_lists),
    path(REPORT_PATH.lstrip("/"), api.home_report),
    path(ENROL_PATH.lstrip("/"), api.enrol),
    path(RETIRE_PATH.lstrip("/"), api.retire),
    path(COUNTS_PATH.lstrip("/"), api.counts),
    *(path(address.lstrip("/"), api.draft_door(kind)) for kind, address in PATHS.items()),
    *(path(address.lstrip("/"), api.call_door(kind)) for kind, address in CALL_PATHS.items()),
    path("truc/", duty.duty, name="duty"),
    path("truc/vao/", duty.sign_in, name="duty-sign-in"),
    path("truc/ra/", duty.sign_out, name="duty-sign-out"),
    path("truc/goi/", duty.stream, name="duty-stream"),
    path("truc/<dossier_id:call_id>/nhan/", duty.take, name="take-call"),
    path("truc/<dossier_id:call_id>/tra/", duty.give_back, name="give-call-back"),
    path("static/<str:name>", statics.static_file, name="static"),
    path("dang-nhap/", signin.sign_in, name="sign-in"),
    path("dang-xuat/", signin.sign_out, name="sign-out"),
    path("", pages.dossier_list, name="list"),
    path("ho-so/<dossier_id:dossier_id>/", pages.dossier, name="dossier"),
    path("quet-phieu/", ticket_pages.by_ticket, name="by-ticket"),
    path("nguoi-truc/", people_pages.people, name="people"),
    path("nguoi-truc/them/", people_pages.add, name="add-person"),
    path("nguoi-truc/so/", people_pages.record_book, name="people-record"),
    path("nguoi-truc/the/", badge_pages.badges, name="badges"),
    path("nguoi-truc/nguoi/<helper:helper>/", people_pages.person, name="person"),
    path("nguoi-truc/nguoi/<helper:helper>/luu/", people_pages.save, name="save-person"),
    path("nguoi-truc/nguoi/<helper:helper>/thu-hoi/", people_pages.take_off, name="take-off"),
    path("nguoi-truc/nguoi/<helper:helper>/truc-lai/", people_pages.bring_back, name="bring-back"),
    path("nguoi-truc/nguoi/<helper:helper>/ma-pin/", badge_pages.pin, name="pin"),
    path("nguoi-truc/to/", people_pages.teams, name="teams"),
    path("nguoi-truc/to/luu/", people_pages.save_team, name="save-team"),
    path("nguoi-truc/to/xoa/", people_pages.delete_team, name="delete-team"),
    path("nguoi-truc/ca/", shift_pages.week, name="shifts"),
    path("nguoi-truc/ca/them/", shift_pages.add, name="add-shift"),
    path("nguoi-truc/ca/bo/", shift_pages.drop, name="drop-shift"),
    path("nguoi-truc/tai-khoan/", account_pages.accounts, name="accounts"),
    path("nguoi-truc/tai-khoan/dong/", account_pages.close, name="close-account"),
    path("nguoi-truc/tai-khoan/mo/", account_pages.reopen, name="reopen-account"),
    path("nguoi-truc/danh-sach.bin", people_pages.roster_file, name="roster-file"),
    path("nguoi-truc/mo-khoa/", people_pages.free_locked, name="free-locked"),
    path("ghi-danh/", enrol_pages.enrolment, name="enrolment"),
    path("ghi-danh/ma/", enrol_pages.codes, name="enrol-codes"),
    path("ghi-danh/don/", enrol_pages.by_stick, name="enrol-by-stick"),
    path("ghi-danh/thu-hoi/", enrol_pages.revoke, name="revoke-kiosk"),
    path("nhat-ky/", audit_pages.audit, name="audit"),
    path("nhat-ky/<int:alarm_id>/ghi-lai/", audit_pages.close_alarm, name="close-alarm"),
    path("metrics", metrics.metrics, name="metrics"),
    path("may/", fleet_pages.machines, name="machines"),
    path("may/<helper:kiosk_id>/", fleet_pages.machine, name="machine"),
    path("so-lieu/", figure_pages.figures, name="figures"),
    path("so-lieu/<slug:by>.csv", figure_pages.table, name="figure-table"),
    path("tan-nha/", home_pages.homes, name="homes"),
    path("ho-so/<dossier_id:dossier_id>/dem-toi-nha/", home_pages.bring_home, name="bring-home"),
    path("tan-nha/xep/", home_pages.plan_homes, name="plan-homes"),
    path("tan-nha/phieu/", home_pages.day_sheet, name="home-sheet"),
    path("tan-nha/<dossier_id:visit_id>/", home_pages.home, name="home"),
    path("tan-nha/<dossier_id:visit_id>/ghi/", home_pages.mark_home, name="mark-home"),
    path("tan-nha/<dossier_id:visit_id>/da-trao/", home_pages.confirm_returned, name="home-returned"),
    path(
        "tan-nha/<dossier_id:visit_id>/ky/<dossier_id:report_id>/<str:whose>/",
        home_pages.signature,
        name="home-signature",
    ),
    path("ban-de-lai/", copy_pages.copy_list, name="copies"),
    path("ban-de-lai/tim/", copy_pages.find, name="find-copies"),
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
