# ruff: noqa: E501 - a table of texts reads best with one text a line
"""One ScreenView for each layout and more, in three languages, modelled on the agreed look.

Khmer sentences carry U+200B where a line may break; they are unreviewed and serve to look at letters.
"""

from msgspec import structs

from kiosk.presenter.view import (
    Banner,
    Button,
    Entry,
    Footer,
    Header,
    PaperCard,
    PathStep,
    Phrase,
    Row,
    ScreenView,
    Section,
    encode,
)
from kiosk.visit.events import (
    Answer,
    Back,
    CallHelp,
    ChooseApart,
    ChooseLanguage,
    ChooseLifeEvent,
    Decide,
    EditAnswer,
    GoOn,
    HandBack,
    HaveTicket,
    MarkPaper,
    OpenLanguages,
    SayAgain,
    StartOver,
    StillHere,
    TakeWay,
    TryPrintAgain,
    TurnPage,
)

LANGUAGES = ("vi", "en", "km")
Z = "\u200b"

TEXTS = {
    "point": ("Điểm hỗ trợ Khu phố 46", "Support point, Area 46", "ចំណុចជួយ Khu phố 46"),
    "duty": ("Anh Tài đang trực", "Mr Tài is here", "លោក Tài"),
    "back": ("Trở lại", "Back", f"ថយ{Z}ក្រោយ"),
    "again": ("Nghe lại", "Listen again", "ស្ដាប់ទៀត"),
    "other": ("ខ្មែរ", "Tiếng Việt", "Tiếng Việt"),
    "help": ("Gọi người giúp", "Call for help", "ហៅអ្នកជួយ"),
    "start": ("Về đầu", "Start over", "ដើមដំបូង"),
    "birth": ("Khai sanh", "Birth", "សំបុត្រកំណើត"),
    "next": ("Tiếp", "Next", "បន្ត"),
    "need": ("Bữa nay bà con cần việc gì?", "What do you need today?", f"ថ្ងៃនេះ {Z}បងប្អូន{Z}ត្រូវការ{Z}អ្វី?"),
    "ticket": ("Có phiếu", "My ticket", "មានសំបុត្រ"),
    "more": ("Việc khác", "Other", "ការផ្សេង"),
    "t1": ("Sanh con", "A baby", "កើតកូន"),
    "t2": ("Cưới hỏi", "Wedding", "រៀបការ"),
    "t3": ("Có người mất", "A death", "មរណភាព"),
    "t4": ("Tuổi già", "Old age", "មនុស្សចាស់"),
    "t5": ("Khuyết tật", "Disability", "ជនពិការ"),
    "t6": ("Mất giấy tờ", "Lost papers", "បាត់ឯកសារ"),
    "t7": ("Dọn nhà", "Moving", "ប្ដូរផ្ទះ"),
    "t8": ("Đất, buôn bán", "Land, trade", "ដី លក់ដូរ"),
    "how": ("Bà con muốn làm cách nào?", "How would you like to do it?", f"តើ{Z}បងប្អូន{Z}ចង់ធ្វើ{Z}យ៉ាងណា?"),
    "h1": ("Chỉ giấy khai sanh", "Only the birth paper", f"តែ{Z}សំបុត្រ{Z}កំណើត"),
    "h1b": ("Lấy liền hôm nay", "Ready today", f"បាន{Z}ថ្ងៃនេះ"),
    "h2": ("Làm ba thứ một lần", "All three at once", f"ធ្វើ{Z}បីមុខ{Z}ម្ដង"),
    "h2b": ("Khai sanh, hộ khẩu, thẻ y tế", "Birth, residence, health card", f"កំណើត លំនៅ {Z}កាត{Z}សុខភាព"),
    "h3": ("Chưa rõ, hỏi giúp", "Not sure, ask", f"មិន{Z}ច្បាស់ {Z}សួរ"),
    "papers": ("Bà con có đem mấy giấy này không?", "Did you bring these papers?", f"តើ{Z}បាន{Z}យក{Z}ឯកសារ{Z}ទាំងនេះ{Z}មកទេ?"),
    "p1": ("Giấy chứng sanh", "Birth notice", f"លិខិត{Z}បញ្ជាក់{Z}កំណើត"),
    "p2": ("Căn cước của ba hoặc má", "A parent's citizen card", f"អត្តសញ្ញាណ{Z}បណ្ណ{Z}ឪពុក{Z}ឬម្ដាយ"),
    "p3": ("Giấy kết hôn của ba má", "The parents' marriage paper", f"សំបុត្រ{Z}រៀបការ"),
    "p3h": ("Chưa có cũng không sao. Để anh Tài chỉ.", "That is all right. Mr Tài will show you.", f"មិន{Z}អី\u200bទេ {Z}លោក Tài {Z}នឹង{Z}ប្រាប់"),
    "yes": ("Có", "Yes", "មាន"),
    "no": ("Chưa", "Not yet", "មិនទាន់"),
    "name": ("Bé tên gì?", "What is the baby's name?", f"កូន{Z}ឈ្មោះ{Z}អ្វី?"),
    "where": ("Bà con ở số mấy, đường nào, khu phố nào?", "What is your address?", f"តើ{Z}បងប្អូន{Z}នៅ{Z}ទីណា?"),
    "done": ("Xong", "Done", "រួច"),
    "space": ("cách", "space", "ដកឃ្លា"),
    "delete": ("Xoá", "Delete", "លុប"),
    "phone": ("Số điện thoại?", "Phone number?", f"លេខ{Z}ទូរស័ព្ទ?"),
    "relative": ("Số người nhà", "A relative's", f"លេខ{Z}សាច់ញាតិ"),
    "nophone": ("Không có điện thoại", "I have no phone", f"គ្មាន{Z}ទូរស័ព្ទ"),
    "pin": ("Anh bấm mã PIN", "Enter your PIN", "បញ្ចូល PIN"),
    "tickno": ("Bấm mấy số dưới mã vuông", "Type the digits below the square code", f"ចុច{Z}លេខ{Z}ក្រោម{Z}កូដ"),
    "year": ("Bà sanh năm nào?", "Which year were you born?", f"កើត{Z}ឆ្នាំណា?"),
    "decades": ("Khoảng năm", "About", f"ប្រហែល{Z}ឆ្នាំ"),
    "y": ("Năm", "Year", "ឆ្នាំ"),
    "m": ("Tháng", "Month", "ខែ"),
    "d": ("Ngày", "Day", "ថ្ងៃ"),
    "noyear": ("Không nhớ năm", "Don't remember", f"មិនចាំ{Z}ឆ្នាំ"),
    "nomonth": ("Không nhớ tháng", "Don't remember the month", f"មិនចាំ{Z}ខែ"),
    "noday": ("Không nhớ ngày", "Don't remember the day", f"មិនចាំ{Z}ថ្ងៃ"),
    "earlier": ("Xa hơn", "Earlier", "មុននេះ"),
    "review": ("Nghe lại coi đúng chưa", "Listen: is this right?", f"ស្ដាប់{Z}ម្ដងទៀត {Z}ត្រូវទេ?"),
    "r1": ("Tên bé", "Baby's name", f"ឈ្មោះ{Z}កូន"),
    "r2": ("Ngày sanh", "Born on", f"ថ្ងៃ{Z}កំណើត"),
    "r2v": ("18 tháng 11 năm 2026", "18 November 2026", f"ថ្ងៃ 18 ខែ 11 {Z}ឆ្នាំ 2026"),
    "r3": ("Má", "Mother", "ម្ដាយ"),
    "r4": ("Ba", "Father", "ឪពុក"),
    "fix": ("Sửa", "Change", "កែ"),
    "stop": ("Ngừng đọc", "Stop", "ឈប់"),
    "right": ("Đúng hết, gửi đi", "All correct, send", f"ត្រូវ{Z}ទាំងអស់ {Z}ផ្ញើ"),
    "consent": ("Cho anh Tài làm giúp, bà chịu không?", "May Mr Tài help you with this?", f"ឲ្យ{Z}លោក Tài {Z}ជួយ {Z}បានទេ?"),
    "consent2": ("Anh sẽ thấy những gì bà đã khai. Bà muốn ngừng lúc nào cũng được.", "He will see what you have told. You can stop at any time.", f"គាត់{Z}នឹង{Z}ឃើញ{Z}អ្វី{Z}ដែល{Z}បាន{Z}ប្រាប់។ {Z}ឈប់{Z}ពេលណា{Z}ក៏បាន។"),
    "holder": ("Trần Văn Tài, Tổ số cộng đồng", "Trần Văn Tài, digital team", "Trần Văn Tài, Tổ số cộng đồng"),
    "nope": ("Không", "No", "ទេ"),
    "agree": ("Chịu", "Yes", "បាន"),
    "paperout": ("Máy hết giấy, chưa in được", "Out of paper, not printed", f"អស់{Z}ក្រដាស {Z}មិនទាន់{Z}បោះពុម្ព"),
    "paperout2": ("Hồ sơ vẫn còn nguyên. Anh Tài đang tới thay giấy.", "Your file is safe. Mr Tài is coming with paper.", f"ឯកសារ{Z}នៅ{Z}ដដែល។ {Z}លោក Tài {Z}កំពុង{Z}មក។"),
    "call": ("Gọi anh Tài lần nữa", "Call Mr Tài again", f"ហៅ{Z}លោក Tài {Z}ម្ដងទៀត"),
    "print": ("Có giấy rồi, in đi", "Paper is in, print", f"មាន{Z}ក្រដាស\u200bហើយ"),
    "printing": ("Đang in phiếu", "Printing your ticket", f"កំពុង{Z}បោះពុម្ព"),
    "printing2": ("Bà con chờ chút. Hồ sơ đã cất kỹ rồi.", "A moment please. Your file is safe.", f"សូម{Z}រង់ចាំ។ {Z}ឯកសារ{Z}ទុក{Z}ល្អហើយ។"),
    "number": ("Số của bà con", "Your number", f"លេខ{Z}របស់{Z}បងប្អូន"),
    "number2": ("Ngồi chờ, nghe kêu số là tới.", "Have a seat until your number is called.", f"អង្គុយ{Z}ចាំ {Z}ហៅ{Z}លេខ"),
    "idle": ("Bà con còn ở đó không?", "Are you still there?", f"បងប្អូន{Z}នៅទេ?"),
    "idle2": ("Không chạm, máy xoá hết để người sau không thấy.", "Without a touch, everything is wiped for the next person.", f"បើ{Z}មិនចុច {Z}ម៉ាស៊ីន{Z}លុប{Z}ទាំងអស់។"),
    "still": ("Còn, làm tiếp", "Yes, go on", f"នៅ {Z}ធ្វើ{Z}បន្ត"),
    "wipe": ("Xong, xoá đi", "Done, wipe", "រួច លុប"),
    "attract": ("Sanh con?\nLàm giấy ở đây.", "A new baby?\nPapers are made here.", f"កើតកូន?\nធ្វើ{Z}ឯកសារ{Z}នៅទីនេះ។"),
    "someone": ("Có người giúp bà con", "Somebody helps you", f"មាន{Z}អ្នកជួយ"),
    "status": ("Hồ sơ của bà đang được làm", "Your file is being worked on", f"ឯកសារ{Z}កំពុង{Z}ធ្វើ"),
    "s1": ("Gửi rồi", "Sent", "ផ្ញើហើយ"),
    "s2": ("Phường nhận", "Received", f"ទទួល{Z}ហើយ"),
    "s3": ("Đang làm", "In work", f"កំពុង{Z}ធ្វើ"),
    "s4": ("Lấy kết quả", "Collect", f"យក{Z}លទ្ធផល"),
    "due": ("Thứ Hai, 23 tháng 11", "Monday, 23 November", "ថ្ងៃច័ន្ទ 23 ខែ 11"),
    "due2": ("Tới phường lấy. Nhớ đem phiếu này.", "Collect it at the ward. Bring this ticket.", f"មក{Z}យក{Z}នៅ{Z}សង្កាត់។ {Z}យក{Z}សំបុត្រ{Z}នេះ។"),
    "married": ("Ba má bé có giấy kết hôn không?", "Do the parents have a marriage paper?", f"ឪពុក{Z}ម្ដាយ{Z}មាន{Z}សំបុត្រ{Z}រៀបការ{Z}ទេ?"),
    "has": ("Có", "Yes", "មាន"),
    "hasnt": ("Không có", "No", "គ្មាន"),
    "unknown": ("Không biết", "I don't know", f"មិន{Z}ដឹង"),
    "card": ("Máy đọc thẻ rồi. Phải bà đây không?", "Card read. Is this you?", f"អាន{Z}កាត{Z}ហើយ។ {Z}ត្រូវទេ?"),
    "nm": ("Tên", "Name", "ឈ្មោះ"),
    "id": ("Số căn cước", "Card number", f"លេខ{Z}អត្តសញ្ញាណ"),
    "itsme": ("Phải", "Yes", "ត្រូវ"),
    "notme": ("Không phải", "Not me", "មិនមែន"),
    "ways": ("Giờ bà con muốn sao?", "What next?", f"ឥឡូវ{Z}ចង់{Z}យ៉ាងណា?"),
    "w1": ("Làm với anh Tài liền", "With Mr Tài now", f"ជាមួយ{Z}លោក Tài"),
    "w2": ("Cất lại, bữa khác làm tiếp", "Save and come back", f"ទុក {Z}មក{Z}ថ្ងៃក្រោយ"),
    "w3": ("Nhờ người tới nhà", "Someone comes to my home", f"ឲ្យ{Z}គេ{Z}មក{Z}ផ្ទះ"),
    "kept": ("Chưa có mạng. Hồ sơ cất ở đây.", "No network. It is kept here.", f"គ្មាន{Z}បណ្ដាញ។ {Z}ទុក{Z}នៅទីនេះ។"),
    "trial": ("Tập thử · Không gửi đi đâu hết", "Practice · Nothing is sent", f"សាកល្បង · មិន{Z}ផ្ញើ"),
    "more_page": ("Thêm", "More", "បន្ថែម"),
    "less_page": ("Trước", "Before", "មុន"),
}  # fmt: skip


