#!/usr/bin/python3
"""safety.py PROGRAM: converts the pages of attacks.py to every format and looks for anything active in the outputs: scripts,
handlers, addresses that do something, fields, remote parts, directions turned around."""
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile

import attacks

STEPS = """minutemill: 1
name: safety
steps:
  - use: html_parse
{clean}  - use: html_lift
  - use: section_split
    with: {{rules: rules/headings.yaml}}
  - use: metadata_tag
    with: {{rules: rules/headings.yaml}}
outputs: [{{use: export_docx}}, {{use: export_epub}}, {{use: export_json}}, {{use: export_html}}, {{use: export_text}}]
"""
CLEAN = "  - use: html_clean\n    with: {sites: sites/generic.yaml, content: page}\n"

SAFE_SCHEME = re.compile(r"(https?|mailto|tel|ftps?|urn|doi|cid):", re.I)
ADDRESS_ATTRIBUTES = {"href", "src", "action", "formaction", "poster", "cite", "data", "background", "longdesc", "srcset", "ping", "codebase"}
ACTIVE_ELEMENTS = {"script", "iframe", "frame", "object", "embed", "applet", "form", "base", "foreignobject", "set", "animate", "handler", "audio", "video"}
FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|TOC|PAGEREF|REF|STYLEREF|SECTIONPAGES|HYPERLINK\s+\\l)\b")
OVERRIDES = re.compile("[\u202d\u202e]")


def is_safe(address, image=False):
    address = re.sub(r"[\x00-\x20\x7f]", "", address)
    if address.startswith(("\\", "/\\")):
        return False
    if image and re.match(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", address):
        return True
    return bool(SAFE_SCHEME.match(address)) or ":" not in re.split(r"[/?#]", address)[0]


def element(name, attributes, complain):
    name = name.rpartition("}")[2].lower()
    is_data = name == "script" and dict(attributes).get("type") == "application/ld+json"
    if name in ACTIVE_ELEMENTS and not is_data:
        complain(f"<{name}>")
    if name == "meta" and "http-equiv" in {a.lower() for a, _ in attributes}:
        value = dict(attributes)
        if value.get("http-equiv", "").lower() == "refresh":
            complain("a refresh")
    for attribute, value in attributes:
        attribute, value = attribute.rpartition("}")[2].rpartition(":")[2].lower(), value or ""
        if attribute.startswith("on"):
            complain(f"the handler {attribute}")
        if attribute in ADDRESS_ATTRIBUTES and not is_safe(value, image=name in ("img", "image")):
            complain(f"{attribute}={value[:60]!r}")
        if attribute == "style" and re.search(r"expression|javascript|url\(\s*['\"]?(?!#|data:image)", value, re.I):
            complain(f"style={value[:60]!r}")


class Html(html.parser.HTMLParser):
    def __init__(self, complain):
        super().__init__()
        self.complain = complain

    def handle_starttag(self, tag, attributes):
        element(tag, attributes, self.complain)

    handle_startendtag = handle_starttag


def check_xml(name, data, complain):
    if b"<!ENTITY" in data:
        complain("an entity declaration")
    try:
        tree = xml.etree.ElementTree.fromstring(data)
    except xml.etree.ElementTree.ParseError as error:
        return complain(f"not well-formed: {error}: {data[:200]!r}")
    for node in tree.iter():
        tag = node.tag.rpartition("}")[2]
        if name.endswith(".rels"):
            if tag == "Relationship" and node.get("TargetMode") == "External":
                kind = node.get("Type", "").rpartition("/")[2]
                if kind != "hyperlink" or not is_safe(node.get("Target", "")):
                    complain(f"{kind} to {node.get('Target')[:60]!r}")
        elif name.startswith("word/"):
            instruction = node.text if tag == "instrText" else node.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr")
            if instruction is not None and instruction.strip() and not FIELDS.match(instruction):
                complain(f"the field {instruction[:40]!r}")
            if tag in ("object", "OLEObject", "altChunk", "control", "attachedTemplate", "subDoc"):
                complain(f"<{tag}>")
        elif name.endswith((".xhtml", ".svg", ".opf", ".ncx", ".html")):
            element(node.tag, list(node.attrib.items()), complain)
            if name.endswith((".opf", ".xhtml")) and tag in ("img", "image", "item", "link") and "://" in (node.get("src") or node.get("href") or ""):
                complain("something remote")


def check_links(node, complain):
    if isinstance(node, dict):
        if isinstance(node.get("href"), str) and not is_safe(node["href"], image=node.get("kind") == "image"):
            complain(f"href {node['href'][:60]!r}")
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            check_links(child, complain)


def check(path, clean, complain):
    parts = {path.name: path.read_bytes()}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    for name, data in parts.items():
        def told(what):
            complain(f"{path.name}: {name}: {what}")
        if clean and attacks.MARK.encode() in data:
            at = data.index(attacks.MARK.encode())
            told(f"the words of something active: {data[max(0, at - 60):at + 20]!r}")
        if clean and OVERRIDES.search(data.decode("utf-8", "replace")):
            told("a direction override")
        if name.endswith((".xml", ".rels", ".xhtml", ".svg", ".opf", ".ncx")):
            check_xml(name, data, told)
        elif name.endswith(".html"):
            Html(told).feed(data.decode("utf-8"))
        elif name.endswith(".json") and clean:
            check_links(json.loads(data), told)


def main():
    faults, checked = [], 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "in").mkdir()
        for name, text in attacks.pages():
            (folder / "in" / name).write_bytes(text.encode("utf-8", "surrogatepass"))
        # Exporters do not count on html_clean: a pipeline may do without.
        for kind, clean in (("cleaned", CLEAN), ("uncleaned", "")):
            pipeline = folder / f"{kind}.yaml"
            pipeline.write_text(STEPS.format(clean=clean))
            subprocess.run([sys.argv[1], "run", pipeline, folder / "in", "--out", folder / kind], check=True, stdout=subprocess.DEVNULL)
            for path in sorted((folder / kind).iterdir()):
                if path.is_file():
                    checked += 1
                    check(path, bool(clean), lambda what: faults.append(f"{kind}/{what}"))
    print(f"{checked} outputs, {len(faults)} faults", *faults[:60], sep="\n  ")
    return 1 if faults or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
