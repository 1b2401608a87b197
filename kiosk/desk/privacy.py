"""What lies at the desk, said in plain words from the tables that are there. A test wants words for every one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from kiosk.clock import VIETNAM
from kiosk.desk.database import describe
from kiosk.desk.settings import DeskSettings, load
from kiosk.texts.kept import Found, Kept, Said

_SERVES: Final = Said("Chừng nào phường còn dùng máy chủ.", "As long as the ward uses the desk.")
_BY_LAW: Final = Said(
    "Không tự xóa: để chứng minh ai đã làm gì, theo luật về lưu trữ và dữ liệu cá nhân.",
    "Never deleted by itself: it proves who did what, as the laws on archives and personal data want.",
)
_COUNTS: Final = Said("{counts} ngày, rồi tự xóa.", "{counts} days, then it deletes itself.")
_NO_WORDS: Final = Said("Bảng của chính phần mềm", "Tables of the program itself")

TABLES: Final[dict[str, Kept]] = {
    "desk_dossier": Kept(
        Said("Hồ sơ bà con đã nộp, niêm phong", "Dossiers that residents filed, sealed"),
        Said(
            "Để cán bộ một cửa giải quyết. Mỗi lần mở xem đều ghi sổ.",
            "For the one-stop officers' work. Each opening is on record.",
        ),
        Said(
            "Nội dung xóa {dossiers} ngày sau khi hồ sơ kết thúc; dòng ghi đã có hồ sơ thì còn.",
            "What was told goes {dossiers} days after the dossier ended; that it was there stays.",
        ),
        "received_at",
    ),
    "desk_leftcopy": Kept(
        Said(
            "Bản bà con để lại, chưa nộp, niêm phong", "Copies that residents left, sealed; no applications"
        ),
        Said("Để cán bộ đọc giúp khi bà con mất phiếu.", "For an officer to read should the ticket be lost."),
        Said("30 ngày, hoặc khi bà con nộp hay xóa.", "30 days, or until they file or delete."),
        "expires_at",
    ),
    "desk_upload": Kept(
        Said(
            "Hồ sơ lớn gửi tới từng phần: đã tới đâu", "Large dossiers that come in pieces: how far they are"
        ),
        Said("Đường truyền đứt thì gửi tiếp từ chỗ đó.", "So that a line that broke goes on from there."),
        Said("7 ngày sau phần cuối.", "7 days after the last piece."),
        "touched_at",
        personal=False,
    ),
    "desk_uploadpart": Kept(
        Said("Các phần đã tới của hồ sơ lớn, niêm phong", "The pieces of large dossiers so far, sealed"),
        Said("Để ghép lại thành hồ sơ.", "To be put together."),
        Said(
            "Xóa ngay khi hồ sơ tới đủ; gửi dở thì 7 ngày sau phần cuối.",
            "They go as soon as the dossier is whole; half ones 7 days after the last piece.",
        ),
    ),
    "desk_draft": Kept(
        Said(
            "Hồ sơ làm dở, khóa bằng phiếu của bà con",
            "Unfinished visits, locked by the resident's own ticket",
        ),
        Said(
            "Để làm tiếp ở điểm nào cũng được. Máy chủ không đọc được.",
            "So that any point can go on with it. The desk cannot read it.",
        ),
        Said("Nhiều nhất 31 ngày.", "31 days at most."),
        "expires_at",
    ),
    "desk_homevisit": Kept(
        Said("Lượt đi nhà: tới ngày nào, ai đi", "Visits at home: on which day, by whom"),
        Said("Để xếp người tới nhà bà con. Không có tên, địa chỉ.", "To plan who goes. No name, no address."),
        Said("Cùng với dòng ghi đã có hồ sơ.", "As long as it is recorded that the dossier was there."),
        "updated_at",
    ),
    "desk_homereport": Kept(
        Said(
            "Việc đã làm ở nhà bà con, có chữ ký hai bên, niêm phong",
            "What was done at homes, signed by both sides, sealed",
        ),
        Said("Để biết giấy tờ ở trong tay ai.", "To know in whose hands papers are."),
        Said("Xóa cùng lúc với nội dung hồ sơ.", "Goes together with what the dossier told."),
        "received_at",
    ),
    "desk_homeact": Kept(
        Said("Sổ việc về lượt đi nhà", "The record of visits at home"),
        Said(
            "Để biết ai đã xếp, máy nào đã lấy danh sách.",
            "To show who planned, and which machine took a list.",
        ),
        _BY_LAW,
        "at",
    ),
    "desk_statuschange": Kept(
        Said("Sổ trạng thái hồ sơ: cán bộ nào, lúc nào", "The record of statuses: which officer, when"),
        Said("Để bà con và phường biết hồ sơ đã đi qua những đâu.", "To show where a dossier has been."),
        _BY_LAW,
        "at",
    ),
    "desk_accesslog": Kept(
        Said("Sổ ai đã xem hồ sơ", "The record of who opened dossiers"),
        Said("Để biết dữ liệu của bà con đã được ai xem.", "To show who has seen what residents told."),
        _BY_LAW,
        "at",
    ),
    "desk_auditentry": Kept(
        Said("Nhật ký việc của người trực ở các máy", "The record of what helpers did at the kiosks"),
        Said("Để không ai sửa được nhật ký ở máy.", "So that nobody can change the kiosks' own record."),
        _BY_LAW,
        "happened_at",
    ),
    "desk_auditalarm": Kept(
        Said("Báo động về nhật ký", "Alarms about the record"),
        Said("Để có người xem.", "So that somebody looks."),
        _BY_LAW,
    ),
    "desk_person": Kept(
        Said("Người trực: tên, tổ, điện thoại, mã PIN đã băm", "Helpers: name, team, telephone, hashed PIN"),
        Said("Để vào máy giúp bà con và được gọi khi cần.", "To sign in, and to be called for help."),
        Said(
            "Chừng nào còn trực; tên trong sổ thì còn.",
            "As long as they help; their name in the record stays.",
        ),
    ),
    "desk_shift": Kept(
        Said("Ca trực", "Shifts"), Said("Để biết ai trực ở đâu.", "To know who is where."), _SERVES
    ),
    "desk_team": Kept(
        Said("Tổ", "Teams"), Said("Để xếp người trực.", "To group helpers."), _SERVES, personal=False
    ),
    "desk_peopleact": Kept(
        Said("Sổ thay đổi về người trực", "The record of changes to helpers"),
        Said("Để biết ai đã cấp hay thu hồi thẻ.", "To show who gave or took badges."),
        _BY_LAW,
        "at",
    ),
    "desk_rosterissue": Kept(
        Said("Danh sách trực đã ký", "Signed rosters"),
        Said("Để phát cho các máy.", "For the kiosks."),
        _SERVES,
        "issued_at",
    ),
    "desk_officer": Kept(
        Said("Cán bộ có tài khoản", "Officers with accounts"),
        Said("Để vào trang này.", "To sign in here."),
        _SERVES,
    ),
    "auth_user": Kept(
        Said("Tài khoản và mật khẩu đã băm", "Accounts and hashed passwords"),
        Said("Để vào trang này.", "To sign in here."),
        _SERVES,
    ),
    "desk_signinmiss": Kept(
        Said("Số lần nhập sai mật khẩu, tên đã băm", "Missed passwords, by hashed name"),
        Said("Để chặn người dò mật khẩu.", "To stop guessing."),
        Said("Tới khi vào đúng.", "Until it is right."),
    ),
    "django_session": Kept(
        Said("Phiên làm việc của cán bộ", "Officers' sessions"),
        Said("Để khỏi nhập lại mật khẩu mỗi trang.", "So that not every page asks for the password."),
        Said("Hết phiên, rồi tự xóa.", "Until the session ends; then deleted."),
        "expire_date",
    ),
    "desk_helpcall": Kept(
        Said("Lượt gọi người giúp: điểm nào, lúc nào", "Calls for help: where and when"),
        Said("Để người trực tới giúp. Không ghi ai gọi.", "So that a helper comes. Not who called."),
        Said("1 ngày.", "1 day."),
        "opened_at",
    ),
    "desk_visitcount": Kept(
        Said("Số đếm lượt dùng máy", "Counts of visits"),
        Said("Để biết chỗ nào khó cho bà con. Không có tên.", "To know what is hard for people. No name."),
        _COUNTS,
        "day",
    ),
    "desk_opinioncount": Kept(
        Said("Số đếm khuôn mặt bà con chấm", "Counts of the faces that people touched"),
        Said(
            "Để biết bà con hài lòng không. Không có tên; ghép với việc ai có mặt giờ đó thì có thể ra.",
            "To know how people felt. No name; joined with who was there at that hour it may name somebody.",
        ),
        _COUNTS,
        "day",
    ),
    "desk_countbatch": Kept(
        Said("Mã các gói số đếm đã nhận", "Ids of batches of counts"),
        Said("Để không đếm hai lần.", "So that nothing is counted twice."),
        _COUNTS,
        "received_on",
        personal=False,
    ),
    "desk_enrolment": Kept(
        Said("Mã ghi danh máy: ai đã cấp cho máy nào", "Codes that enrol kiosks: who made which for what"),
        Said("Để biết máy nào vào phường bằng cách nào.", "To show how each machine came in."),
        Said(
            "Mã thì xóa khi hết giờ; dòng ghi đã cấp thì còn.",
            "The code goes when its time is over; that it was made stays.",
        ),
        "made_at",
    ),
    **dict.fromkeys(
        ("desk_kiosk", "desk_pulse", "desk_run"),
        Kept(
            Said("Các máy của phường và lần báo về cuối", "The ward's kiosks and when they were last heard"),
            Said("Để biết máy nào còn chạy.", "To know which are alive."),
            _SERVES,
            personal=False,
        ),
    ),
    "desk_condition": Kept(
        Said("Tình trạng các máy", "How the kiosks are"),
        Said("Để biết máy nào cần người tới. Không có tên.", "To know which needs somebody. No name."),
        _SERVES,
        "told_at",
        personal=False,
    ),
    "desk_sample": Kept(
        Said("Tình trạng các máy theo giờ", "How the kiosks were, by the hour"),
        Said("Để xem máy yếu đi từ lúc nào.", "To see since when a machine has grown weak."),
        Said("35 ngày, rồi tự xóa.", "35 days, then it deletes itself."),
        "hour",
        personal=False,
    ),
    **dict.fromkeys(
        (
            "auth_group",
            "auth_group_permissions",
            "auth_permission",
            "auth_user_groups",
            "auth_user_user_permissions",
            "django_content_type",
            "django_migrations",
        ),
        Kept(_NO_WORDS, Said("Để phần mềm chạy.", "For the program to run."), _SERVES, personal=False),
    ),
}
"""By the names of the tables. ``{dossiers}`` and ``{counts}``: the ward's own days."""