class Say:
    """Texts of one language."""

    def __init__(self, language):
        self.language = language
        self._at = LANGUAGES.index(language)

    def __call__(self, key):
        return TEXTS[key][self._at]


def header(say, *, where=True, step=2, trial=False):
    return Header(
        point=say("point"), helper=say("duty"), on_duty=True, trial=say("trial") if trial else "",
        **({"where": say("birth"), "where_picture": "birth", "step": step, "steps": 7} if where else {}),
    )  # fmt: skip


def footer(say, *, back=True):
    quiet = {"style": "quiet"}
    return Footer(
        back=Button(id="back", text=say("back"), event=Back(), picture="glyphs/back", **quiet)
        if back
        else None,
        again=Button(id="again", text=say("again"), event=SayAgain(), picture="say-again", **quiet),
        language=Button(id="language", text=say("other"), event=OpenLanguages(), **quiet),
        help=Button(id="help", text=say("help"), event=CallHelp(), picture="help", style="person"),
        start_over=Button(
            id="start-over", text=say("start"), event=StartOver(), picture="glyphs/start-over", **quiet
        ),
    )


def words(say):
    small = {key: say(key) for key in ("done", "space", "delete", "decades")}
    small |= {"year": say("y"), "month": say("m"), "day": say("d"), "more": say("earlier")}
    small |= {"unknown_year": say("noyear"), "unknown_month": say("nomonth"), "unknown_day": say("noday")}
    return small | {f"month_{n}": f"{say('m')} {n}" for n in range(1, 13)}


