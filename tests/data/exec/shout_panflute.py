#!/usr/bin/env python3
import panflute


def shout(element, document):
    if isinstance(element, panflute.Str):
        element.text = element.text.upper()


panflute.run_filter(shout)
