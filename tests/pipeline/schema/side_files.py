"""Files that pipelines name: a sound one of each kind, faults in it that schema and program must both refuse, and faults that
only the program can see. A fault is (what, text to replace, its replacement)."""

FOLDERS = {"rules": "rules", "sites": "sites", "styles": "style", "mappings": "mapping"}


def stock(source):
    """(kind, path) of every stock file."""
    found = []
    for folder, kind in FOLDERS.items():
        for path in sorted((source / "configs" / folder).glob("*.yaml")):
            if not path.name.endswith(".test.yaml"):
                found.append(("labels" if path.name == "labels.yaml" else kind, path))
    assert len(found) > 8, "stock files are missing"
    return found


STEPS = "minutemill: 1\nname: sample\nsteps:\n  - use: html_parse\n"
JSON = "outputs:\n  - use: export_json\n"

# By kind of schema: a pipeline that has the file FILE read.
PIPELINES = {
    "rules": STEPS + "  - use: html_lift\n  - use: section_split\n    with: {rules: FILE}\n  - use: metadata_tag\n    with: {rules: FILE}\n" + JSON,
    "sites": STEPS + "  - use: html_clean\n    with: {sites: FILE}\n  - use: html_lift\n" + JSON,
    "style": STEPS + "  - use: html_lift\noutputs:\n  - use: export_docx\n    with: {style: FILE}\n",
    "labels": STEPS + "  - use: html_lift\noutputs:\n  - use: export_html\n    with: {labels: FILE}\n  - use: export_epub\n    with: {labels: FILE}\n",
    "mapping": STEPS + "  - use: html_lift\noutputs:\n  - use: export_docx\n    with: {mapping: FILE}\n  - use: export_epub\n    with: {mapping: FILE}\n"
               "  - use: export_html\n    with: {mapping: FILE}\n  - use: export_json\n    with: {mapping: FILE, json_ld: true}\n",
}

RULES = """\
minutemill_rules: 1
name: lamps
folding: {width: true}
numbers:
  words: {first: 1}
vocabularies:
  committee: [Lamp Committee, Path Committee]
patterns:
  lane: '[A-Z][a-z]+ Lane'
dates:
  months: {May: 5}
  formats: ['(?P<day>[0-9]+) (?P<month>{month}) (?P<year>[0-9]{4})']
names: {separator: ', '}
sentences: {ends: ['.']}
lines:
  labels: {present: [Present]}
  label_length: 20
fields:
  title: {as: text}
  chairs: {as: names, expected: false}
  kind: {as: choice, choices: {council: Council, board: [Board, Panel]}}
rules:
  - id: title
    in: [title, label present]
    match: '(?P<what>.*)'
    set: {title: '{what}'}
    score: 60
agenda:
  cues: [{id: motion, in: sentence, match: 'moved (?P<topic>.*)'}]
sections:
  numbering: [{id: decimal, match: '[0-9]+[.]', rank: 2}]
"""
SITES = """\
name: lamps
include: generic.yaml
profiles:
  - id: council
    when: "meta[name=lamps]"
    content: ["#text", "//div[@class='text']"]
    junk: .share
    markers:
      - {begin: text begins, end: text ends}
    roles: {title: h1}
drop:
  - {id: ads, select: [ins], words: [advert]}
furniture:
  - {id: menu, select: nav, weak: true}
roles:
  - {id: head, select: h1, role: title}
patterns:
  junk: ['share-?bar', promo]
"""
STYLE = """\
name: lamps
extends: plain.yaml
docx:
  page:
    width: 210mm
    height: 297mm
    margins: {top: 2.5cm, right: 1in, bottom: 72pt, left: 25mm}
    grid: {line_pitch: 29pt, character_space: -0.2pt}
  fonts:
    text: {latin: Arial, cjk: SimSun}
  font_alternatives:
    Arial: {names: [Liberation Sans], family: swiss}
  languages: {latin: en-GB, cjk: zh-CN, complex: ar-SA}
  styles:
    body: {first_indent: 2em, line: 29pt+, align: justify, bold: false, outline_level: 2}
    title: {colour: "1F3864", size: 22pt, borders: {bottom: {style: double, width: 2pt}}}
    attendance: {label: {end: ":", font: text}}
    hyperlink: {underline: true}
    lamp: {name: Lamp, based_on: body}
  footer: {all: {text: "{page}", left: 1em}}
  lists:
    bullets: ["-"]
    numbers: [decimal]
    number_styles: {decimal: {format: decimal, text: "%.", gap: space}}
  table: {align: center, cell: {left: 5pt}, space_after: 0}
  toc: {levels: 3, titles: {en: Contents}}
  front:
    - {style: lamp, text: "{title}"}
  keep_indents: true
"""
WHOLE_STYLE = STYLE.replace("extends: plain.yaml\n", "").replace(
    "  styles:\n", "  styles:\n    normal: {font: text, size: 11pt}\n")
