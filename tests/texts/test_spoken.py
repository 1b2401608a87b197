"""How a written text is said: as somebody from the south would read it to a neighbour."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.texts import Texts, read
from kiosk.texts.spoken import Aloud
from kiosk.wiring.voices.said import texts_in
from tests.visit.walking import ROOT, catalogue

TEXTS = read(ROOT / "assets" / "texts")
ALOUD = Aloud(TEXTS)
LANGUAGES = ("vi", "km", "en")
DIGITS = "0123456789"


def vi(text):
    return ALOUD.spoken(text, "vi")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        # dates and months
        ("Sanh ngày 15/8/1945", "Sanh ngày mười lăm tháng tám năm một ngàn chín trăm bốn mươi lăm"),
        ("05/04/2026", "ngày năm tháng tư năm hai ngàn không trăm hai mươi sáu"),
        ("ngày 1 tháng 4 năm 2005", "ngày một tháng tư năm hai ngàn không trăm lẻ năm"),
        ("08/1945", "tháng tám năm một ngàn chín trăm bốn mươi lăm"),
        ("thứ Năm 26/11", "thứ Năm ngày hai mươi sáu tháng mười một"),
        ("Thứ Ba 1 tháng 12", "Thứ Ba, ngày một tháng mười hai"),
        ("1 tháng 2, 2027", "một tháng hai năm hai ngàn không trăm hai mươi bảy"),
        # times
        ("07:30 - 11:30", "bảy giờ ba mươi phút tới mười một giờ ba mươi phút"),
        ("từ 7h tới 17g30", "từ bảy giờ tới mười bảy giờ ba mươi phút"),
        ("9 giờ 05", "chín giờ năm"),
        # money and amounts
        ("Tiền khoảng 50.000 đồng, trả ở quầy.", "Tiền khoảng năm mươi ngàn đồng, trả ở quầy."),
        ("1.500.000đ", "một triệu năm trăm ngàn đồng"),
        ("Từ 500 ngàn", "Từ năm trăm ngàn"),
        ("500 nghìn", "năm trăm ngàn"),
        ("2,5 triệu", "hai phẩy năm triệu"),
        ("80 m2", "tám mươi mét vuông"),
        ("50%", "năm mươi phần trăm"),
        ("3-5 ngày", "ba tới năm ngày"),
        ("01 bản chính", "một bản chính"),
        ("Chưa lần nào thì bấm 0", "Chưa lần nào thì bấm không"),
        # what is read digit by digit
        ("0903 123 456", "không chín không ba, một hai ba, bốn năm sáu"),
        ("092161004328", "không chín hai một, sáu một không không, bốn ba hai tám"),
        ("0123 4567 8901 2", "không một hai ba, bốn năm sáu bảy, tám chín không một, hai"),
        ("(0290) 3 812 345", "không hai chín không, ba, tám một hai, ba bốn năm"),
        ("+84 903 123 456", "tám bốn, chín không ba, một hai ba, bốn năm sáu"),
        ("Gọi số 113", "Gọi số một một ba"),
        ("Mời số A 012.", "Mời số a, không, mười hai."),
        ("Mời số LC 012.", "Mời số e-lờ xê, không, mười hai."),
        ("Mời số CD 012.", "Mời số xê dê không một hai."),
        ("Mời số B 105 tới bàn 2.", "Mời số bê, một trăm lẻ năm tới bàn hai."),
        ("Số của bà con là A 001.", "Số của bà con là a, không không, một."),
        # papers and codes
        ("CT01", "xê tê không một"),
        ("12/2019/QĐST", "mười hai xuyệt hai ngàn không trăm mười chín xuyệt quyết định sơ thẩm"),
        ("số 12/2019", "số mười hai xuyệt hai ngàn không trăm mười chín"),
        ("nhà số 4/12", "nhà số bốn xuyệt mười hai"),
        ("1.001193", "một chấm không không một một chín ba"),
        ("UBND phường", "Ủy ban nhân dân phường"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("TP. Cần Thơ", "thành phố Cần Thơ"),
        ("VNeID mức 2", "vi en i ai đi mức hai"),
        ("thẻ BHYT, CCCD", "thẻ bảo hiểm y tế, căn cước công dân"),
        # southern words
        ("“Đăng ký khai sinh”", "Đăng ký khai sanh"),
        ("ngày sinh, nơi sinh, sinh con", "ngày sanh, nơi sanh, sanh con"),
        ("học sinh, năm sinh viên, sinh sống", "học sinh, năm sinh viên, sinh sống"),
        ("một trăm linh năm", "một trăm lẻ năm"),
        # signs
        ("vợ/chồng", "vợ hoặc chồng"),
        ("Giấy tờ (bản chính)", "Giấy tờ, bản chính"),
        ("Trang 1/3", "Trang một trên ba"),
        ("NGUYỄN VĂN MẪU", "NGUYỄN VĂN MẪU"),
        ("", ""),
    ],
)
def test_vietnamese_is_said_as_in_the_south(written, said):
    assert vi(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Born: 28/11/1945", "Born: November twenty eight, nineteen forty five"),
        ("Thursday, 26/11", "Thursday, November twenty six"),
        ("23 November 2026", "twenty three November twenty twenty six"),
        ("in 1900", "in nineteen hundred"),
        ("07:05", "five past seven"),
        ("8:00", "eight o'clock"),
        ("50,000 dong", "fifty thousand dong"),
        ("VNeID level 2", "V N e I D level two"),
        ("A 001", "A, zero zero, one"),
        ("LA 001", "L A, zero zero, one"),
    ],
)
def test_english_is_said(written, said):
    assert ALOUD.spoken(written, "en") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("១៥/៨/១៩៤៥", "ថ្ងៃទីដប់ប្រាំ ខែសីហា ឆ្នាំមួយ ពាន់ ប្រាំបួន រយ សែសិប ប្រាំ"),
        ("ថ្ងៃទី 2/9/2026", "ថ្ងៃទី ពីរ ខែកញ្ញា ឆ្នាំពីរ ពាន់ ម្ភៃ ប្រាំមួយ"),
        ("៥០.០០០ ដុង", "ប្រាំ ម៉ឺន ដុង"),
        ("0903 123 456", "សូន្យ ប្រាំបួន សូន្យ បី, មួយ ពីរ បី, បួន ប្រាំ ប្រាំមួយ"),
    ],
)
def test_khmer_is_said(written, said):
    assert ALOUD.spoken(written, "km").replace("\u200b", "") == said


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_is_said_alike_however_it_was_written(day):
    written = f"{day.day:02d}/{day.month:02d}/{day.year}"
    whole = f"ngày {day.day} tháng {day.month} năm {day.year}"
    assert vi(written) == vi(whole) == vi(f"{day.day}/{day.month}/{day.year}")


@pytest.mark.parametrize("language", LANGUAGES)
@given(digits=st.text(DIGITS, min_size=9, max_size=19))
def test_a_long_row_of_digits_loses_none_and_adds_none(language, digits):
    groups = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    for written in (digits, groups):
        heard = re.split(r",? ", ALOUD.spoken(written, language))
        assert heard == list(ALOUD.digit_words(digits, language)), written


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text("0123456789/.,-: hgđABCSx()%ngày", max_size=30) | st.text(max_size=30))
def test_any_text_can_be_said(language, text):
    assert isinstance(ALOUD.spoken(text, language), str)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_program_or_catalogue_leaves_a_digit_or_a_short_form_to_the_voice(language):
    for text in every_text(language):
        said = ALOUD.spoken(text, language)
        assert not re.search(r"\d|[()“”/•]", said), (text, said)
        assert not re.search(r"\s[,.?!]|,,|  ", said), (text, said)
        assert ALOUD.spoken(said, language) == said, text


def every_text(language):
    own = [TEXTS.say(language, name) for name in TEXTS.message_ids()]
    own += [
        text.in_language(language)
        for text in texts_in((catalogue().events, *catalogue().procedures.values()))
    ]
    return [text for text in own if "{" not in text]


def test_without_any_short_forms_everything_else_is_said():
    assert Aloud(Texts(TEXTS._catalogues)).spoken("tuổi 5, TNH", "vi") == "tuổi năm, tê en-nờ hát"
