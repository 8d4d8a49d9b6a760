"""Pages that try to bring something active into what is made of them. MARK stands only where no reader would see it: in
scripts, handlers, styles and addresses that do something."""
import base64

MARK = "zzactivezz"

ADDRESSES = [
    f"javascript:{MARK}()", f"JaVaScRiPt:{MARK}()", f" javascript:{MARK}()", f"&#1;javascript:{MARK}()", f"java&Tab;script:{MARK}()",
    f"java&NewLine;script:{MARK}()", f"&#106;avascript:{MARK}()", f"&#x6A&#x61&#x76&#x61script:{MARK}()", f"javascript&colon;{MARK}()",
    f"vbscript:{MARK}", f"livescript:{MARK}", f"data:text/html,<script>{MARK}()</script>",
    f"data:text/html;base64,{base64.b64encode(f'<script>{MARK}</script>'.encode()).decode()}", f"DATA:application/xhtml+xml,{MARK}",
    f"file:///etc/{MARK}", f"\\\\{MARK}\\share", f"/\\{MARK}/x", f"\\/{MARK}", f"file:\\\\{MARK}", f"smb://{MARK}/x", f"jar:http://x/{MARK}!/",
    f"ms-word:ofe|u|http://{MARK}", f"view-source:{MARK}", f"blob:{MARK}", f"about:{MARK}", f"mhtml:http://{MARK}", f"ldap://{MARK}",
]

PLACES = [
    '<p><a href="{0}">words</a></p>', '<p><a href="{0}" ping="{0}" target=_top download>words</a></p>', '<map><area href="{0}" alt=words></map>',
    '<p><img src="{0}" alt="words" longdesc="{0}"></p>', '<p><img srcset="{0} 2x" data-src="{0}" alt="words"></p>', '<p><img data-src="{0}" alt=words></p>',
    '<form action="{0}"><button formaction="{0}">words</button><input type=image src="{0}"></form>', '<iframe src="{0}">x</iframe>',
    '<iframe srcdoc="&lt;a href={0}&gt;"></iframe>', '<object data="{0}"><p>words</p></object>', '<embed src="{0}">', '<video poster="{0}" src="{0}"></video>',
    '<svg><a xlink:href="{0}"><text>words</text></a><image xlink:href="{0}"/><use href="{0}"/></svg>',
    '<svg><set attributeName="href" to="{0}"/><animate attributeName="href" values="{0}"/></svg>', '<math href="{0}"><mi xlink:href="{0}">x</mi></math>',
    '<math><maction actiontype="statusline" xlink:href="{0}"><mi>x</mi></maction></math>', '<blockquote cite="{0}"><p>words</p></blockquote>', '<p><q cite="{0}">words</q></p>',
    '<table border=1 background="{0}"><tr><td background="{0}">a<td>b<tr><td>c<td>d</table>', '<p style="background:url({0})">words</p>',
    '<p style="width:expression({0})">words</p>', '<link rel=stylesheet href="{0}"><link rel=import href="{0}">', '<p>words<sup><a href="#fn1" id=r1>1</a></sup></p><p id=fn1>note</p>',
]

HANDLED = [f'<{name} {handler}="{MARK}()">words</{name}>' for name in ("p", "a", "h2", "td", "li", "svg", "math", "span", "details", "mi", "body", "x-y")
           for handler in ("onclick", "onmouseover", "ONLOAD", "onerror")] + [
    f'<img src=x onerror={MARK}()>', f'<img/src="x"/onerror={MARK}()>', f'<svg/onload={MARK}()>', f"<svg><script>{MARK}()</script><circle onclick={MARK}() r=1 /></svg>",
    f'<svg><foreignObject><script>{MARK}()</script><iframe src=x onload={MARK}()></iframe></foreignObject></svg>', f'<svg><style>@import "{MARK}";</style></svg>',
    f'<input autofocus onfocus={MARK}()>', f'<details open ontoggle={MARK}()>x</details>', f'<marquee onstart={MARK}()>x</marquee>']

MUTATIONS = [
    f"<script>{MARK}()</script>", f"<SCRIPT SRC=//{MARK}></SCRIPT>", f"<scr<script>ipt>0</script>", f"<style>@import '{MARK}'; p {{ background: url({MARK}) }}</style>",
    f"<template><script>{MARK}()</script></template>", f'<noscript><p title="</noscript><img src=x onerror={MARK}()>"></noscript>',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=words()&gt;">', f'<svg></p><style><a id="</style><img src=1 onerror={MARK}()>">',
    f'<math><annotation-xml encoding="text/html"><script>{MARK}()</script></annotation-xml></math>', f'<!--><script>{MARK}()</script>-->', f'<!--[if gte IE 4]><script>{MARK}()</script><![endif]-->',
    f'<![CDATA[<script>words()</script>]]>', f'<?xml-stylesheet href="javascript:{MARK}"?>', f'<meta http-equiv=refresh content="0;url=javascript:{MARK}()">', f'<base href="javascript:{MARK}//">',
    f'<a href="https://a.example/" onclick="{MARK}()" style="x:{MARK}">words</a>', f'<img alt="words" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\' onload=\'{MARK}()\'><script>{MARK}()</script></svg>">',
    f'<xml><x>{""}</x></xml>', f'<object classid="clsid:{MARK}"><param name=x value="{MARK}"></object>', f'<table><caption><script>{MARK}()</script>words</caption><tr><th>a<tr><td onclick={MARK}()>b</table>',
]

WORDS = [
    '<p>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"</p>', "<p>{{ INCLUDETEXT \"x\" }} \\o HYPERLINK</p>", "<p>invoice\u202efdp.exe \u202dx\u202c \u2067y\u2069</p>",
    "<p>]]&gt;&lt;script&gt;words&lt;/script&gt; &lt;img src=x&gt; &amp;lt;b&amp;gt;</p>", "<title>\u202egpj.exe</title>", "<p>&#0;&#xFFFE;&#xD800;&#27;[31m</p>",
]


def pages():
    """Name and bytes of each page."""
    for number, address in enumerate(ADDRESSES):
        body = "".join(place.format(address) for place in PLACES)
        yield f"address-{number:02}.html", f"<html><head><title>t</title></head><body><h1>t</h1><p>words</p>{body}</body></html>"
        yield f"base-{number:02}.html", f'<html><head><base href="{address}"><title>t</title></head><body><p><a href="x">words</a> <a href="#y">words</a></p></body></html>'
    yield "handlers.html", "<p>words</p>" + "".join(HANDLED)
    for number, mutation in enumerate(MUTATIONS):
        yield f"mutation-{number:02}.html", f"<h1>t</h1><p>words</p>{mutation}<p>after</p>"
    yield "words.html", "<h1>t</h1>" + "".join(WORDS)
    yield "entities.html", ('<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
                            "<html><body><p>words &b; &x;</p></body></html>")
    links = "".join(f"[words]({address.replace(' ', '%20')})\n\n![words](<{address}>)\n\n"
                    for address in ADDRESSES if not set("\\<&") & set(address))
    yield "links.md", f"# t\n\nwords\n\n{links}\n<script>{MARK}()</script>\n\n<p onclick='{MARK}()'>words</p>\n"