LABELS = """\
en:
  contents: Contents
  landmarks: Landmarks
  cover: Cover
  start: Start
  back: Back
  index: Index
  topics: Topics
  documents: Documents
  notes: Notes
  summary_text: no images
  summary_described: images with words
  summary_undescribed: images
"""
MAPPING = """\
docx:
  core: {title: [title, page.title], keywords: page.keywords}
  custom: {Kind: meeting.kind}
epub: {title: title, subjects: agenda.*.topic}
html: {author: reporters}
json_ld:
  headline: $title
  author: {each: reporters, as: {name: $}}
"""

# kind: [(the sound file, [(what, text, its replacement)])]: both must refuse.
BROKEN = {
    "rules": [(RULES, [
        ("another version", "minutemill_rules: 1", "minutemill_rules: 2"),
        ("no version", "minutemill_rules: 1\n", ""),
        ("no name", "name: lamps\n", ""),
        ("unknown key", "patterns:", "pattern:"),
        ("key of a rule too high", "    score: 60\n", "score: 60\n"),
        ("key of a file too deep", "  label_length: 20", "  label_length: 20\n  language: en"),
        ("mistyped key of a rule", "    match: '(?P<what>", "    mach: '(?P<what>"),
        ("rule without place", "    in: [title, label present]\n", ""),
        ("rule without values", "    set: {title: '{what}'}\n", ""),
        ("unknown place", "[title, label present]", "[titel, label present]"),
        ("score as word", "score: 60", "score: high"),
        ("score out of range", "score: 60", "score: 101"),
        ("value as list", "set: {title: '{what}'}", "set: {title: ['{what}']}"),
        ("rules as map", "rules:\n  - id: title\n    in", "rules:\n    id: title\n    in"),
        ("unknown kind of field", "{as: text}", "{as: txt}"),
        ("choice without choices", ", choices: {council: Council, board: [Board, Panel]}", ""),
        ("boolean as word", "expected: false", "expected: no"),
        ("empty vocabulary", "[Lamp Committee, Path Committee]", "[]"),
        ("vocabulary as map", "[Lamp Committee, Path Committee]", "{lamp: Lamp}"),
        ("numeral as word", "{first: 1}", "{first: one}"),
        ("negative numeral", "{first: 1}", "{first: -1}"),
        ("month as word", "{May: 5}", "{May: five}"),
        ("formats as text", "formats: ['(?P<day>[0-9]+) (?P<month>{month}) (?P<year>[0-9]{4})']", "formats: '[0-9]+'"),
        ("names without separator", "{separator: ', '}", "{aside: ', '}"),
        ("sentences without ends", "{ends: ['.']}", "{closers: ['.']}"),
        ("numbering without pattern", ", match: '[0-9]+[.]'", ""),
        ("rank out of range", "rank: 2", "rank: 10"),
        ("pattern as map", "match: '(?P<what>.*)'", "match: {a: b}"),
    ])],
    "sites": [(SITES, [
        ("unknown key", "furniture:", "furnitures:"),
        ("content too high", "include: generic.yaml", "content: '#text'"),
        ("furniture in a profile", "    junk: .share", "    furniture: .share"),
        ("profile without id", "  - id: council\n    when", "  - when"),
        ("profiles as map", "  - id: council\n    when", "    id: council\n    when"),
        ("rule without id", "{id: ads, select", "{select"),
        ("role that names none", ", role: title", ""),
        ("role of a rule that takes none", "weak: true", "role: title"),
        ("selector as map", "content: [\"#text\", ", "content: [{id: text}, "),
        ("empty selector", "\"#text\"", "\"\""),
        ("marker without end", ", end: text ends", ""),
        ("markers as map", "      - {begin: text begins, end: text ends}", "      {begin: text begins, end: text ends}"),
        ("boolean as word", "weak: true", "weak: yes"),
        ("unknown pattern", "junk: ['share-?bar', promo]", "jnuk: ['share-?bar', promo]"),
        ("patterns as list", "  junk: ['share-?bar', promo]", "  - promo"),
        ("words as map", "words: [advert]", "words: {a: advert}"),
        ("include as map", "include: generic.yaml", "include: {file: generic.yaml}"),
        ("roles of a profile as list", "{title: h1}", "[h1]"),
    ])],
    "style": [(STYLE, [
        ("unknown key", "docx:", "docs:"),
        ("key of docx too high", "  keep_indents: true\n", "keep_indents: true\n"),
        ("key of the page in its margins", "left: 25mm}", "left: 25mm, header: 1cm}"),
        ("unit with a space", "height: 297mm", "height: 297 mm"),
        ("unknown unit", "top: 2.5cm", "top: 25px"),
        ("no unit", "height: 297mm", "height: 297"),
        ("characters for a page", "height: 297mm", "height: 20em"),
        ("no margin", ", left: 25mm", ""),
        ("grid in millimetres", "-0.2pt", "-2mm"),
        ("no font for CJK", ", cjk: SimSun", ""),
        ("unknown family", "family: swiss", "family: sans"),
        ("mistyped key of a style", "first_indent:", "first_ident:"),
        ("unknown alignment", "align: justify", "align: justified"),
        ("line in pixels", "line: 29pt+", "line: 29px"),
        ("number of lines at least", "line: 29pt+", "line: 1.5+"),
        ("boolean as word", "bold: false", "bold: no"),
        ("outline too deep", "outline_level: 2", "outline_level: 10"),
        ("colour by name", '"1F3864"', "navy"),
        ("unknown border", "style: double", "style: triple"),
        ("name for one of Word's styles", "title: {colour", "title: {name: First, colour"),
        ("paragraph key of a character style", "hyperlink: {underline: true}", "hyperlink: {align: left}"),
        ("label without end", "{end: \":\", font: text}", "{font: text}"),
        ("band without text", "{text: \"{page}\", left: 1em}", "{left: 1em}"),
        ("number style without text", "text: \"%.\", ", ""),
        ("too many levels", "levels: 3", "levels: 7"),
        ("front line without style", "{style: lamp, text", "{text"),
    ]), (WHOLE_STYLE, [
        ("no fonts", "  fonts:\n    text: {latin: Arial, cjk: SimSun}\n", ""),
        ("no table", "  table: {align: center, cell: {left: 5pt}, space_after: 0}\n", ""),
        ("normal without a size", "{font: text, size: 11pt}", "{font: text}"),
    ])],
    "labels": [(LABELS, [
        ("missing text", "  cover: Cover\n", ""),
        ("unknown text", "cover: Cover", "cover: Cover\n  covre: Cover"),
        ("text as list", "cover: Cover", "cover: [Cover]"),
        ("no language", "en:\n", ""),
        ("no labels", LABELS, "{}\n"),
        ("list", LABELS, "- en\n"),
    ])],
    "mapping": [(MAPPING, [
        ("unknown section", "docx:", "dokx:"),
        ("unknown target", "keywords:", "keyword:"),
        ("target too high", "  custom: {Kind: meeting.kind}", "  title: title"),
        ("path as map", "author: reporters", "author: {path: reporters}"),
        ("custom as a word", "{Kind: meeting.kind}", "some"),
        ("custom with a list", "{Kind: meeting.kind}", "{Kind: [meeting.kind]}"),
        ("section as list", "{author: reporters}", "[author]"),
        ("each without as", ", as: {name: $}", ""),
        ("each and more", "as: {name: $}", "as: {name: $}, name: x"),
        ("each of a list", "each: reporters", "each: [reporters]"),
        ("JSON-LD as list", "json_ld:\n  headline: $title\n  author: {each: reporters, as: {name: $}}\n", "json_ld: [a]\n"),
        ("epub target of html", "{author: reporters}", "{publisher: source}"),
    ])],
}

