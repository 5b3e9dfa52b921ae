"""A clerk's browser as the kit sees it: posts with one-time names, follows nothing by itself, knows what it was told."""

import http.client
import json
import re
import urllib.parse
import uuid


class Lost(Exception):
    """No answer came: whether it was done is not known."""


class Told(Exception):
    """The program answered with something else than was asked for."""


class Clerk:
    def __init__(self, port, headers=None):
        self.port = port
        self.cookies = {}
        self.token = ""
        self.line = None
        self.headers = headers or {}

    def ask(self, method, path, body=None, headers=()):
        """One request and its whole answer: status, headers, body."""
        sent = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        sent |= dict(headers)
        try:
            if self.line is None:
                self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.line.request(method, path, body, sent)
            answer = self.line.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Lost(f"{method} {path}: {type(error).__name__}") from error
        if answer.headers.get("Connection", "").lower() == "close":
            self.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.headers, content

    def close(self):
        if self.line is not None:
            self.line.close()
        self.line = None

    def page(self, path):
        """A page in text; anything but a page is a fault."""
        status, headers, content = self.ask("GET", path)
        if status != 200:
            raise Told(f"GET {path}: {status} {headers.get('Location', '')}")
        text = content.decode()
        found = re.search(r'name="token" value="([^"]+)"', text)
        if found:
            self.token = found.group(1)
        return text

    def file(self, path):
        status, _, content = self.ask("GET", path)
        if status != 200:
            raise Told(f"GET {path}: {status}")
        return content

    def post(self, path, fields, json_wanted=False):
        """A form.
        Returns where it leads, or what the autosave says."""
        body = urllib.parse.urlencode([("token", self.token), *fields])
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if json_wanted:
            headers["Accept"] = "application/json"
        status, got, content = self.ask("POST", path, body, headers)
        if json_wanted:
            if status != 200:
                raise Told(f"POST {path}: {status}")
            return json.loads(content)
        if status != 303:
            problems = re.findall(r'class="[^"]*problem[^"]*".{0,400}', content.decode(), re.S)
            raise Told(f"POST {path}: {status} {problems[:1]}")
        return got["Location"]

    def send_file(self, path, content, once):
        edge = uuid.uuid4().hex
        parts = b""
        for name, value in (("token", self.token), ("once", once)):
            parts += f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        parts += (f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n'
                  f"Content-Type: application/pdf\r\n\r\n").encode() + content + f"\r\n--{edge}--\r\n".encode()
        status, got, text = self.ask("POST", path, parts, {"Content-Type": f"multipart/form-data; boundary={edge}"})
        if status != 303:
            raise Told(f"POST {path}: {status}")
        return got["Location"]

    def log_in(self, passphrase, clerk, secret):
        """From the closed kit to "Heute"."""
        self.cookies, self.token = {}, ""
        where = self.post("/tagesbeginn", [("passphrase", passphrase)])
        if where != "/anmelden":
            raise Told(f"the day does not begin: {where}")
        self.post("/anmelden", [("clerk", clerk), ("secret", secret), ("back", "/heute")])
        return self.page("/heute")
