"""Sample slips with fictional content."""

from pathlib import Path

from kiosk.tickets.secret import TicketSecret
from kiosk.tickets.slip import Promise, SlipText, Words
from kiosk.wire import checkdigits

FONTS = Path(__file__).parents[2] / "var" / "cache" / "fonts"
"""Those of this machine: to cut the Khmer ones takes seconds."""
PAYLOAD = "1" + "9163587421951957626453193951415"
SECRET = TicketSecret(PAYLOAD + checkdigits.check_digits(PAYLOAD))

SECOND = {
    "vi": {},
    "en": {
        "banner": "Application prepared",
        "saved": "Saved, to be continued",
        "birth": "Birth registration",
        "single": "Certificate of marital status",
        "expected": "Result expected by",
        "law": "By law: 25/11/2026",
        "counted": "From the officer's reception",
        "bring": "Bring this ticket and your citizen card to the ward",
        "ask": "To ask: let the machine read this ticket.",
        "kept": "Kept here, it will be sent when there is a network",
        "home": "An officer will come to your home",
        "keep": "Keep this ticket. Don't give it to strangers.",
    },
    "km": {
        "banner": "បាន\u200bរៀបចំ\u200bសំណុំ\u200bបែបបទ",
        "saved": "បាន\u200bរក្សាទុក \u200bធ្វើ\u200bបន្ត\u200bពេល\u200bក្រោយ",
        "birth": "ចុះ\u200bបញ្ជី\u200bកំណើត",
        "single": "បញ្ជាក់\u200bស្ថានភាព\u200bអាពាហ៍ពិពាហ៍",
        "expected": "ថ្ងៃ\u200bរំពឹង\u200bទទួល\u200bលទ្ធផល",
        "law": "តាម\u200bច្បាប់៖ 25/11/2026",
        "counted": "គិត\u200bពី\u200bថ្ងៃ\u200bមន្ត្រី\u200bទទួល",
        "bring": "សូម\u200bយក\u200bប័ណ្ណ\u200bនេះ\u200bនិង\u200bអត្តសញ្ញាណប័ណ្ណ\u200bទៅ\u200bសង្កាត់",
        "ask": "ចង់\u200bសួរ\u200b៖ ឲ្យ\u200bម៉ាស៊ីន\u200bអាន\u200bប័ណ្ណ\u200bនេះ\u200b។",
        "kept": "ទុក\u200bនៅ\u200bទីនេះ\u200b មាន\u200bអ៊ីនធឺណិត\u200bនឹង\u200bផ្ញើ",
        "home": "មន្ត្រី\u200bនឹង\u200bមក\u200bដល់\u200bផ្ទះ",
        "keep": "សូម\u200bរក្សា\u200bប័ណ្ណ\u200bនេះ\u200b កុំ\u200bឲ្យ\u200bអ្នក\u200bដទៃ\u200b។",
    },
}


def sample(kind: str, language: str = "vi", **changes) -> SlipText:
    second = SECOND[language]

    def words(vi: str, key: str) -> Words:
        return Words(vi, second.get(key, ""))

    head = {
        "point": "Khu phố 46",
        "ward": "phường Đông Hưng Thuận",
        "issued": ("Thứ Bảy 21/11/2026", "9 giờ 42"),
        "number": "A 027",
        "secret": SECRET,
        "picture": "birth",
        "title": words("Khai sinh", "birth"),
    }
    receipt = {
        "banner": words("Đã lập hồ sơ", "banner"),
        "banner_tick": True,
        "lines": ("Mã 1.001193", "Anh Tài giúp"),
        "pictures": ("ticket", "citizen-card", "help"),
        "instructions": (words("Đem phiếu và căn cước tới phường", "bring"),),
        "foot": (words("Hỏi thăm: đưa phiếu này cho máy đọc.", "ask"),),
    }
    match kind:
        case "receipt":
            promise = Promise(
                words("Dự kiến có kết quả", "expected"),
                ("Thứ Hai", "23 tháng 11"),
                picture="day/2026-11-23" if language == "vi" else f"day/2026-11-23/{language}",
                note=words("Tính từ lúc cán bộ nhận", "counted"),
                law=words("Theo luật: 25/11/2026", "law"),
            )
            parts = receipt | {"promise": promise}
        case "kept-here":
            kept = words("Cất ở đây, có mạng là gửi", "kept")
            parts = receipt | {"pictures": ("kept-here", "ticket"), "instructions": (kept,)}
        case "resume":
            parts = {
                "banner": words("Đã cất, làm tiếp sau", "saved"),
                "title": words("Xác nhận tình trạng hôn nhân", "single"),
                "picture": "single",
                "pictures": ("save-later", "scan-ticket"),
                "instructions": (words("Giữ phiếu để mở lại. Đừng đưa người lạ.", "keep"),),
            }
        case _:
            parts = {
                "pictures": ("home-visit",),
                "instructions": (words("Cán bộ sẽ tới nhà", "home"),),
                "foot": (words("Giữ phiếu để mở lại. Đừng đưa người lạ.", "keep"),),
            }
    return SlipText(**(head | parts | changes))
