"""A step of a minutemill pipeline in Python: call serve() with a function that changes a document.

docs/exec.md describes the messages; docs/document-model.md the document ("Snapshot").
"""
import json
import sys
import traceback


class Failure(Exception):
    """Raise it to fail the document. Codes: docs/reference/errors.md."""

    def __init__(self, message, code="structure"):
        super().__init__(message)
        self.code = code


class Call:
    """What a step gets beside the document: parameters of the pipeline, and reports to give."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.reports = []

    def note(self, message):
        self.reports.append({"severity": "note", "message": message})

    def warn(self, message):
        self.reports.append({"severity": "warning", "message": message})


def nodes(document, kind=None):
    """All nodes of the body that are objects, in reading order."""
    stack = list(reversed(document["body"]))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            continue
        if kind is None or node["kind"] == kind:
            yield node
        stack.extend(reversed(node.get("children", [])))


def text(node):
    """The characters of a node; notes are left out."""
    if isinstance(node, str):
        return node
    if node["kind"] == "note":
        return ""
    return node.get("text", "") + "".join(text(child) for child in node.get("children", []))


def map_text(document, change):
    """Replaces every text of the body by change(text)."""
    for parent in [{"children": document["body"]}, *nodes(document)]:
        if parent.get("kind") == "text":
            parent["text"] = change(parent.get("text", ""))
        children = parent.get("children", [])
        children[:] = [change(child) if isinstance(child, str) else child for child in children]


def serve(change):
    """Calls change(document, call) for each message until there are no more. It changes the document in place."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # print() would disturb the exchange
    for line in sys.stdin.buffer:
        message = json.loads(line)
        call = Call(message["parameters"])
        try:
            change(message["document"], call)
            answer = {"document": message["document"]}
        except Failure as failure:
            answer = {"failure": {"code": failure.code, "message": str(failure)}}
        except Exception:  # a fault of the step costs one document
            answer = {"failure": {"code": "plugin", "message": traceback.format_exc(limit=-1)}}
        answer["reports"] = call.reports
        answers.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        answers.flush()
