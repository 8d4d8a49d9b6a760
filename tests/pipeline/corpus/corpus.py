#!/usr/bin/python3
"""corpus.py PROGRAM: converts the Chinese reports of $MINUTEMILL_SHARED with gov-minutes and holds the records against what
is known of them, and every piece of evidence against the bytes of the source it points at."""
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


def check_evidence(source, report, wrong):
    charset = report["input"].get("charset") or "utf-8"
    checked = 0
    for field, proofs in report["evidence"].items():
        for proof in proofs:
            # What a page says of itself stands in attributes: such evidence points at the element.
            if field.startswith("page.") or "bytes" not in proof or not proof.get("quote"):
                continue
            begin, end = proof["bytes"]
            checked += 1
            found = plain(source[begin:end].decode(charset, "replace"))
            if found != plain(proof["quote"]):
                wrong.append(f"{field}: bytes {begin}-{end} hold {found[:40]!r}, not {proof['quote'][:40]!r}")
    return checked


def main():
    shared = os.environ.get("MINUTEMILL_SHARED")
    if not shared:
        print("MINUTEMILL_SHARED is not set: no real reports to test with")
        return SKIPPED
    reports = pathlib.Path(shared) / "corpus" / "zh-meetings"
    inputs = sorted(p for p in reports.iterdir() if p.suffix in (".html", ".txt"))
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.argv[1], "run", "gov-minutes", *map(str, inputs), "--out", out], check=True)
        checked, wrong = 0, []
        for path in inputs:
            report = json.loads((pathlib.Path(out) / (path.stem + ".json")).read_text(encoding="utf-8"))
            faults = []
            checked += check_evidence(path.read_bytes(), report, faults)
            wrong += [f"{path.name}: {fault}" for fault in faults]
        print(f"evidence: {checked} checked, {len(wrong)} wrong", *wrong, sep="\n  ")
        score = pathlib.Path(shared) / "tools" / "score_meetings.py"
        scored = subprocess.run([sys.executable, str(score), str(reports), out, "--min", LEAST_SCORE])
    return 1 if scored.returncode != 0 or checked == 0 or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
