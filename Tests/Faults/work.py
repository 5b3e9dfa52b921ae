"""What a clerk does, citizen by citizen, and what she was told: a number, "gespeichert", a receipt. An act whose answer was lost is done
again under the same one-time name, as a second press of the same button."""

import hashlib
import random
import re
import uuid

from clerk import Lost, Told


class Case:
    def __init__(self, number, visit):
        self.number, self.visit = number, visit
        self.answers, self.scans, self.receipt, self.transferred = {}, set(), None, False


class Told_:
    """Everything the program confirmed to all clerks of one kit."""

    def __init__(self):
        self.tickets, self.visits, self.concerns, self.cases = [], [], [], {}

    @property
    def receipts(self):
        return [case.receipt for case in self.cases.values() if case.receipt]

    @property
    def transferred(self):
        return [case.number for case in self.cases.values() if case.transferred] + self.concerns


class Act:
    """One post; `done` notes what its answer confirms."""

    def __init__(self, kind, path, fields=(), scan=None, answers=False, case=None):
        self.kind, self.path, self.fields, self.scan, self.answers, self.case = kind, path, list(fields), scan, answers, case
        self.once = uuid.uuid4().hex

    def send(self, clerk):
        if self.scan is not None:
            return clerk.send_file(self.path, self.scan, self.once)
        return clerk.post(self.path, [*self.fields, ("once", self.once)], json_wanted=self.answers)


def citizens(told, seed):
    """Acts without end; each is sent the answer to the one before."""
    dice = random.Random(seed)
    while True:
        if dice.random() < 0.3:
            text = f"Wort {uuid.uuid4().hex}"
            where = yield Act("concern", "/anliegen", [
                ("kind", "idea"), ("concerns", "buergerbuero"), ("text", text), ("answerWanted", "false")])
            told.concerns.append(where.split("/")[2])
            continue
        if dice.random() < 0.5:
            where = yield Act("ticket", "/warteschlange/nummer", [("wish", "Probe")])
            told.tickets.append(where.split("neu=")[1])
        visit = yield Act("visit", "/vorsprachen")
        told.visits.append(visit)
        person = yield Act("person", visit + "/personen", [("role", "applicant")])
        name = "Muster" + "".join(dice.choice("abcdefgh") for _ in range(6))
        saved = yield Act("attribute", person + "/antwort", [("field", "familyName"), ("familyName", name)], answers=True)
        assert saved["saved"]
        for _ in range(dice.choice([1, 1, 2])):
            where = yield Act("case", visit + "/leistung", [("service", "probe"), ("person", person.split("/")[-1])])
            case = Case(where.split("/")[2], visit)
            assert case.number not in told.cases, "a case number came twice"
            told.cases[case.number] = case
            for _ in range(dice.randint(2, 9)):
                field = dice.choice(["first", "second", "third"])
                value = uuid.uuid4().hex
                yield Act("answer", where + "/antwort", [("field", field), (field, value)], answers=True, case=case)
                case.answers[field] = value
            if "first" not in case.answers:
                yield Act("answer", where + "/antwort", [("field", "first"), ("first", name)], answers=True, case=case)
                case.answers["first"] = name
            for _ in range(dice.choice([1, 1, 2])):
                scan = b"%PDF-1.4\n" + dice.randbytes(dice.choice([300, 9_000, 70_000, 300_000]))
                yield Act("scan", where + "/unterlagen/paper/scan", scan=scan, case=case)
                case.scans.add(hashlib.sha256(scan).hexdigest())
            receipt = yield Act("receipt", visit + "/rechnung/bezahlen", [("way", "cash"), ("total", "600")], case=case)
            case.receipt = receipt.split("/")[2]
            if dice.random() < 0.85:
                yield Act("transfer", where + "/abgeben", case=case)
                case.transferred = True
        yield Act("end", visit + "/beenden")


class Worker:
    """One clerk's session and what she is at."""

    def __init__(self, told, seed, counts):
        self.told, self.plan, self.counts = told, citizens(told, seed), counts
        self.pending = next(self.plan)
        self.touched = []
        self.faults = []

    def step(self, clerk):
        act = self.pending
        if act.case is not None and act.case not in self.touched:
            self.touched.append(act.case)
        answer = act.send(clerk)
        self.counts[act.kind] = self.counts.get(act.kind, 0) + 1
        self.pending = self.plan.send(answer)

    def work(self, clerk):
        """Until the program is gone."""
        try:
            while True:
                self.step(clerk)
        except Lost:
            return
        except (Told, AssertionError) as fault:
            self.faults.append(f"{self.pending.kind}: {fault}")


