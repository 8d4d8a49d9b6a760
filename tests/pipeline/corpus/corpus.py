#!/usr/bin/python3
"""corpus.py PROGRAM: converts the reports of $MINUTEMILL_SHARED, holds the records of the Chinese ones against what is known of
them, and every piece of evidence, Chinese and English, against the bytes of the source it points at."""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

SKIPPED = 77
LEAST_SCORE = "0.97"


def plain(text):
    """Without markup, character references, white space and differences of width."""
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def plain_markdown(text):
    """The same without Markdown's marks: link targets, emphasis, strikes, code, escapes."""
    return re.sub(r"[\\*_~`\[\]]", "", plain(re.sub(r"\]\([^()]*\)?", "]", text)))


def check_evidence(source, report, wrong, words=plain):
    charset = report["input"].get("charset") or "utf-8"
    checked = 0
    for field, proofs in report["evidence"].items():
        for proof in proofs:
            # What a page says of itself stands in attributes: such evidence points at the element, and so does what a
            # rule took from there, which has no block.
            if field.startswith("page.") or "block" not in proof or "bytes" not in proof or not proof.get("quote"):
                continue
            begin, end = proof["bytes"]
            checked += 1
            found = words(source[begin:end].decode(charset, "replace"))
            if found != words(proof["quote"]):
                wrong.append(f"{field}: bytes {begin}-{end} hold {found[:40]!r}, not {proof['quote'][:40]!r}")
    return checked


def check_reports(program, pipeline, inputs, out):
    """Converts `inputs` into `out`; how many pieces of evidence were checked, and the faults."""
    subprocess.run([program, "run", pipeline, *map(str, inputs), "--out", out], check=True)
    checked, wrong = 0, []
    for path in inputs:
        report = json.loads((pathlib.Path(out) / (path.stem + ".json")).read_text(encoding="utf-8"))
        faults = []
        checked += check_evidence(path.read_bytes(), report, faults, plain_markdown if path.suffix == ".md" else plain)
        wrong += [f"{path.name}: {fault}" for fault in faults]
    print(f"{pipeline}: evidence: {checked} checked, {len(wrong)} wrong", *wrong, sep="\n  ", flush=True)
    return checked > 0 and not wrong


def main():
    shared = os.environ.get("MINUTEMILL_SHARED")
    if not shared:
        print("MINUTEMILL_SHARED is not set: no real reports to test with")
        return SKIPPED
    corpus = pathlib.Path(shared) / "corpus"

    def having(folder, *suffixes):
        return sorted(p for p in (corpus / folder).iterdir() if p.suffix in suffixes)

    with tempfile.TemporaryDirectory() as chinese, tempfile.TemporaryDirectory() as english:
        good = [check_reports(sys.argv[1], "gov-minutes", having("zh-meetings", ".html", ".txt"), chinese),
                check_reports(sys.argv[1], "w3c-minutes", having("minutes-en", ".html"), english),
                check_reports(sys.argv[1], "markdown-minutes", having("minutes-en", ".md"), english)]
        score = pathlib.Path(shared) / "tools" / "score_meetings.py"
        scored = subprocess.run([sys.executable, str(score), str(corpus / "zh-meetings"), chinese, "--min", LEAST_SCORE])
    return 0 if scored.returncode == 0 and all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
