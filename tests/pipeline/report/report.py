#!/usr/bin/env python3
"""report.py PROGRAM SOURCE_DIR: a run over samples and broken inputs, told by `minutemill report` and --metrics as it was."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
ENVIRONMENT = dict(os.environ, MINUTEMILL_PLUGIN_PATH="", XDG_DATA_HOME="/nonexistent")
failures = []


def expect(what, found, wanted):
    if found != wanted:
        failures.append(f"{what}: {found!r}, not {wanted!r}")


def minutemill(*words, status=0):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, env=ENVIRONMENT)
    expect(f"status of {words}", done.returncode, status)
    return done.stdout + done.stderr


# The lines of OpenMetrics text that these metrics use (OpenMetrics 1.0 §5).
COMMENT = re.compile(r"# (TYPE [a-z_]+ (gauge|counter|histogram|info)|UNIT [a-z_]+ (seconds|bytes)|HELP [a-z_]+ .+)")
SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="([^"\\\n]|\\.)*"(,[a-z]+="([^"\\\n]|\\.)*")*\})? [0-9.e+-]+')


def metric(lines, start):
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(start))


with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    inputs = root / "in"
    inputs.mkdir()
    for sample in sorted((SOURCE / "examples/reports").glob("*.html")):
        (inputs / sample.name).write_bytes(sample.read_bytes())
    good = len(list(inputs.iterdir()))
    (inputs / "<b>empty.html").write_bytes(b"")
    (inputs / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    minutemill("run", "gov-minutes", inputs, "--out", root / "made", "--ledger", "--metrics", root / "m.txt", status=1)

    told = json.loads(minutemill("report", root / "made", "--json", "--out", "-"))
    expect("documents", told["documents"], good + 2)
    expect("done", told["done"], good)
    expect("failed", told["failed"], 2)
    expect("outputs", told["outputs"], 3 * good)
    expect("codes", sorted(one["code"] for one in told["failures"] for _ in range(one["count"])), ["decode", "input"])
    expect("an example", [one["examples"][0]["input"] for one in told["failures"] if one["code"] == "input"],
           [str(inputs / "<b>empty.html")])
    expect("latencies", told["latency"]["count"], good + 2)
    expect("classes", sum(one["count"] for one in told["latency"]["classes"]), good + 2)
    expect("steps", list(told["steps"])[:3], ["html_parse", "html_clean", "html_lift"])
    expect("documents of a step", told["steps"]["export_docx"]["count"], good)
    expect("throughput", sum(told["throughput"]["documents"]), good + 2)
    expect("records with a title", told["metadata"].get("title"), good)
    expect("records with a body", told["metadata"].get("meeting.body", 0) > 0, True)
    expect("outputs of a step", [one["outputs"] for one in told["loss"]], [good] * 3)
    expect("text lost", [one["out"]["characters"] <= one["in"]["characters"] for one in told["loss"]], [True] * 3)
    # What was left out is what the run's ledgers say, added up by cause: cleaning's furniture, and an image nobody has.
    (inputs / "lacks.html").write_bytes("<h1>市政府召开第三次常务会议</h1><p>会议研究了水渠修缮工作。<img src='gone.png'></p>".encode())
    minutemill("run", "gov-minutes", inputs / "lacks.html", "--out", root / "lacks", "--ledger", "--report", root / "lacks.json")
    one = json.loads((root / "lacks.json").read_text(encoding="utf-8"))["summary"]
    lacks = json.loads(minutemill("report", root / "lacks", "--json", "--out", "-"))
    nothing = dict.fromkeys(["characters", "paragraphs", "cells", "images", "links", "notes"], 0)
    expect("source", lacks["source"], {**nothing, **one["source"]})
    expect("causes", sorted((cause["step"], cause["kind"], cause["cause"], cause["documents"]) for cause in lacks["causes"]),
           sorted((loss["step"], loss["kind"], loss.get("cause", ""), loss["documents"]) for loss in one["losses"]))
    expect("an image", [cause["what"] for cause in lacks["causes"] if cause["step"] == "export_docx"], [{**nothing, "images": 1}])
    expect("most of all", (told["causes"][0]["step"], told["causes"][0]["kind"], told["causes"][0]["what"]["characters"] > 0),
           ("html_clean", "furniture", True))
    expect("in order", [-cause["what"]["characters"] for cause in told["causes"]],
           sorted(-cause["what"]["characters"] for cause in told["causes"]))
    expect("an example", {cause["example"] for cause in told["causes"]} <= {str(file) for file in inputs.iterdir()}, True)

    expect("the slowest", len(told["slowest"]), min(good + 2, 20))
    expect("runs", [(run["state"], run["inputs"], run["failed"]) for run in told["runs"]], [("done", good + 2, 2)])

    expect("where the page is", minutemill("report", root / "made").strip(), str(root / "made" / "report.html"))
    page = (root / "made" / "report.html").read_text(encoding="utf-8")
    for words in ["<svg", "Throughput", "Latency", "Failures", "Record", "Loss", "What was left out, and why", "furniture: ", "Slowest documents", "&lt;b&gt;empty.html"]:
        expect(f"{words} in the page", words in page, True)
    for words in ["<script", "<b>empty", "http://", "https://", " src="]:
        expect(f"{words} in the page", words in page, False)

    text = (root / "m.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    expect("the end", lines[-1], "# EOF")
    for line in lines[:-1]:
        expect(f"form of {line}", bool(COMMENT.fullmatch(line) or SAMPLE.fullmatch(line)), True)
    expect("done in metrics", metric(lines, 'minutemill_documents_total{status="done"}'), good)
    expect("failed in metrics", metric(lines, "minutemill_failures_total"), 2)
    expect("outputs in metrics", metric(lines, "minutemill_outputs_total"), 3 * good)
    expect("documents in metrics", metric(lines, "minutemill_document_seconds_count"), good + 2)
    expect("running", metric(lines, "minutemill_running "), 0)

    expect("no ledger", "cannot be read" in minutemill("report", inputs, status=2), True)

for failure in failures:
    print("FAILED", failure)
sys.exit(1 if failures else 0)