def view(say, layout, **parts):
    lights = parts.pop("lights", "")
    speech = (Phrase(text=parts.get("question", ""), language=say.language, lights=lights),) if lights else ()
    given = {
        "serial": 1, "state": layout, "layout": layout, "language": say.language, "header": header(say),
        "footer": footer(say), "question": "", "words": words(say), "speech": speech,
        "speaking": 0 if lights else -1,
    }  # fmt: skip
    return ScreenView(**(given | parts))


def go(say):
    return Button(id="go-on", text=say("next"), event=GoOn(), picture="glyphs/next", style="go")


def tiles(say, **more):
    names = (
        ("birth", "birth"), ("marriage", "marriage"), ("death", "death"), ("old-age", "old-age"),
        ("disability", "disability"), ("lost-papers", "lost-papers"), ("moving", "moving"), ("trade", "land"),
    )  # fmt: skip
    return view(
        say, "tiles", question=say("need"), header=header(say, where=False), footer=footer(say, back=False),
        choices=tuple(
            Button(id=f"event:{hue}", text=say(f"t{at}"), event=ChooseLifeEvent(hue), picture=picture, hue=hue)
            for at, (picture, hue) in enumerate(names, start=1)
        ),
        side_choices=(
            Button(id="have-ticket", text=say("ticket"), event=HaveTicket(), picture="ticket"),
            Button(id="other", text=say("more"), event=ChooseLifeEvent("other"), picture="glyphs/more"),
        ), lights="event:birth", **more,
    )  # fmt: skip


