"""A content folder of as many procedures as wanted: the shipped ones, and made-up ones like them.

The made-up ones take papers, questions and steps from a shipped one each and have names, codes and other words of
their own, put together from what procedures are about. The same number gives the same folder.
"""

import json
import random
import shutil
from itertools import product

import msgspec

from kiosk.procedures.load import load
from kiosk.procedures.types import Text
from tests.visit.walking import ROOT

SHIPPED = ROOT / "assets" / "procedures"
ACTS = (
    ("Đăng ký", "Register", "ចុះបញ្ជី"),
    ("Xin cấp", "Get", "សុំ"),
    ("Cấp lại", "Replace", "ចេញឡើងវិញ"),
    ("Đổi", "Change", "ប្ដូរ"),
    ("Gia hạn", "Renew", "បន្ត"),
    ("Xóa", "Cancel", "លុប"),
    ("Xác nhận", "Confirm", "បញ្ជាក់"),
    ("Điều chỉnh", "Correct", "កែ"),
    ("Khai báo", "Declare", "រាយការណ៍"),
    ("Chuyển nhượng", "Transfer", "ផ្ទេរ"),
)
THINGS = (
    ("giấy phép lái đò", "ferry licence", "អាជ្ញាប័ណ្ណ\u200bសាឡាង"),
    ("ghe tàu chở hàng", "cargo boat", "ទូក\u200bដឹក\u200bទំនិញ"),
    ("giếng khoan", "drilled well", "អណ្ដូង\u200bទឹក"),
    ("bến neo đậu", "mooring", "កំពង់ចត"),
    ("thẻ thư viện", "library card", "ប័ណ្ណ\u200bបណ្ណាល័យ"),
    ("sổ vườn cây ăn trái", "orchard book", "សៀវភៅ\u200bចម្ការ"),
    ("hợp đồng thuê ki-ốt chợ", "market stall lease", "កិច្ចសន្យា\u200bតូប"),
    ("học bổng khuyến học", "study grant", "អាហារូបករណ៍"),
    ("bảo hiểm mùa màng", "crop insurance", "ធានា\u200bដំណាំ"),
    ("tiền hỗ trợ lũ lụt", "flood relief", "ជំនួយ\u200bទឹកជំនន់"),
    ("giấy kiểm dịch heo gà", "livestock health paper", "លិខិត\u200bសត្វ"),
    ("điện sinh hoạt", "household power", "អគ្គិសនី"),
    ("nước sạch nông thôn", "rural water", "ទឹក\u200bស្អាត"),
    ("chứng chỉ nghề", "trade certificate", "វិញ្ញាបនបត្រ\u200bវិជ្ជាជីវៈ"),
    ("giấy giới thiệu việc làm", "job referral", "លិខិត\u200bការងារ"),
    ("biển số xe máy", "motorbike plate", "ស្លាក\u200bម៉ូតូ"),
    ("đò dọc khách", "passenger boat", "ទូក\u200bដឹក\u200bអ្នកដំណើរ"),
    ("quyết định giao rừng", "forest allotment", "ព្រៃឈើ"),
    ("chỗ bán hàng rong", "street vending spot", "កន្លែង\u200bលក់"),
    ("nhà tình thương", "charity house", "ផ្ទះ\u200bសប្បុរសធម៌"),
    ("bảng hiệu quảng cáo", "shop sign", "ផ្លាក\u200bហាង"),
    ("cầu ván qua kinh", "footbridge", "ស្ពាន"),
    ("lễ hội đua ghe", "boat race", "បុណ្យ\u200bអុំទូក"),
    ("khám bịnh miễn phí", "free clinic", "ពិនិត្យ\u200bជំងឺ"),
)
WHOSE = (
    ("cho hộ nghèo", "for poor households", "គ្រួសារ\u200bក្រីក្រ"),
    ("cho người già neo đơn", "for lonely elders", "មនុស្ស\u200bចាស់"),
    ("cho trẻ mồ côi", "for orphans", "កុមារ\u200bកំព្រា"),
    ("cho học sinh", "for pupils", "សិស្ស"),
    ("cho thợ hồ", "for builders", "ជាង\u200bសំណង់"),
    ("cho ngư dân", "for fishers", "អ្នក\u200bនេសាទ"),
    ("cho tiểu thương", "for traders", "អ្នក\u200bលក់"),
    ("cho người Khmer", "for Khmer people", "ជនជាតិ\u200bខ្មែរ"),
    ("cho người Chăm", "for Cham people", "ជនជាតិ\u200bចាម"),
    ("cho hợp tác xã", "for cooperatives", "សហករណ៍"),
    ("cho cựu thanh niên", "for former volunteers", "អតីត\u200bយុវជន"),
    ("cho người thuê trọ", "for tenants", "អ្នក\u200bជួល"),
    ("cho bà con Việt kiều", "for returning families", "អ្នក\u200bបរទេស"),
    ("cho chủ vườn", "for orchard owners", "ម្ចាស់\u200bចម្ការ"),
    ("cho người khuyết tật", "for disabled people", "ជនពិការ"),
    ("cho mẹ đơn thân", "for single mothers", "ម្ដាយ\u200bទោល"),
    ("cho người mới ra tù", "after prison", "អ្នក\u200bចេញ\u200bពី\u200bគុក"),
    ("cho quân nhân xuất ngũ", "after service", "ទាហាន"),
    ("cho thương binh", "for the war-wounded", "ទាហាន\u200bរបួស"),
    ("cho công nhân", "for workers", "កម្មករ"),
    ("cho nông dân", "for farmers", "កសិករ"),
)
STREET = (
    "giấy tay",
    "sổ xanh",
    "làm lụi",
    "cò mồi",
    "bà con nghèo",
    "tiền nhà nước",
    "thẻ cũ",
    "giấy xã",
    "dấu đỏ",
)
PAPER = (
    "mẫu cũ",
    "mẫu mới",
    "bản sao",
    "từ sổ gốc",
    "theo đợt",
    "khẩn cấp",
    "trực tuyến",
    "tại nhà",
    "lần đầu",
)


def made_up(count, shipped):
    """Yield so many procedures, each like one of the shipped."""
    dice = random.Random(46)
    subjects = list(product(ACTS, THINGS, WHOSE))
    dice.shuffle(subjects)
    for number in range(count):
        (act, act_en, act_km), (thing, thing_en, thing_km), (whom, whom_en, whom_km) = subjects[
            number % len(subjects)
        ]
        name = f"{act} {thing} {whom}"
        official = f"{name}, {dice.choice(PAPER)} {number}"
        yield msgspec.structs.replace(
            shipped[number % len(shipped)],
            code=f"8.{number:06d}",
            name=Text(
                vi=name,
                en=f"{act_en} a {thing_en} {whom_en}",
                km=f"{act_km}\u200b{thing_km}\u200b{whom_km}",
            ),
            short=Text(vi=" ".join(thing.split()[:3]), en=" ".join(thing_en.split()[:3]), km=thing_km),
            official=official,
            printed=official,
            words=tuple(dice.sample(STREET, 2)),
        )


def fill(folder, count):
    """Make a content folder with the shipped procedures and so many more; return how many there are."""
    shutil.copytree(SHIPPED, folder)
    shipped = tuple(load(SHIPPED).procedures.values())
    for procedure in made_up(count, shipped):
        text = json.dumps(msgspec.to_builtins(procedure), ensure_ascii=False, indent=1)
        (folder / f"made-up-{procedure.code}.yaml").write_text(text, encoding="utf-8")
    return len(shipped) + count
