#!/usr/bin/python3
"""make_pages.py: writes pages/ and charsets.test.yaml, the pages in many encodings that html_parse is held to. Python's codecs
make the bytes, so that they come from other tables than those that read them. Run it after a change of the list below."""
import pathlib

HERE = pathlib.Path(__file__).parent

ZH = "柳溪镇召开第十二次协商会议，听取水渠修缮情况的汇报，研究部署下一步工作。会议要求各村认真落实。"
ZH_RARE = "与会代表㐂㙍、丂亍，𠀀𠮷𡃁两位记录员签到，费用共计€300元。"
ZH_TW = "柳溪鎮召開第十二次協商會議，聽取水圳修繕情形之報告，並討論後續工作。與會人員一致同意。"
ZH_HK = "離島區議員喺會上講：呢個碼頭嘅工程要快啲完成，佢哋冇異議。地點：鰂魚涌、深水埗、㗎。"
JA = "柳沢町議会は第十二回定例会を開き、水路の補修について報告を受けました。出席者は全員賛成しました。"
JA_VENDOR = "髙橋議長が開会を宣言し、①予算、②人事、㈱柳沢の件を審議した。"
KO = "버들골 마을 회의는 열두 번째 정기 회의를 열고 수로 보수 보고를 들었습니다. 참석자 모두 찬성하였습니다."
KO_RARE = "뷁샾 똠방각하 회의록을 읽었습니다."
CS = "Zastupitelstvo obce Vrbice projednalo zprávu o opravě náhonu a schválilo rozpočet na příští rok. Příliš žluťoučký kůň."
PL = "Rada gminy Wierzbica wysłuchała sprawozdania o naprawie młynówki i uchwaliła budżet. Zażółć gęślą jaźń."
RU = "Совет посёлка Ивняки заслушал отчёт о ремонте протоки и утвердил смету на следующий год. Все участники проголосовали за."
UK = "Рада селища Верби заслухала звіт про ремонт каналу й ухвалила кошторис. Ґрунт, їжак, єдність."
FR = "Le conseil de la Saulaie a entendu le rapport sur l’écluse et adopté le budget : 300 € — « à l’unanimité »."
DE = "Der Gemeinderat von Weidenbach hörte den Bericht über das Wehr und beschloß die Gebühren für das nächste Jahr."
ET = "Pajula vallavolikogu kuulas ära aruande kraavi parandamise kohta ja võttis vastu järgmise aasta eelarve."
EL = "Το συμβούλιο της Ιτιάς άκουσε την έκθεση για την επισκευή του αυλακιού και ενέκρινε τον προϋπολογισμό του επόμενου έτους."
TR = "Söğütlü köyü meclisi su arkının onarım raporunu dinledi ve gelecek yılın bütçesini onayladı. Iğdır, İzmir, şişe."
HE = "מועצת ערבה שמעה את הדוח על תיקון התעלה ואישרה את תקציב השנה הבאה. כל המשתתפים הצביעו בעד."
AR = "استمع مجلس قرية الصفصاف إلى تقرير إصلاح القناة ووافق على ميزانية السنة القادمة بالإجماع."
LT = "Gluosnių seniūnijos taryba išklausė ataskaitą apie griovio remontą ir patvirtino kitų metų biudžetą. Žąsis, ėjo, ūkis."
VI_ASCII = "The council of Willow Bend heard the report and adopted the budget."
TH = "สภาหมู่บ้านต้นหลิวรับฟังรายงานการซ่อมคลองและอนุมัติงบประมาณปีหน้า"


def page(text, declared=None, late=0):
    head = f'<meta charset="{declared}">' if declared else ""
    return f'<html><head>{"<!-- " + "x" * late + " -->" if late else ""}{head}<title>1</title></head><body><p>{text}</p></body></html>'


# name, bytes, text, what they are read as, reports that must be there, reports of which none may be there
cases = []


def add(name, data, text, charset, include=(), exclude=("MM1002", "MM1004", "MM1005"), **more):
    cases.append(dict(name=name, data=data, text=text, charset=charset, include=include, exclude=exclude, **more))


