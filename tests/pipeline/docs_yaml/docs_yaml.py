#!/usr/bin/env python3
"""Loads every fenced YAML block of the documentation.

usage: docs_yaml.py PROGRAM SOURCE_DIR

What a block is, it says with its first line (`minutemill: 1`, `minutemill_rules: 1`, `cases:`) or behind the fence:
```yaml rules, sites, style, labels, mapping, case; ```yaml step is a list of steps. A block of which nothing is known is a
failure, so that none goes unread. Cases are held against the schema; all others are given to `check`.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "schema"))
import side_files  # noqa: E402

PAGES = ["README.md", "docs/*.md", "docs/decisions/*.md", "docs/reference/stages/*.md", "plugins/*/README.md", "examples/**/*.md"]
FIRST_LINES = [("minutemill:", "pipeline"), ("minutemill_rules:", "rules"), ("cases:", "case"), ("expect:", "case"), ("- use:", "step")]
# What a block of steps stands behind, by what its stage takes.
BEFORE = {"bytes": "", "markup": "  - use: html_parse\n", "document": "  - use: html_parse\n  - use: html_lift\n"}
# What a case must have besides the part that a block shows.
# What a reader puts in the place of the words that stand for required options.
STAND_INS = [("rules/FILE.yaml", "rules/headings.yaml"), ('"..."', "cat"), ("'...'", "cat"), (" ...", " cat")]
REST_OF_CASE = {"name": "a part", "steps": [{"use": "html_parse"}], "input": {"text": "<p>a</p>"}, "expect": {}}


def blocks(page):
    """(number of the first line, words behind the fence, text) of each block."""
    inside = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if inside is None and re.match(r"```ya?ml( |$)", line):
            inside = (number + 1, line.split()[1:], [])
        elif inside is not None and line == "```":
            yield inside[0], inside[1], "\n".join(inside[2]) + "\n"
            inside = None
        elif inside is not None:
            inside[2].append(line)


def kind_of(words, text):
    if words:
        return words[0]
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return next((kind for start, kind in FIRST_LINES if first.startswith(start)), "case" if "\nexpect:" in text else None)


def pipeline_of_step(page, text):
    """A pipeline around the steps of a stage's own page, which says what the stage takes and gives."""
    takes, gives = re.search(r"^Takes (\w+), gives (\w+)", page.read_text(encoding="utf-8"), re.M).groups()
    for placeholder, value in STAND_INS:
        text = text.replace(placeholder, value)
    steps = "".join("  " + line + "\n" for line in text.splitlines())
    if gives == "artifact":
        return "minutemill: 1\nsteps:\n" + BEFORE[takes] + "outputs:\n" + steps
    after = "  - use: html_lift\n" if gives == "markup" else ""
    return "minutemill: 1\nsteps:\n" + BEFORE[takes] + steps + after + side_files.JSON


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    environment = dict(os.environ, MINUTEMILL_PLUGIN_PATH="", XDG_DATA_HOME="/nonexistent")
    done = subprocess.run([program, "schema", "cases"], check=True, capture_output=True, text=True, env=environment)
    case_schema = jsonschema.Draft7Validator(json.loads(done.stdout))

    def fault_of_case(text):
        case = yaml.load(text, yaml.BaseLoader)
        if "cases" not in case:
            case = {**REST_OF_CASE, **case}
        # Read as texts alone, so that only the keys are judged.
        wrong = [e for e in case_schema.iter_errors(case) if e.validator in ("additionalProperties", "required")]
        return "; ".join(error.message for error in wrong)

    def fault_of_check(page, first, kind, text):
        with tempfile.TemporaryDirectory() as folder:
            desk = pathlib.Path(folder)
            for name in re.findall(r"\b[\w-]+\.(?:py|lua)\b", text):
                (desk / name).touch()  # programs that the page writes elsewhere
            file = desk / "block.yaml"
            pipeline = file
            if kind == "step":
                text = pipeline_of_step(page, text)
            # As many empty lines before it as in the page, so that messages name its lines.
            file.write_text("\n" * (first - 1) + text, encoding="utf-8")
            if kind in side_files.PIPELINES:
                pipeline = desk / "pipeline.yaml"
                pipeline.write_text(side_files.PIPELINES[kind].replace("FILE", file.name), encoding="utf-8")
            told = subprocess.run([program, "check", str(pipeline)], capture_output=True, text=True, env=environment)
            return (told.stdout + told.stderr).replace(str(file), str(page)) if told.returncode != 0 else ""

    def fault(block):
        page, first, words, text = block
        kind = kind_of(words, text)
        if kind == "case":
            return fault_of_case(text)
        if kind in ("pipeline", "step") or kind in side_files.PIPELINES:
            return fault_of_check(page, first, kind, text)
        return "what is this block? say it behind the fence, as in ```yaml rules"

    found = [(page, *block) for pattern in PAGES for page in sorted(source.glob(pattern)) for block in blocks(page)]
    failures = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for (page, first, _, _), words in zip(found, pool.map(fault, found)):
            if words:
                failures += 1
                print(f"FAILED {page.relative_to(source)}:{first}: {words}")
    print(f"{len(found)} blocks, {failures} of them wrong")
    return 1 if failures or len(found) < 20 else 0


sys.exit(main())
