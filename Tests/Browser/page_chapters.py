"""Every kind of page of both programs: found by following the links, looked at, some in dark and at twice the size."""

import re
import time
from urllib.parse import urldefrag, urlsplit

from office_chapters import first_log_in

NO_PAGE = re.compile(r"\.(pdf|csv|json)$|/datei/|/unterlage/|/beleg/.*\.pdf|^/look/")


def kind(address):
    """The address with what is one case's, visit's or person's own taken out: pages of one kind are looked at once."""
    parts = urlsplit(address)
    path = re.sub(r"/(vorgang|beleg)/[^/]+", r"/\1/…", parts.path)
    path = re.sub(r"/(vorsprache|person|outing)/[^/]+", r"/\1/…", path)
    query = re.sub(r"=[^&]*", "", parts.query)
    return f"{path}?{query}" if query else path


def every_page(screen, start, limit=90):
    """Walks from page to page and looks at each kind."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(start))
    waiting, known = [start], {kind(start)}
    names = []
    while waiting:
        address = waiting.pop(0)
        answer = screen.page.goto(address)
        assert answer.status == 200, f"{address}: {answer.status}"
        names.append(re.sub(r"[^a-z0-9…]+", "-", kind(address).lower()).strip("-").replace("…", "x"))
        screen.look("seite-" + names[-1])
        for link in screen.page.eval_on_selector_all("a[href]", "all => all.map((one) => one.href)"):
            link = urldefrag(link).url
            path = urlsplit(link).path
            if link.startswith(origin + "/") and not NO_PAGE.search(path) and kind(link) not in known:
                known.add(kind(link))
                waiting.append(link)
        assert len(names) < limit, f"more kinds of pages than thought: {sorted(known)}"
    return names


def pages(day):
    """Both programs, with a full day in them."""
    found = every_page(day.screen, f"{day.kit.address}/heute")
    for wanted in ("kasse", "uebertragung", "abfahrt", "suche", "anliegen", "vorgaenge", "vorgang-x-pruefen",
                   "vorgang-x-lesen"):
        assert wanted in found, (wanted, found)
    office = day.at_office
    first = day.office_screen
    day.head = first_log_in(day, "brandt")
    day.head_screen = day.office_screen
    found = every_page(day.office_screen, f"{day.office.address}/eingang")
    for wanted in ("eingang", "anrufliste", "aussentermine", "koffer", "mitarbeiter", "stadt", "vorgang-x"):
        assert wanted in found, (wanted, found)
    seldom(day)
    day.at_office, day.office_screen = office, first
    in_dark_and_large(day)


def seldom(day):
    """Pages that no link of an ordinary day leads to, and those that say that something is not there."""
    for screen, start, paths in (
        (day.screen, day.kit.address, ("/integritaet", "/uhr", "/anmelden", "/anmelden/einmalcode", "/anmelden/vertretung",
                                       "/wechseln", "/vorgang/W01A-9999-9/pruefen", "/gibtsnicht")),
        (day.office_screen, day.office.address, ("/loeschungen", "/nicht-lesbar", "/koffer/W01", "/vorgang/W01A-9999-9",
                                                 "/koffer/W99", "/gibtsnicht")),
    ):
        for path in paths:
            screen.page.goto(start + path)
            screen.look("selten-" + path.strip("/").replace("/", "-").lower())


def locked(day):
    """The office locks the kit; both say so. Then it is opened again, and what was saved is there."""
    hands, look = day.head, day.head_screen.look
    hands.page.goto(f"{day.office.address}/koffer")
    hands.goes("/koffer/W01")
    look("koffer")
    hands.opens("Sperren …")
    hands.press("Koffer W01 sperren")
    hands.sees("Geben Sie den Grund an.")
    look("koffer-ohne-grund")
    hands.answer("Grund", "Im Bus vergessen")
    hands.press("Koffer W01 sperren")
    hands.sees("gesperrt", "Im Bus vergessen", "Sabine Brandt")
    # The kit hears of it as soon as it is on again, before anybody has opened the day.
    day.kit.stop()
    day.open_kit("2026-12-07T17:30")
    kit, end = day.hands, time.monotonic() + 90
    while True:
        kit.page.goto(f"{day.kit.address}/tagesbeginn")
        if "gesperrt" in kit.text:
            break
        assert time.monotonic() < end, f"the kit does not hear of its lock:\n{kit.text[:2000]}"
        time.sleep(0.5)
    assert "Im Bus vergessen" in kit.text, kit.text
    day.look("koffer-gesperrt")
    # It says that it knows with its next greeting.
    day.kit.stop()
    day.open_kit("2026-12-07T17:45")
    end = time.monotonic() + 90
    while "Der Koffer weiß davon." not in hands.text:
        assert time.monotonic() < end, hands.text[:2000]
        time.sleep(0.5)
        hands.goes("/koffer", "/koffer/W01")
    look("koffer-gesperrt")
    hands.press("Koffer W01 freigeben")
    hands.sees("in Betrieb", "Anordnungen")
    look("koffer-freigegeben")


def in_dark_and_large(day):
    page = day.screen.page
    spots = ["/heute", f"/vorgang/{day.registration}/angaben/person", f"/vorgang/{day.registration}/pruefen", "/kasse"]
    page.emulate_media(color_scheme="dark")
    for spot in spots:
        page.goto(day.kit.address + spot)
        day.look("dunkel-" + spot.split("/")[-1])
    page.emulate_media(color_scheme="light")
    # 200 % on the laptop's screen leaves half of its points.
    page.set_viewport_size({"width": 683, "height": 384})
    for spot in spots:
        page.goto(day.kit.address + spot)
        day.look("gross-" + spot.split("/")[-1])
    page.set_viewport_size({"width": 1366, "height": 768})