def declared(label, codec, text, charset, **more):
    add(f"{label} as declared", page(text, label).encode(codec), text, charset,
        exclude=("MM1001", "MM1002", "MM1003", "MM1004", "MM1005"), **more)


def silent(codec, text, charset, **more):
    """No declaration: statistics."""
    add(f"{codec}, nothing declared", page(text * more.pop("times", 1)).encode(codec), more.pop("expected", None) or text, charset,
        include=[f"MM1003: {charset}"], **more)


declared("gb2312", "gb18030", ZH, "GB18030")
declared("gbk", "gbk", ZH, "GB18030")
declared("gb18030", "gb18030", ZH_RARE, "GB18030")
declared("big5", "cp950", ZH_TW, "Big5-HKSCS")
declared("big5-hkscs", "big5hkscs", ZH_HK, "Big5-HKSCS")
declared("shift_jis", "cp932", JA_VENDOR, "Shift_JIS")
declared("euc-jp", "euc_jp", JA, "EUC-JP")
declared("iso-2022-jp", "iso2022_jp", JA, "ISO-2022-JP")
declared("euc-kr", "cp949", KO_RARE, "windows-949")
declared("windows-1250", "cp1250", CS, "windows-1250")
declared("windows-1251", "cp1251", UK, "windows-1251")
declared("windows-1252", "cp1252", FR, "windows-1252")
declared("windows-1253", "cp1253", EL, "windows-1253")
declared("windows-1254", "cp1254", TR, "windows-1254")
declared("windows-1255", "cp1255", HE, "windows-1255")
declared("windows-1256", "cp1256", AR, "windows-1256")
declared("windows-1257", "cp1257", LT, "windows-1257")
declared("windows-874", "cp874", TH, "windows-874")
declared("koi8-r", "koi8_r", RU, "KOI8-R")
declared("koi8-u", "koi8_u", UK, "KOI8-U")
declared("iso-8859-2", "iso8859_2", PL, "iso-8859-2")
declared("iso-8859-5", "iso8859_5", RU, "iso-8859-5")
declared("iso-8859-7", "iso8859_7", EL, "iso-8859-7")
declared("iso-8859-9", "iso8859_9", TR, "windows-1254")
declared("iso-8859-13", "iso8859_13", LT, "iso-8859-13")
declared("iso-8859-15", "iso8859_15", "Le coût est de 300 €, dit Mme Œuvrard.", "iso-8859-15")
declared("macintosh", "mac_roman", DE, "macintosh")
declared("utf-8", "utf-8", ZH_RARE, "UTF-8")
# The Encoding Standard: Latin 1 is windows-1252 on the Web.
declared("iso-8859-1", "cp1252", FR, "windows-1252")

for order, mark in (("le", b"\xff\xfe"), ("be", b"\xfe\xff")):
    data = page(ZH).encode("utf-16-" + order)
    add(f"UTF-16{order.upper()} with a mark", mark + data, ZH, "UTF-16" + order.upper())
    add(f"UTF-16{order.upper()} without a mark", data, ZH, "UTF-16" + order.upper(), include=["MM1003"])
add("UTF-16LE with a mark that says utf-8", b"\xff\xfe" + page(ZH, "utf-8").encode("utf-16-le"), ZH, "UTF-16LE",
    include=["MM1001: utf-8, read as UTF-16LE"])
add("UTF-32LE with a mark", b"\xff\xfe\0\0" + page(ZH).encode("utf-32-le"), ZH, "UTF-32LE")
add("UTF-8 with a mark", b"\xef\xbb\xbf" + page(ZH).encode(), ZH, "UTF-8")
add("UTF-8 with a mark that says gbk", b"\xef\xbb\xbf" + page(ZH, "gbk").encode(), ZH, "UTF-8",
    include=["MM1001: gbk, read as UTF-8"])