def answers(say, **more):
    given = (
        ("only", "h1", "h1b", "birth-notice"),
        ("linked", "h2", "h2b", "linked"),
        ("unsure", "h3", "", "glyphs/dont-know"),
    )
    return view(
        say, "answers", question=say("how"), lights="answer:linked",
        choices=tuple(
            Button(id=f"answer:{one}", text=say(text), hint=say(hint) if hint else "", picture=picture,
                   event=ChooseApart("how", one))
            for one, text, hint, picture in given
        ), **more,
    )  # fmt: skip


def yes_no(say):
    given = (
        ("yes", "has", "glyphs/yes"),
        ("no", "hasnt", "glyphs/no"),
        ("unknown", "unknown", "glyphs/dont-know"),
    )
    return view(
        say, "answers", question=say("married"), picture="parent-baby", lights="answer:yes",
        choices=tuple(
            Button(id=f"answer:{one}", text=say(text), picture=picture, event=Answer("married", one))
            for one, text, picture in given
        ),
    )  # fmt: skip


def ways(say):
    given = (("with-helper", "w1", "help"), ("save", "w2", "save-later"), ("home-visit", "w3", "home-visit"))
    return view(
        say, "answers", question=say("ways"), state="ways",
        choices=tuple(
            Button(id=f"way:{one}", text=say(text), picture=picture, event=TakeWay(one), state="rest")
            for one, text, picture in given
        ),
    )  # fmt: skip


