#!/usr/bin/env python3
"""read_back.py PROGRAM SOURCE_DIR READER: what another program finds in DOCX and EPUB made of a Chinese and an English report.

The text and, as far as the reader tells them, title, authors, language and date of the report must arrive. Status 77: the reader
is not installed.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

PROGRAM, SOURCE, READER = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
ENVIRONMENT = dict(os.environ, MINUTEMILL_PLUGIN_PATH="", XDG_DATA_HOME="/nonexistent", QTWEBENGINE_DISABLE_SANDBOX="1")

SAMPLES = [
    {
        "pipeline": "gov-minutes", "input": "lanchuan-executive.html",
        "title": "市政府召开第四十二次常务会议", "authors": ["程一帆", "陆小满"], "language": "zh",
        "meeting": "2023-09-06", "published": "2023-09-07",
        "caption": "2023年城区内涝治理先行项目",
        "words": ["市政府召开第四十二次常务会议", "市长顾清和主持召开市政府第四十二次常务会议", "鼓楼片区雨污分流", "积水点智能监测",
                  "42处，480万元", "给予不超过总造价50%的补助", "会议还研究了其他事项。"],
    },
    {
        "pipeline": "w3c-minutes", "input": "harrowby-council.html",
        "title": "Minutes of the Environment and Highways Committee", "authors": ["Environment and Highways Committee"],
        "language": "en", "meeting": "2024-05-14", "published": "2024-05-14",
        "caption": "Quotations received",
        "words": ["Minutes of the Environment and Highways Committee", "held at the Corn Exchange, Harrowby",
                  "24/31 Declarations of interest", "Members asked whether a single late cut", "Brook & Daughters", "8,240", "lay a new supply from Church Street",
                  "a wayleave from the diocese", "collect rainwater in two 1,000-litre tanks", "Mr Yelland to obtain two prices"],
    },
]
failures = []


def expect(what, found, wanted):
    if found != wanted:
        failures.append(f"{what}: {found!r}, not {wanted!r}")


def squeezed(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def output_of(*words):
    return subprocess.run([*map(str, words)], capture_output=True, text=True, check=True, env=ENVIRONMENT).stdout


def pandoc_text(form, file):
    return output_of("pandoc", "--from", form, "--to", "plain", "--wrap=none", file)


def pandoc_metadata(form, file):
    """Values of the metadata as plain text, or lists of it."""
    def plain(value):
        if value["t"] == "MetaList":
            return [plain(one) for one in value["c"]]
        return "".join(one.get("c", " ") for one in value["c"])
    metadata = json.loads(output_of("pandoc", "--from", form, "--to", "json", file))["meta"]
    return {name: plain(value) for name, value in metadata.items()}


def python_docx(made):
    document = docx.Document(made / "report.docx")
    properties = document.core_properties
    return {"title": properties.title, "authors": properties.author.split("; "), "language": properties.language,
            "published": properties.created.date().isoformat(),
            "text": "".join(node.text or "" for node in document.element.body.iter("{*}t"))}


def pandoc_docx(made):
    # Of core properties pandoc takes none; a paragraph of style Title is the title when nothing stands above it, else text.
    file = made / "report.docx"
    title = pandoc_metadata("docx", file).get("title", "")
    return {"text": title + pandoc_text("docx", file)}


def pandoc_epub(made):
    file = made / "report.epub"
    found = pandoc_metadata("epub", file)
    authors = found["author"] if isinstance(found["author"], list) else [found["author"]]
    return {"title": found["title"], "authors": authors[::-1], "language": found["language"], "meeting": found["date"],
            "text": pandoc_text("epub", file)}


def ebook_meta(made):
    lines = output_of("ebook-meta", made / "report.epub").splitlines()
    found = {name.strip(): value.strip() for name, _, value in (line.partition(" : ") for line in lines)}
    return {"title": found["Title"], "authors": re.sub(r" \[.*?\]", "", found["Author(s)"]).split(" & "),
            "language": found["Languages"], "meeting": found["Published"][:10]}


def judge(sample, found):
    name = sample["input"]
    for fact in ["title", "meeting", "published"]:
        if fact in found:
            expect(f"{name}: {fact}", found[fact], sample[fact])
    if "authors" in found:
        expect(f"{name}: authors", found["authors"], sample["authors"])
    if "language" in found:
        # zh, zh-CN, or zho, as calibre writes languages
        expect(f"{name}: language", found["language"][:2], sample["language"])
    if "text" in found:
        text, at = squeezed(found["text"]), 0
        # pandoc writes captions below their tables.
        expect(f"{name}: caption in the text", squeezed(sample["caption"]) in text, True)
        for words in sample["words"]:
            place = text.find(squeezed(words), at)
            if place < 0:
                failures.append(f"{name}: not in the text, or not in its place: {words}")
            at = max(at, place)


READERS = {reader.__name__: reader for reader in (python_docx, pandoc_docx, pandoc_epub, ebook_meta)}
if READER == "python_docx":
    try:
        import docx
    except ImportError:
        print("SKIPPED: python-docx is not installed")
        sys.exit(77)
else:
    tool = "ebook-meta" if READER == "ebook_meta" else "pandoc"
    if shutil.which(tool) is None:
        print(f"SKIPPED: {tool} is not installed")
        sys.exit(77)

with tempfile.TemporaryDirectory() as folder:
    for sample in SAMPLES:
        made = pathlib.Path(folder) / sample["pipeline"]
        source = made / "in" / "report.html"
        source.parent.mkdir(parents=True)
        source.write_bytes((SOURCE / "examples/reports" / sample["input"]).read_bytes())
        output_of(PROGRAM, "run", sample["pipeline"], source, "--out", made)
        judge(sample, READERS[READER](made))

for failure in failures:
    print("FAILED", failure)
sys.exit(1 if failures else 0)