add("UTF-8 that says gb2312", page(ZH, "gb2312").encode(), ZH, "UTF-8", include=["MM1001: gb2312, read as UTF-8"])
add("UTF-8 that says utf-16", page(ZH, "utf-16").encode(), ZH, "UTF-8", include=["MM1001: utf-16, read as UTF-8"])
add("gb18030 that says utf-8", page(ZH, "utf-8").encode("gb18030"), ZH, "GB18030", include=["MM1001: utf-8, read as GB18030"])
add("big5 that says utf-8", page(ZH_TW, "utf-8").encode("cp950"), ZH_TW, "Big5-HKSCS", include=["MM1001: utf-8, read as Big5"])
add("declared by http-equiv", page(ZH).replace("<head>", "<head><META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=GBK'>")
    .encode("gbk"), ZH, "GB18030", exclude=("MM1001", "MM1002", "MM1003"))
add("declared by an XML declaration", ('<?xml version="1.0" encoding="windows-1251"?>' + page(RU)).encode("cp1251"), RU,
    "windows-1251", exclude=("MM1001", "MM1002", "MM1003"))
add("declared 7 kB into the page", page(JA, "shift_jis", late=7000).encode("cp932"), JA, "Shift_JIS",
    exclude=("MM1001", "MM1002", "MM1003"))
add("a charset that does not exist, then one that does",
    page(RU).replace("<head>", '<head><meta charset="x-none"><meta charset="windows-1251">').encode("cp1251"), RU, "windows-1251")
add("a charset that does not exist", page(ZH, "x-unknown-8").encode(), ZH, "UTF-8", include=["MM1005: x-unknown-8"], exclude=("MM1002",))
add("declared from outside", page(RU).encode("koi8_r"), RU, "KOI8-R", outside="koi8-r", exclude=("MM1001", "MM1002", "MM1003"))
add("ISO-2022-JP, nothing declared", page(JA).encode("iso2022_jp"), JA, "ISO-2022-JP", include=["MM1003: ISO-2022-JP"])
add("ASCII that says gb2312", page(VI_ASCII, "gb2312").encode(), VI_ASCII, "UTF-8", exclude=("MM1001", "MM1002", "MM1003"))

silent("gb18030", ZH, "GB18030")
silent("cp950", ZH_TW, "Big5-HKSCS")
silent("cp932", JA, "Shift_JIS")
silent("euc_jp", JA, "EUC-JP")
silent("cp949", KO, "windows-949")
silent("cp1251", RU, "windows-1251")
silent("koi8_r", RU, "KOI8-R")
silent("iso8859_7", EL, "iso-8859-7")
silent("cp1255", HE, "windows-1255")
silent("cp1256", AR, "windows-1256")
silent("cp1252", FR, "windows-1252")

# Damage: what can be read is read, and the first bad byte is told.
bad = page(ZH).encode().replace("水渠".encode(), "水渠".encode()[:5])
add("a cut character in UTF-8", bad, ZH.replace("水渠", "水\N{REPLACEMENT CHARACTER}"), "UTF-8",
    include=[f"MM1002: 1 in UTF-8, the first at byte {bad.index('水'.encode()) + 3}"], exclude=("MM1001", "MM1003"))
bad = page(ZH, "gb2312").encode("gbk").replace("水渠".encode("gbk"), b"\xff" + "渠".encode("gbk"))
add("a byte that is none in GB18030", bad, ZH.replace("水", "\N{REPLACEMENT CHARACTER}"), "GB18030",
    include=[f"MM1002: 1 in GB18030, the first at byte {bad.index(bytes([0xff]))}"], exclude=("MM1001", "MM1003"))
bad = page(ZH).encode()[:page(ZH).encode().index("工作".encode()) + 4]
add("UTF-8 that ends within a character", bad, ZH[:ZH.index("工作") + 1] + "\N{REPLACEMENT CHARACTER}", "UTF-8",
    include=[f"MM1002: 1 in UTF-8, the first at byte {len(bad) - 1}"], exclude=("MM1003",))
add("a stretch of GB18030 in UTF-8", page(ZH * 8 + "|").encode().replace(b"|", "记录".encode("gbk")), None, "UTF-8",
    include=["MM1002"], starts=ZH * 8)
add("UTF-8 encoded twice", page(ZH).encode().decode("latin-1").encode(), None, "UTF-8", include=["MM1004"], starts="")
add("UTF-8 encoded twice by way of windows-1252", page(FR).encode().decode("cp1252", "replace").encode(), None, "UTF-8",
    include=["MM1004"], starts="")