def many_answers(say):
    people = ("mother", "father", "man", "woman", "elder-man", "elder-woman", "child-boy")
    return view(
        say, "answers", question=say("how"), state="many",
        choices=tuple(
            Button(id=f"answer:{n}", text=say("r3") if n % 2 else say("r4"), picture=one, event=Answer("who", one),
                   state="chosen" if n == 2 else "rest")
            for n, one in enumerate(people)
        ),
        page=0, pages=2, next_page=Button(id="next-page", text=say("more_page"), event=TurnPage(1), picture="glyphs/down"),
    )  # fmt: skip


def papers(say, *, marks=(True, True, False)):
    given = (
        ("birth-notice", "p1", "birth-notice"),
        ("card", "p2", "citizen-card"),
        ("marriage", "p3", "marriage-paper"),
    )
    return view(
        say, "papers", question=say("papers"), go_on=go(say), header=header(say, step=3),
        papers=tuple(
            PaperCard(
                id=one, name=say(name), picture=picture, hint=say("p3h"), has=mark,
                yes=Button(id=f"paper:{one}:yes", text=say("yes"), event=MarkPaper(one, True), picture="glyphs/yes"),
                no=Button(id=f"paper:{one}:no", text=say("no"), event=MarkPaper(one, False), picture="glyphs/no"),
            )
            for (one, name, picture), mark in zip(given, marks, strict=True)
        ),
    )  # fmt: skip


