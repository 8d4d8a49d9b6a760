#!/usr/bin/env python3
"""Holds the JSON output against its published schema, with every option, and the schema against broken outputs."""
import argparse
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

OPTIONS = [{}, {"indent": 0}, {"indent": 4}, {"lines": True}, {"evidence": False}, {"resources": False}]


def convert(program, document, options, folder):
    pipeline = folder / "pipeline.yaml"
    lines = ["minutemill: 1", "name: schema-check", "steps: [{use: snapshot_read}]", "outputs:", "  - use: export_json"]
    if options:
        lines += ["    with:"] + [f"      {key}: {json.dumps(value)}" for key, value in options.items()]
    pipeline.write_text("\n".join(lines) + "\n")
    done = subprocess.run([program, "run", pipeline, document, "--out", folder / "out"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{document} with {options}: exit status {done.returncode}\n{done.stderr}")
    return (folder / "out" / (document.stem + ".json")).read_text(encoding="utf-8")


def broken(report):
    """Outputs that the schema must refuse."""
    def changed(change):
        copied = copy.deepcopy(report)
        change(copied)
        return copied
    yield changed(lambda r: r.update(schema=2))
    yield changed(lambda r: r.pop("sections"))
    yield changed(lambda r: r.update(colour="red"))
    yield changed(lambda r: r["front"][0].pop("text"))
    yield changed(lambda r: r["front"][0].update(kind="headline"))
    yield changed(lambda r: r["sections"][0].pop("paragraphs"))
    yield changed(lambda r: r["metadata"].update(date="May 5th"))
    yield changed(lambda r: next(iter(r["evidence"].values()))[0].update(chars=[1]))
    yield changed(lambda r: r["resources"][0].update(size=-1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("documents", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    schema = json.loads(pathlib.Path(args.schema).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    faults = 0
    for document in args.documents:
        for options in OPTIONS:
            with tempfile.TemporaryDirectory() as folder:
                text = convert(args.program, document, options, pathlib.Path(folder))
            if options.get("lines") and (text.count("\n") != 1 or not text.endswith("\n")):
                print(f"{document.name}: lines: not one line")
                faults += 1
            report = json.loads(text)
            for fault in validator.iter_errors(report):
                print(f"{document.name} {options}: {fault.json_path}: {fault.message[:300]}")
                faults += 1
            if not options:
                for number, wrong in enumerate(broken(report)):
                    if validator.is_valid(wrong):
                        print(f"{document.name}: the schema takes broken output {number}")
                        faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
