#!/usr/bin/env python3
"""A filter for pandoc as they are: JSON on standard input, to its end, JSON on standard output."""
import json
import sys


def shout(value):
    if isinstance(value, dict):
        if value.get("t") == "Str":
            value["c"] = value["c"].upper()
        for inner in value.values():
            shout(inner)
    elif isinstance(value, list):
        for inner in value:
            shout(inner)


document = json.load(sys.stdin)
shout(document["blocks"])
json.dump(document, sys.stdout)
