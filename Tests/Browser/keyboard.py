"""A clerk's hands: everything on a page is reached with Tab, pressed with Enter and filled by typing. No mouse."""

import time

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const text = (node) => {
    if (!node) return "";
    const copy = node.cloneNode(true);
    for (const part of copy.querySelectorAll("kbd, .hint, .optional, [aria-hidden=true]")) part.remove();
    return copy.textContent.replace(/\\s+/g, " ").trim();
  };
  const label = one.labels?.length ? one.labels[0] : null;
  const data = one.closest("[data-field]");
  return {
    tag: one.tagName, type: one.type ?? "", name: text(label ?? (one.matches("a, button, summary, h2") ? one : null)),
    group: text(one.closest("fieldset")?.querySelector("legend")), value: one.value ?? "",
    checked: one.checked ?? false,
    chosen: one.tagName === "SELECT" ? one.selectedOptions[0]?.textContent.trim() ?? "" : "",
    options: one.tagName === "SELECT" ? [...one.options].map((o) => o.textContent.trim()) : [],
    field: data?.dataset.field ?? "", id: one.id ?? "",
  };
}"""

LINK = """(path) => {
  const one = document.activeElement;
  return one?.tagName === "A" && one.pathname === path && !one.hash;
}"""


class Lost(AssertionError):
    """Something could not be reached with the keyboard."""


class Hands:
    def __init__(self, page):
        self.page = page

    # What the page says

    def focused(self):
        return self.page.evaluate(FOCUSED)

    @property
    def text(self):
        return self.page.evaluate("document.body.innerText")

    @property
    def main(self):
        return self.page.evaluate("document.querySelector('main').innerText")

    @property
    def path(self):
        return "/" + self.page.url.split("/", 3)[3]

    def sees(self, *words, within=30):
        """Waits until the page shows every one of the words."""
        end = time.monotonic() + within
        while True:
            try:
                shown = " ".join(self.text.split())
            except Exception:  # between two pages
                shown = ""
            missing = [word for word in words if word not in shown]
            if not missing:
                return
            if time.monotonic() > end:
                raise AssertionError(f"{self.page.url} does not show {missing}; it shows:\n{shown[:3000]}")
            time.sleep(0.05)

    # Going on

    def turns(self, act, within=60):
        """Does what leads to another page, and waits until that page stands."""
        self.page.evaluate("window.before = true")
        act()
        end = time.monotonic() + within
        while time.monotonic() < end:
            try:
                if self.page.evaluate("!window.before && document.readyState === 'complete'"):
                    return
            except Exception:  # between two pages
                pass
            time.sleep(0.02)
        raise AssertionError(f"no other page came; {self.page.url} shows:\n{self.text[:2500]}")

    def key(self, name):
        """A key that leads to another page."""
        self.turns(lambda: self.page.keyboard.press(name))

    def on(self):
        """Strg+Enter."""
        self.key("Control+Enter")

    def press(self, name):
        """Tab to a button or link, Enter; another page comes."""
        self.reach(name, kinds=("A", "BUTTON", "SUMMARY"))
        self.key("Enter")

    def opens(self, name):
        """Something that opens on this page: a menu, a folded part."""
        self.reach(name, kinds=("SUMMARY", "BUTTON"))
        self.page.keyboard.press("Enter")

    def scans(self, zone):
        """As a scanner types: quickly, each line ended by Enter, wherever the focus is."""
        def type_it():
            for line in zone.split():
                self.page.keyboard.type(line)
                self.page.keyboard.press("Enter")
        self.turns(type_it)

    def goes(self, *paths):
        """From page to page by their links, Tab and Enter; where a page has no such link, back to the one before first."""
        for path in paths:
            for _ in range(3):
                if self.has_link(path):
                    break
                self.turns(self.page.go_back)
            for _ in range(400):
                if self.page.evaluate(LINK, path):
                    break
                self.page.keyboard.press("Tab")
            else:
                raise Lost(f"{self.page.url}: Tab never reaches a link to {path}\n{self.text[:2500]}")
            self.key("Enter")

    def has_link(self, path):
        return self.page.evaluate(
            "(path) => [...document.querySelectorAll('a[href]')].some((one) => one.pathname === path "
            "&& !one.hash && one.getClientRects().length > 0)", path)

    def prints(self, name):
        """Presses a button that prints; the browser's own dialogue is the one thing not played."""
        self.page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1 } }")
        self.reach(name, kinds=("BUTTON",))
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("window.printed === 1", timeout=20_000)

    # Reaching

    def reach(self, name="", group="", field="", key="", kinds=None, steps=400):
        """Tabs until the focus is on what is called so. Names of buttons and links may be shortened at their end."""
        seen, start = [], None
        for _ in range(steps):
            one = self.focused()
            if one and (one["id"] == key if key else self.matches(one, name, group, field, kinds)):
                return one
            mark = one and (one["id"], one["name"], one["group"])
            if one:
                seen.append(f"{one['group']}/{one['name']}" if one["group"] else one["name"])
            if start is None:
                start = mark
            elif mark == start and len(seen) > 2 * len(set(seen)) + 20:
                break
            self.page.keyboard.press("Tab")
        wanted = name or group or field or key
        raise Lost(f"{self.page.url}: Tab never reaches {wanted!r}; it passed {list(dict.fromkeys(seen))}\n"
                   f"{self.text[:2500]}")

    @staticmethod
    def matches(one, name, group, field, kinds):
        if kinds and one["tag"] not in kinds:
            return False
        if field and one["field"] != field:
            return False
        if group and one["group"] != group:
            return False
        if not name:
            return True
        if one["tag"] in ("A", "BUTTON", "SUMMARY"):
            return one["name"].startswith(name)
        return one["name"] == name

    # Filling

    def fill(self, answers):
        """Answers by the labels of their fields, in the order of the page."""
        for label, answer in answers.items():
            self.answer(label, answer)

    def answer(self, label, value):
        one = self.field(label)
        if one["type"] == "radio":
            self.choose(label, value)
        elif one["type"] == "checkbox" and one["group"]:
            for wanted in [value] if isinstance(value, str) else value:
                self.reach(wanted, group=label, kinds=("INPUT",))
                self.page.keyboard.press("Space")
        elif one["type"] == "checkbox":
            if one["checked"] != value:
                self.page.keyboard.press("Space")
        elif one["tag"] == "SELECT":
            self.pick(one, value)
        elif one["group"] and one["name"] == "Tag":
            day, month, year = value.split(".")
            for part in (day, month, year):
                self.overwrite(part)
                self.page.keyboard.press("Tab")
        else:
            self.overwrite(value)

    def field(self, label):
        """Tabs to a field by its label, or into a group by its legend."""
        seen = []
        for _ in range(400):
            one = self.focused()
            if one and one["tag"] in ("INPUT", "SELECT", "TEXTAREA") and label in (one["group"], one["name"]) \
                    and (one["name"] == label or one["group"] == label):
                return one
            seen.append(one and (one["group"] or one["name"]))
            self.page.keyboard.press("Tab")
        raise Lost(f"{self.page.url}: Tab never reaches the field {label!r}; it passed {list(dict.fromkeys(seen))}\n"
                   f"{self.text[:2500]}")

    def overwrite(self, text):
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, group, option):
        """A radio button: arrows until it is the one."""
        one = self.focused()
        for _ in range(30):
            if one["name"].startswith(option):
                if not one["checked"]:
                    self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
            one = self.focused()
        raise Lost(f"{self.page.url}: {group!r} has no option {option!r}")

    def pick(self, one, option):
        """An entry of a list that opens: its first letters, then arrows."""
        wanted = next((text for text in one["options"] if text.startswith(option)), None)
        assert wanted, f"{self.page.url}: {one['name']!r} has no entry {option!r}: {one['options'][:40]}"
        start = "".join(letter for letter in wanted.split()[0] if ord(letter) < 128)[:6]
        self.page.keyboard.type(start)
        for _ in range(300):
            now = self.focused()["chosen"]
            if now == wanted:
                return
            behind = one["options"].index(now) < one["options"].index(wanted)
            self.page.keyboard.press("ArrowDown" if behind else "ArrowUp")
        raise Lost(f"{self.page.url}: {wanted!r} cannot be picked")

    def saved(self, field, within=30):
        """Waits until the page says that a field is saved."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            said = self.page.evaluate(
                "(key) => document.querySelector(`[data-field='${key}'] .saved`)?.textContent ?? ''", field)
            if said.startswith("gespeichert"):
                return said
            time.sleep(0.05)
        raise AssertionError(f"{field} is not saved: {said!r}")

    def attach(self, group, path):
        """A file is chosen with Enter on its input; the browser's own dialogue is the one thing not played."""
        asked = []

        def take(chooser):
            asked.append(chooser)

        self.page.on("filechooser", take)
        try:
            # The browser answers a key with nothing while it still lays the page out; a clerk presses again.
            for _ in range(6):
                one = self.field(group)
                assert one["type"] == "file", one
                self.page.keyboard.press("Space")
                end = time.monotonic() + 10
                while not asked and time.monotonic() < end:
                    self.page.wait_for_timeout(50)
                if asked:
                    asked[0].set_files(path)
                    return
        finally:
            self.page.remove_listener("filechooser", take)
        raise AssertionError(f"{self.page.url}: {group!r} never asks for a file")

    def signs(self):
        """The one thing a pointer does."""
        box = self.page.locator("canvas.signature").bounding_box()
        mouse, (x, y) = self.page.mouse, (box["x"] + 30, box["y"] + box["height"] / 2)
        mouse.move(x, y)
        mouse.down()
        for step in range(1, 25):
            mouse.move(x + step * 8, y + (18 if step % 2 else -18))
        mouse.up()
