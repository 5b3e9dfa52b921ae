"""What citizens bring: zones of documents after ICAO 9303, written here anew, and scans."""

import io

from PIL import Image, ImageDraw

ERIKA = """IDD<<LO1XPVMEJ2<<<<<<<<<<<<<<<
8308126<3108011D<<2108<<<<<<<5
MUSTERMANN<<ERIKA<<<<<<<<<<<<<"""


def check_digit(text):
    """Weights 7, 3, 1; digits count as they are, A is 10, < is 0 (ICAO 9303-3, 4.9)."""
    value = {**{str(n): n for n in range(10)}, **{chr(65 + n): 10 + n for n in range(26)}, "<": 0}
    return str(sum(value[letter] * (7, 3, 1)[place % 3] for place, letter in enumerate(text)) % 10)


def card_zone(surname, given, number, born, until, version="2108"):
    """A German identity card (TD1): three lines of 30; no sex, but the version of the card."""
    first = ("IDD<<" + number + check_digit(number)).ljust(30, "<")
    second = born + check_digit(born) + "<" + until + check_digit(until) + "D<<" + version
    second = second.ljust(29, "<")
    second += check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    name = (surname + "<<" + given.replace(" ", "<")).ljust(30, "<")
    assert len(name) == 30, "the name must be cut by the rules first"
    return "\n".join((first, second, name))


def scan(kind, text, size=(620, 877)):
    """A page of paper with a line of text, as the bytes of a PDF, JPEG, PNG or TIFF file."""
    page = Image.new("L", size, 255)
    draw = ImageDraw.Draw(page)
    draw.text((60, 80), text, fill=0)
    draw.rectangle((50, 60, size[0] - 50, size[1] - 60), outline=120)
    out = io.BytesIO()
    page.save(out, kind, resolution=75)
    return out.getvalue()
