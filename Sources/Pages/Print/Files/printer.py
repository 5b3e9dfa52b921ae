"""Turns HTML into PDF for Amtskoffer: a worker that lives as long as its standard input.

A request is a 4-byte big-endian length and so many bytes of JSON {"html", "css": [...]}; the answer is one byte, 0 for a PDF or 1 for a
message, then length and bytes. Everything stays in memory; nothing is fetched: a document that names an address gets nothing.
"""
import json
import logging
import struct
import sys

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

source, sink = sys.stdin.buffer, sys.stdout.buffer
fonts = FontConfiguration()


# Pictures come inside the document as data addresses; whatever else is named is left out.
fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
# Warnings could quote the document.
logging.disable(logging.CRITICAL)


def read(count):
    data = source.read(count)
    if len(data) != count:
        sys.exit(0)
    return data


def answer(kind, data):
    sink.write(struct.pack(">BI", kind, len(data)) + data)
    sink.flush()


answer(0, b"ready")
while True:
    request = json.loads(read(struct.unpack(">I", read(4))[0]))
    try:
        sheets = [CSS(string=css, font_config=fonts) for css in request["css"]]
        document = HTML(string=request["html"], url_fetcher=fetcher)
        answer(0, document.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True))
    except Exception as error:  # The kind alone: a message could quote the document.
        answer(1, type(error).__name__.encode())