# What no schema can say: names that stand elsewhere, grammars inside of texts, what is allowed by other files.
ONLY_THE_PROGRAM = {
    "rules": [(RULES, [
        ("open group", "(?P<what>.*)", "(?P<what>.*"),
        ("group that is not there", "'{what}'", "'{who}'"),
        ("vocabulary that is not there", "'[A-Z][a-z]+ Lane'", "'{lanes} Lane'"),
        ("label that is not there", "label present", "label presnt"),
        ("field that is not there", "set: {title:", "set: {titel:"),
        ("cue without topic", "(?P<topic>.*)", ".*"),
        ("file that is not there", "name: lamps", "name: lamps\ninclude: lanes.yaml"),
        ("key twice", "name: lamps", "name: lamps\nname: lanes"),
    ])],
    "sites": [(SITES, [
        ("bad CSS", '"#text"', '"# text"'),
        ("bad XPath", "//div[@class='text']", "//div[@class='text'"),
        ("XPath for all elements", "select: nav", "select: //nav"),
        ("bad pattern", "share-?bar", "share(bar"),
        ("file that is not there", "generic.yaml", "genric.yaml"),
    ])],
    "style": [(STYLE, [
        ("unknown font", "{end: \":\", font: text}", "{end: \":\", font: txet}"),
        ("unknown base", "based_on: body", "based_on: boyd"),
        ("base below", "based_on: body", "based_on: lamp"),
        ("unknown style of a front line", "{style: lamp", "{style: lamps"),
        ("unknown number style", "numbers: [decimal]", "numbers: [roman]"),
        ("margins wider than the page", "right: 1in", "right: 8in"),
        ("file that is not there", "plain.yaml", "plian.yaml"),
    ])],
    "labels": [(LABELS, [("key twice", "cover: Cover", "cover: Cover\n  cover: Cover")])],
    "mapping": [(MAPPING, [
        ("too deep", "headline: $title", "headline: " + "{a: " * 17 + "$title" + "}" * 17),
        ("key twice", "html:", "html: {}\nhtml:"),
    ])],
}