def desk_report(config: Path, state: Path) -> list[Found]:
    """Return what lies in the desk's database, of every table that is there; nothing where there is no desk here.

    Raises SettingsError where its settings, keys or database cannot be read.
    """
    if not config.exists():
        return []
    settings = load(config)
    place = describe(settings.database, state.resolve())
    if settings.database.startswith("sqlite:") and not Path(place["NAME"]).exists():
        return []
    from kiosk.desk.project import start
    from kiosk.desk.serve import site_of

    start(site_of(config, state))
    return found(settings)


def found(settings: DeskSettings) -> list[Found]:
    """Return what every table holds that the started desk has."""
    from django.db import connection

    days = {"dossiers": settings.retention.dossiers_days, "counts": settings.retention.counts_days}
    there = connection.introspection.table_names()
    order = {name: at for at, name in enumerate(TABLES)}
    told: dict[Kept | str, Found] = {}
    with connection.cursor() as cursor:
        for name in sorted(there, key=lambda name: order.get(name, -1)):
            kept = TABLES.get(name)
            one = _counted(cursor, name, kept)
            key = kept if kept is not None else name
            before = told.get(key)
            told[key] = one if before is None else Found(one.kept, one.name, one.count + before.count)
    return [Found(_with(one.kept, days), one.name, one.count, one.first, one.last) for one in told.values()]


def _counted(cursor: Any, name: str, kept: Kept | None) -> Found:
    date = kept.date if kept is not None else ""
    bounds = f', min("{date}"), max("{date}")' if date else ""
    cursor.execute(f'SELECT count(*){bounds} FROM "{name}"')  # noqa: S608 - names of tables that are there
    count, *dates = cursor.fetchone()
    if not count or not date:
        return Found(kept, name, int(count))
    first, last = (_day(one) for one in dates)
    return Found(kept, name, int(count), first, last)


def _day(value: Any) -> str:
    """Return a day as ISO, whichever way a database hands it out."""
    if hasattr(value, "tzinfo") and value.tzinfo is not None:
        value = value.astimezone(VIETNAM)
    return str(value)


def _with(kept: Kept | None, days: dict[str, int]) -> Kept | None:
    if kept is None:
        return None
    until = Said(kept.until.vi.format(**days), kept.until.en.format(**days))
    return Kept(kept.what, kept.why, until, kept.date, kept.personal)
