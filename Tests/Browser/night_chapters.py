"""After hours: both journals are whole, one flipped byte shows, and the programs printed nothing personal."""

import shutil
import subprocess

from conftest import PROGRAM


def verify(folder):
    return subprocess.run([PROGRAM, "journal", "verify", folder], capture_output=True, text=True, timeout=300)


def after_hours(day):
    day.kit.stop()
    day.office.stop()
    for folder in (day.town.kit_folder, day.town.office_folder):
        result = verify(folder)
        assert result.returncode == 0, result.stdout + result.stderr
    flipped_byte(day)
    for log in (day.kit.log, day.office.log):
        text = log.read_text().lower()
        for name in ("erika", "mustermann", "gabler", "groß-müller", "juergen", "jürgen", "schloßplatz", "foto-7k3m"):
            assert name not in text, f"{log.name} tells {name}:\n{text[:2000]}"


def flipped_byte(day):
    """In an attachment of a copy: the check fails and names the place."""
    copy = day.folder / "copy"
    shutil.copytree(day.town.office_folder, copy)
    attachments = [one for one in (copy / "attachments").rglob("*") if one.is_file()]
    attachment = max(attachments, key=lambda one: one.stat().st_size)
    bytes_ = bytearray(attachment.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    attachment.write_bytes(bytes_)
    result = verify(copy)
    assert result.returncode == 1 and attachment.stem[:12] in result.stdout + result.stderr, result.stdout