def keyboard(say, kind="name", value=""):
    question = say("name") if kind == "name" else say("where")
    return view(
        say, "keyboard", question=question, header=header(say, step=4),
        entry=Entry(question="baby_name", kind=kind, value=value),
    )  # fmt: skip


def phone(say, value="09123456"):
    return view(
        say, "numbers", question=say("phone"), header=header(say, step=6),
        entry=Entry(question="phone", kind="phone", value=value, most=10, groups=(4, 3, 3)),
        side_choices=(
            Button(id="answer:relative", text=say("relative"), picture="parent-baby", event=Answer("phone", "r")),
            Button(id="answer:none", text=say("nophone"), picture="glyphs/no", event=Answer("phone", "")),
        ),
    )  # fmt: skip


def pin(say):
    return view(
        say, "numbers", question=say("pin"), state="pin", header=header(say, where=False),
        entry=Entry(question="", kind="pin", send="pin", masked=True, most=6, keys=tuple("3817059264")),
    )  # fmt: skip


def ticket_digits(say):
    return view(
        say, "numbers", question=say("tickno"), state="ticket", header=header(say, where=False),
        entry=Entry(question="", kind="ticket", send="ticket", most=34, groups=(4,) * 8 + (2,)),
    )  # fmt: skip


def date(say, kind="date", value=""):
    return view(
        say, "date", question=say("year"), header=header(say, step=5),
        entry=Entry(question="born", kind=kind, value=value, latest_year=2026),
    )  # fmt: skip


def review(say, **more):
    given = (
        ("baby", "r1", "Nguyễn Thị Ngọc", "birth", "ok"), ("born", "r2", say("r2v"), "birth-notice", ""),
        ("mother", "r3", "Lê Thị Thí Dụ", "parent-baby", ""), ("father", "r4", "Nguyễn Văn Mẫu", "man", ""),
    )  # fmt: skip
    return view(
        say, "review", question=say("review"), header=header(say, step=7), lights="row:born",
        rows=tuple(
            Row(id=f"row:{one}", label=say(name), value=value, picture=picture, mark=mark,
                button=Button(id=f"row:{one}", text=say("fix"), event=EditAnswer(one)))
            for one, name, value, picture, mark in given
        ),
        side_choices=(Button(id="stop", text=say("stop"), event=SayAgain()),),
        go_on=Button(id="send", text=say("right"), event=GoOn(), picture="glyphs/yes", style="go"), **more,
    )  # fmt: skip


def consent(say, **more):
    return view(
        say, "consent", question=say("consent"), detail=say("consent2"), holder=say("holder"),
        picture="elder-woman", second_picture="help",
        choices=(
            Button(id="consent:no", text=say("nope"), picture="glyphs/no", event=Decide(False)),
            Button(id="consent:yes", text=say("agree"), picture="glyphs/yes", event=Decide(True)),
        ), **more,
    )  # fmt: skip