class Check:
    """Compares what the kit shows with what it told; an act under way may have been done or not."""

    def __init__(self, clerk, told, pending=()):
        self.clerk, self.told, self.pending = clerk, told, list(pending)
        self.faults = []

    def expect(self, found, told, kind, what):
        """As many as confirmed, at most one more for each act of this kind under way, and none twice."""
        slack = sum(act.kind == kind for act in self.pending)
        if len(found) != len(set(found)):
            self.faults.append(f"{what}: something stands there twice")
        missing = set(told) - set(found)
        if missing:
            self.faults.append(f"{what}: {sorted(missing)[:3]} is missing")
        if len(set(found) - set(told)) > slack:
            self.faults.append(f"{what}: {len(set(found) - set(told))} more than told, {slack} under way")

    def lists(self):
        book = main(self.clerk.page("/kasse"))
        receipts = re.findall(r'href="/beleg/([^"]+)"', book)
        self.expect(receipts, self.told.receipts, "receipt", "cash book")
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>|&nbsp;|\u00a0", " ", book))
        taken = re.search(r"([\d.]+),00 € bar eingenommen", words)
        if taken is None or int(taken.group(1).replace(".", "")) != 6 * len(receipts):
            self.faults.append("cash book: the sum is not that of its receipts")
        cases = re.findall(r"W01A-\d{4,}-[0-9A-Z]", text_of(main(self.clerk.page("/vorgaenge")), "tbody"))
        numbers = [number for i, number in enumerate(cases) if number not in cases[:i]]
        slack = sum(act.kind == "concern" for act in self.pending)
        told = list(self.told.cases) + self.told.concerns
        missing, more = set(told) - set(numbers), set(numbers) - set(told)
        if missing:
            self.faults.append(f"cases: {sorted(missing)[:3]} missing")
        if len(more) > slack + sum(act.kind == "case" for act in self.pending):
            self.faults.append(f"cases: {len(more)} more than told")
        today = main(self.clerk.page("/heute"))
        tickets = set(re.findall(r'name="ticket" value="(A\d+)"', today))
        self.expect(sorted(tickets), self.told.tickets, "ticket", "tickets")

    def case(self, case):
        where = f"/vorgang/{case.number}"
        under_way = [act for act in self.pending if act.case is case]
        status, headers, content = self.clerk.ask("GET", where + "/abgegeben")
        if status == 200:
            if not case.transferred and not any(act.kind == "transfer" for act in under_way):
                self.faults.append("case: given away without being told")
            if case.number not in content.decode():
                self.faults.append("case: the page after giving it away does not name it")
            return
        if case.transferred or status != 303:
            self.faults.append(f"case: {'told' if case.transferred else 'not'} given away, and its page answers {status}")
            return
        shown = self.clerk.page(where + "/angaben/words")
        for field in ("first", "second", "third"):
            value = re.search(rf'<input[^>]*name="{field}"[^>]*>', shown).group(0)
            value = (re.search(r'value="([^"]*)"', value) or [None, ""])[1]
            allowed = {case.answers.get(field, "")} | {
                act.fields[1][1] for act in under_way if act.kind == "answer" and act.fields[0][1] == field}
            if value not in allowed:
                self.faults.append(f"answer: {field} is neither what was told nor what was under way")
        ids = set(re.findall(r"/datei/([0-9a-f]+)", self.clerk.page(where + "/unterlagen")))
        scans = [hashlib.sha256(self.clerk.file(f"{where}/datei/{name}")).hexdigest() for name in sorted(ids)]
        maybe = {hashlib.sha256(act.scan).hexdigest() for act in under_way if act.kind == "scan"}
        if len(scans) != len(set(scans)) or not case.scans <= set(scans) <= case.scans | maybe:
            self.faults.append(f"scans: {len(scans)} shown, {len(case.scans)} told, {len(maybe)} under way")


def main(page):
    return page[page.find("<main"):page.find("</main")]


def text_of(page, tag):
    return " ".join(re.findall(rf"<{tag}.*?</{tag}>", page, re.S))