add("accented text that was encoded once", page(FR + DE + "Ânes, Â et Ã ; l’Île.").encode(), FR + DE + "Ânes, Â et Ã ; l’Île.", "UTF-8")

failures = [
    ("a bad byte when the policy is to fail", page(ZH).encode().replace(b"<p>", b"<p>\xff"), "page.html", "bad_bytes: fail",
     f"the first at byte {page(ZH).encode().index(b'<p>') + 3}"),
    ("a short file of binary numbers", bytes([1, 0, 0, 0, 7, 0, 0x12, 0, 0, 0, 3, 0, 0]), "page.html", "", "binary data"),
    ("a few zero bytes", b"\0" * 9, "page.txt", "", "binary data"),
    ("a PNG image", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "page.html", "", "a PNG image"),
    ("a PDF with bytes before its mark", b"\r\n\r\n%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "page.html", "", "a PDF file"),
    ("a Word document", b"PK\3\4\x14\0\6\0\x08\0\0\0!\0" + b"\0" * 12 + b"\x13\0\0\0[Content_Types].xml" + b"word/document.xml",
     "minutes.txt", "", "a Word document"),
    ("an EPUB", b"PK\3\4\x0a\0\0\0\0\0\0\0!\0oa\xab,\x14\0\0\0\x14\0\0\0\x08\0\0\0mimetypeapplication/epub+zip", "minutes.html", "",
     "an EPUB"),
    ("an OpenDocument text", b"PK\3\4\x14\0\0\x08\0\0\0\0!\0^\xc62\x0c'\0\0\0'\0\0\0\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.text",
     "minutes.html", "", "an OpenDocument file"),
    ("a zip archive", b"PK\3\4\x14\0\0\0\0\0\0\0!\0" + b"\0" * 12 + b"\5\0\0\0a.txthello", "minutes.html", "", "a zip archive"),
    ("an old Word document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "minutes.html", "", "an old Office document"),
    ("a TIFF image", b"II*\0\x08\0\0\0", "scan.html", "", "a TIFF image"),
]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    pages = HERE / "pages"
    pages.mkdir(exist_ok=True)
    for old in pages.iterdir():
        old.unlink()
    out = ["# Pages in many encodings, written by make_pages.py: what they are read as, their text, and what is reported.",
           "steps:", "  - use: html_parse", "  - use: html_lift", "outputs:", "  - use: export_json", "cases:"]
    for number, case in enumerate(cases, 1):
        file = f"{number:02}.html"
        (pages / file).write_bytes(case["data"])
        outside = f', charset: {case["outside"]}' if "outside" in case else ""
        out += [f'  - name: {case["name"]}', f"    input: {{file: pages/{file}{outside}}}", "    expect:"]
        if case["text"] is not None:
            out.append(f'      blocks: [{{paragraph: {quoted(case["text"])}}}]')
        out += ["      outputs:", f'        json: {{json: {{input: {{charset: {case["charset"]}}}}}}}']
        include = [quoted(i) if ":" not in i else "{" + i.split(": ", 1)[0] + ": " + quoted(i.split(": ", 1)[1]) + "}" for i in case["include"]]
        if include:
            out.append(f'      reports_include: [{", ".join(include)}]')
        exclude = [e for e in case["exclude"] if not any(i.startswith(e) for i in case["include"])]
        if exclude:
            out.append(f'      reports_exclude: [{", ".join(exclude)}]')
        out.append("")
    for number, (name, data, given, options, message) in enumerate(failures, 1):
        file = f"refused-{number:02}.bin"
        (pages / file).write_bytes(data)
        steps = f"\n    steps: [{{use: html_parse, with: {{{options}}}}}, {{use: html_lift}}]" if options else ""
        out += [f"  - name: {name} is refused", f"    input: {{file: pages/{file}, name: {given}}}{steps}",
                f"    expect: {{failure: decode, message: {quoted(message)}}}", ""]
    (HERE / "charsets.test.yaml").write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