def out_of_paper(say):
    return view(
        say, "state", question=say("paperout"), detail=say("paperout2"), picture="printer-empty",
        header=header(say, step=0), footer=footer(say, back=False),
        choices=(
            Button(id="call", text=say("call"), picture="help", event=CallHelp(), style="person"),
            Button(id="print", text=say("print"), picture="printing", event=TryPrintAgain()),
        ),
    )  # fmt: skip


def printing(say):
    return view(
        say, "state", question=say("printing"), detail=say("printing2"), picture="printing", state="printing"
    )


def number(say):
    return view(
        say, "state", question=say("number"), detail=say("number2"), picture="sit-wait", big="A 027", state="done",
        banner=Banner(text=say("kept"), picture="no-network", tone="doubt"),
        go_on=Button(id="finish", text=say("done"), event=StartOver(), picture="glyphs/yes", style="go"),
    )  # fmt: skip


def card(say):
    given = (
        ("name", "nm", "Trần Thị Ví Dụ"),
        ("born", "r2", "02 / 03 / 1952"),
        ("number", "id", "0921 •••• 4321"),
    )
    return view(
        say, "state", question=say("card"), picture="citizen-card", state="card",
        rows=tuple(Row(id=f"card:{one}", label=say(name), value=value, picture="", mark="ok") for one, name, value in given),
        choices=(
            Button(id="card:yes", text=say("itsme"), picture="glyphs/yes", event=Decide(True), style="go"),
            Button(id="card:no", text=say("notme"), picture="glyphs/no", event=Decide(False)),
        ),
    )  # fmt: skip


def countdown(say):
    return view(
        say, "countdown", question=say("idle"), detail=say("idle2"), big="30", picture="elder-man",
        second_picture="elder-woman",
        choices=(
            Button(id="still-here", text=say("still"), picture="glyphs/yes", event=StillHere(), style="go"),
            Button(id="wipe", text=say("wipe"), picture="glyphs/start-over", event=StartOver()),
        ),
    )  # fmt: skip


def attract(say, **more):
    return view(
        say, "attract", question=say("attract"), picture="birth", hue="#F5B0C3",
        header=header(say, where=False, **more), footer=Footer(),
        choices=(
            Button(id="language:vi", text="Chạm để bắt đầu", hint=TEXTS["someone"][0], event=ChooseLanguage("vi"), style="go"),
            Button(id="language:km", text="ប៉ះដើម្បីចាប់ផ្ដើម", event=ChooseLanguage("km")),
            Button(id="language:en", text="Touch to start", event=ChooseLanguage("en")),
        ),
    )  # fmt: skip


def status(say):
    given = (
        ("s1", "ticket", "done"),
        ("s2", "received", "done"),
        ("s3", "help", "now"),
        ("s4", "birth-certificate", "to-come"),
    )
    return view(
        say, "status", question=say("status"), big=say("due"), detail=say("due2"),
        path=tuple(PathStep(text=say(text), picture=picture, state=state) for text, picture, state in given),
    )  # fmt: skip


def long_status(say):
    plain = status(say)
    steps = (*plain.path[:3], plain.path[3], plain.path[3])
    return structs.replace(
        plain, path=steps, header=header(say, trial=True), big="A 001", go_on=go(say),
        banner=Banner(text="H29.05-261121-0007", picture="ticket"),
    )  # fmt: skip


