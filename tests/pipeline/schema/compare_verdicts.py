#!/usr/bin/env python3
"""Holds `minutemill schema` against `minutemill check`.

usage: compare_verdicts.py PROGRAM SOURCE_DIR

Stock pipelines must pass both. Every broken pipeline below, one fault in a sound one, must be refused by both, except for
those faults that only the program can see (whether a file is there, whether ports fit). Case files are held against the
schema of cases. The same goes for the files that pipelines name, rule files and so on: see side_files.py.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import side_files

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

SOUND = """\
minutemill: 1
name: sample
steps:
  - use: html_parse
    with: {title_line: true, attributes: 100}
  - use: html_lift
outputs:
  - use: export_json
    to: "{stem}.json"
limits: {time: 30s, memory: 1GiB, depth: 256}
isolation: process
sandbox: auto
"""

# (what, text to replace, its replacement): both must refuse.
BROKEN = [
    ("unknown key", "name: sample", "nam: sample"),
    ("another version", "minutemill: 1", "minutemill: 2"),
    ("version as text", "minutemill: 1", "minutemill: '1'"),
    ("no version", "minutemill: 1\n", ""),
    ("no steps", "steps:", "stages:"),
    ("steps as a map", "steps:\n  - use: html_parse\n    with: {title_line: true, attributes: 100}\n  - use: html_lift\n",
     "steps:\n  use: html_parse\n"),
    ("step without use", "  - use: html_lift", "  - id: html_lift"),
    ("step as text", "  - use: html_lift", "  - html_lift"),
    ("unknown stage", "use: html_lift", "use: html_lfit"),
    ("exporter as a step", "use: html_lift", "use: export_json"),
    ("step as an output", "use: export_json", "use: html_lift"),
    ("unknown key of a step", "  - use: html_lift", "  - use: html_lift\n    wiht: {}"),
    ("to at a step", "  - use: html_lift", "  - use: html_lift\n    to: x"),
    ("bad id", "  - use: html_lift", "  - use: html_lift\n    id: 'a b'"),
    ("unknown option", "title_line: true", "title_lime: true"),
    ("boolean as word", "title_line: true", "title_line: yes"),
    ("boolean in quotes", "title_line: true", "title_line: 'true'"),
    ("number as word", "attributes: 100", "attributes: many"),
    ("number in quotes", "attributes: 100", "attributes: '100'"),
    ("number out of range", "attributes: 100", "attributes: 0"),
    ("fraction", "attributes: 100", "attributes: 1.5"),
    ("option without value", "attributes: 100", "attributes: "),
    ("list for text", "title_line: true", "charset: [a]"),
    ("wrong choice", "title_line: true", "bad_bytes: repiar"),
    ("with as a list", "with: {title_line: true, attributes: 100}", "with: [title_line]"),
    ("unknown limit", "time: 30s", "tiem: 30s"),
    ("duration without unit", "time: 30s", "time: 30"),
    ("unknown unit", "time: 30s", "time: 30sec"),
    ("size without unit", "memory: 1GiB", "memory: 1"),
    ("size in small letters", "memory: 1GiB", "memory: 1gib"),
    ("limit out of range", "depth: 256", "depth: 100000"),
    ("unknown isolation", "isolation: process", "isolation: docker"),
    ("unknown sandbox", "sandbox: auto", "sandbox: on"),
    ("outputs as a map", "outputs:\n  - use: export_json\n    to:", "outputs:\n    use: export_json\n    to:"),
]

# A pipeline that changes another, and faults in it.
EXTENDING = """\
minutemill: 1
extends: w3c-minutes
steps:
  - id: record
    when: {metadata: {title: true, meeting.kind: [council, board], lang: {matches: "^en"}}}
  - use: html_clean
    id: again
    after: html_clean
    unless: {media_type: text/*}
outputs:
  - id: export_docx
    remove: true
"""
BROKEN_EXTENDING = [
    ("extends a list", "extends: w3c-minutes", "extends: [w3c-minutes]"),
    ("a step without name", "  - id: record\n    when:", "  - when:"),
    ("place of no name", "after: html_clean", "after: [html_clean]"),
    ("remove says no", "remove: true", "remove: false"),
    ("unknown key of a condition", "unless: {media_type:", "unless: {mediatype:"),
    ("condition as text", "unless: {media_type: text/*}", "unless: text/html"),
    ("empty condition", "unless: {media_type: text/*}", "unless: {}"),
    ("unknown port", "unless: {media_type: text/*}", "unless: {port: html}"),
    ("a value that is a map", "lang: {matches: \"^en\"}", "lang: {is: en}"),
    ("remove without extends", "extends: w3c-minutes", "name: w3c-minutes"),
]


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: only true and false are booleans, and dates are text."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
]:
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first))


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    environment = dict(os.environ, MINUTEMILL_PLUGIN_PATH="", XDG_DATA_HOME="/nonexistent")
    failures = []

    def schema(kind):
        text = subprocess.run([program, "schema", kind], check=True, capture_output=True, text=True, env=environment).stdout
        loaded = json.loads(text)
        jsonschema.Draft7Validator.check_schema(loaded)
        return jsonschema.Draft7Validator(loaded)

    pipelines, cases = schema("pipeline"), schema("cases")

    def by_schema(validator, text):
        return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(yaml.load(text, Loader))]

    def by_check(path):
        done = subprocess.run([program, "check", str(path)], capture_output=True, text=True, env=environment)
        return done.returncode != 0, done.stdout + done.stderr

    def expect(what, text, refused, path=None):
        with tempfile.TemporaryDirectory() as folder:
            if path is None:
                path = pathlib.Path(folder) / "pipeline.yaml"
                path.write_text(text, encoding="utf-8")
            errors = by_schema(pipelines, text)
            check_refuses, words = by_check(path)
        if bool(errors) != refused:
            failures.append(f"{what}: the schema says {errors or 'good'}")
        if check_refuses != refused:
            failures.append(f"{what}: check says {words}")

    def expect_of_file(case):
        """The schema of a side file against `check` of a pipeline that names it."""
        kind, what, text, schema_refuses, check_refuses, path = case
        errors = by_schema(side_schemas[kind], text)
        with tempfile.TemporaryDirectory() as folder:
            if path is None:
                path = pathlib.Path(folder) / "named.yaml"
                path.write_text(text, encoding="utf-8")
                named = path.name
            else:
                named = f"{path.parent.name}/{path.name}"
            pipeline = pathlib.Path(folder) / "pipeline.yaml"
            pipeline.write_text(side_files.PIPELINES[kind].replace("FILE", named), encoding="utf-8")
            refused, words = by_check(pipeline)
        out = []
        if bool(errors) != schema_refuses:
            out.append(f"{kind}, {what}: the schema says {errors or 'good'}")
        if refused != check_refuses:
            out.append(f"{kind}, {what}: check says {words}")
        return out

    side_schemas = {kind: schema(kind) for kind in side_files.PIPELINES}
    side_cases = [(kind, path.name, path.read_text(encoding="utf-8"), False, False, path) for kind, path in side_files.stock(source)]
    for kind, path in side_files.stock(source):
        first = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        if (path.parent / first).resolve() != source.resolve() / "configs" / "schemas" / f"{kind}.schema.json":
            failures.append(f"{path}: the first line names no schema for editors")
    for table, schema_refuses in ((side_files.BROKEN, True), (side_files.ONLY_THE_PROGRAM, False)):
        for kind, files in table.items():
            for sound, faults in files:
                side_cases.append((kind, "the sound file", sound, False, False, None))
                for what, old, new in faults:
                    if sound.count(old) != 1:
                        failures.append(f"{kind}, {what}: '{old}' is not in the sound file once")
                    side_cases.append((kind, what, sound.replace(old, new), schema_refuses, True, None))
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for found in pool.map(expect_of_file, side_cases):
            failures += found

    expect("the sound pipeline", SOUND, False)
    for what, old, new in BROKEN:
        if SOUND.count(old) != 1:
            failures.append(f"{what}: '{old}' is not in the sound pipeline once")
        expect(what, SOUND.replace(old, new), True)
    expect("the sound extending pipeline", EXTENDING, False)
    for what, old, new in BROKEN_EXTENDING:
        if EXTENDING.count(old) != 1:
            failures.append(f"{what}: '{old}' is not in the extending pipeline once")
        expect(what, EXTENDING.replace(old, new), True)
    stock = sorted(source.glob("configs/*.yaml"))
    for path in stock:
        if not path.name.endswith(".test.yaml"):
            expect(path.name, path.read_text(encoding="utf-8"), False, path)
    for path in sorted(source.glob("plugins/*/cases/*.yaml")) + sorted(source.glob("configs/**/*.test.yaml")):
        errors = by_schema(cases, path.read_text(encoding="utf-8"))
        if errors:
            failures.append(f"{path}: the schema of cases says {errors}")
    for failure in failures:
        print("FAILED", failure)
    print(f"{len(BROKEN) + len(BROKEN_EXTENDING)} broken and {len(stock)} stock pipelines, "
          f"{len(side_cases)} files that pipelines name: {len(failures)} disagreements")
    return 1 if failures or not stock else 0


sys.exit(main())