def workbench(say, **more):
    def row(one, label, value, section, mark="", note="", masked=False, text=""):
        act = Button(id=f"row:{one}", text=text, event=EditAnswer(one))
        return Row(
            id=one,
            label=label,
            value=value,
            picture="",
            section=section,
            mark=mark,
            note=note,
            masked=masked,
            button=act,
        )

    return view(
        say, "workbench", question="Khai sinh, 1.001193, phiếu A 027", holder="Anh Tài đang làm giúp",
        holder_note="Bà đồng ý 09:42 · Tự khoá 1:38", banner=Banner(text="Còn 1 chỗ thiếu: Số định danh của ba", picture="", tone="stop"),
        sections=(
            Section(id="papers", name="Giấy tờ", picture="birth-notice"),
            Section(id="baby", name="Bé", picture="birth", doubts=2),
            Section(id="mother", name="Má", picture="parent-baby"),
            Section(id="father", name="Ba", picture="man", missing=1),
            Section(id="who", name="Người đi khai", picture="moving"),
        ),
        rows=(
            row("name", "Họ, chữ đệm, tên", "Nguyễn Thị Ngọc", "baby"),
            row("born", "Ngày sinh", "18/11/2026", "baby", note="thứ Tư"),
            row("sex", "Giới tính", "Nữ", "baby"),
            row("people", "Dân tộc", "Khmer", "baby", mark="doubt", note="ba khai Kinh?", text="Đúng"),
            row("place", "Nơi sinh", "BV Đa khoa Ví Dụ", "baby", mark="doubt", note="giấy ghi tắt", text="Đúng"),
            row("mname", "Họ tên", "Lê Thị Thí Dụ", "mother"),
            row("mid", "Số định danh", "•••• •••• 4321", "mother", masked=True),
            row("fname", "Họ tên", "Nguyễn Văn Mẫu", "father"),
            row("fid", "Số định danh", "0940 4500 123_", "father", mark="missing", note="thiếu 1 số"),
            row("fyear", "Năm sinh", "1998", "father"),
        ),
        choices=(
            Button(id="hand-back", text="Trả máy lại cho bà", event=HandBack()),
            Button(id="ask", text="Đọc lại cho bà nghe", event=SayAgain(), style="person"),
        ),
        side_choices=(Button(id="look", text="Bà xem màn hình này", event=SayAgain(), picture="glyphs/eye"),), **more,
    )  # fmt: skip


def gallery(language):
    """Return (name, view) of every screen in one language."""
    say = Say(language)
    return {
        "01-tiles": tiles(say), "02-answers": answers(say), "03-papers": papers(say), "04-keyboard": keyboard(say, value="Nguyễn Thị Ngọc"),
        "05-decade": date(say), "05-year": date(say, value="1945"), "06-card": card(say), "07-review": review(say),
        "08-consent": consent(say), "09-workbench": workbench(say), "11-printing": printing(say),
        "12-out-of-paper": out_of_paper(say), "13-countdown": countdown(say), "14-attract": attract(say),
        "16-status": status(say), "20-yes-no": yes_no(say), "24-number": number(say), "26-phone": phone(say),
        "27-trial": answers(say, header=header(say, trial=True)), "30-address": keyboard(say, kind="text", value="12/4 đường Nguyễn Văn Quá, khu phố 46"),
        "31-pin": pin(say), "32-ticket": ticket_digits(say), "33-ways": ways(say), "34-many": many_answers(say),
        "35-one-paper": view(say, "papers", question=say("papers"), go_on=go(say), papers=papers(say, marks=(None, None, None)).papers[:1]),
        "36-consent-trial": consent(say, header=header(say, trial=True)),
        "37-attract-trial": attract(say, trial=True), "38-year-only": date(say, kind="year"),
        "40-name-complaint": complained(keyboard(say)),
        "41-address-complaint": complained(keyboard(say, kind="text", value="12/4 đường Nguyễn Văn Quá")),
        "42-phone-complaint": complained(phone(say)),
        "43-date-complaint": complained(date(say, value="1945")),
        "39-long-status": long_status(say),
        "44-ticket-complaint": complained(ticket_digits(say)),
    }  # fmt: skip


def encoded(view, serial, **changes):
    """Return the bytes of a view as the core sends them."""
    return encode(structs.replace(view, serial=serial, **changes))


def complained(view):
    """Return the view with a complaint above what was typed."""
    text = "Ngày này chưa tới, coi lại giùm" if view.language == "vi" else "This day has not come yet"
    return structs.replace(view, banner=Banner(text=text, picture="question-mark", tone="doubt"))
