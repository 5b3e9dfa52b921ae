#!/usr/bin/env python3
"""Writes the vectors that IdentityTests and CaseworkTests compare with, from two libraries nobody here wrote; Tests/Zones makes more of them.

    pip install mrz==0.6.2 python-stdnum==2.2
    scripts/make-identity-vectors.py Tests

It writes IdentityTests/Vectors/ZoneVectors.swift and CaseworkTests/Values/CheckCharacterVectors.swift. It does not lie beside them because SwiftPM warns of every
file in a target that is no source.

The seed is fixed: the same versions write the same files. Every zone is written by `mrz`, every fifth is then damaged
in one digit, and `mrz` says of each digit whether it is right.
"""
import random
import sys
from pathlib import Path

from mrz.checker.mrva import MRVACodeChecker
from mrz.checker.mrvb import MRVBCodeChecker
from mrz.checker.td1 import TD1CodeChecker
from mrz.checker.td2 import TD2CodeChecker
from mrz.checker.td3 import TD3CodeChecker
from mrz.generator.mrva import MRVACodeGenerator
from mrz.generator.mrvb import MRVBCodeGenerator
from mrz.generator.td1 import TD1CodeGenerator
from mrz.generator.td2 import TD2CodeGenerator
from mrz.generator.td3 import TD3CodeGenerator

STATES = ["D", "AUT", "CHE", "POL", "UTO", "FRA", "TUR", "SYR", "UKR", "NLD", "XXA"]
SYLLABLES = ["MU", "EL", "LER", "SCH", "AE", "FER", "GRO", "SS", "JO", "HAN", "NA", "KRZ", "WI", "TO", "BE", "RG", "X"]
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Size, generator, checker, and the stretches in which a digit is damaged into another digit, so that nothing but a
# check digit can tell.
KINDS = [
    ("TD1", TD1CodeGenerator, TD1CodeChecker, [(5, 30), (30, 37), (38, 45), (48, 60)]),
    ("TD2", TD2CodeGenerator, TD2CodeChecker, [(36, 46), (49, 56), (57, 72)]),
    ("TD3", TD3CodeGenerator, TD3CodeChecker, [(44, 54), (57, 64), (65, 88)]),
    ("MRV-A", MRVACodeGenerator, MRVACodeChecker, [(44, 54), (57, 64), (65, 72)]),
    ("MRV-B", MRVBCodeGenerator, MRVBCodeChecker, [(36, 46), (49, 56), (57, 64)]),
]


def word(rng, least, most):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(least, most)))


def squeezed(text):
    """Runs of `<` from three on as `~` and a letter, C for three: keeps the file small."""
    out, run = "", 0
    for character in text + "\n":
        if character == "<":
            run += 1
            continue
        while run > 25:
            out, run = out + "~Y", run - 25
        out += "~" + chr(64 + run) if run > 2 else "<" * run
        run = 0
        out += character
    return out.rstrip("\n")


def bits(checker, kind):
    found = [checker.document_number_hash, checker.birth_date_hash, checker.expiry_date_hash]
    if kind == "TD3":
        found.append(checker.optional_data_hash)
    if not kind.startswith("MRV"):
        found.append(checker.final_hash)
    return "".join("1" if bit else "0" for bit in found)


def zones(count, seed):
    """Zones as `mrz` writes them: size, bare characters, a bit for each right digit, whether it was damaged, and the fields written."""
    rng = random.Random(seed)
    for index in range(count):
        kind, generator, checker, spans = KINDS[index % 5]
        family = " ".join(word(rng, 1, 3) for _ in range(rng.choice([1, 1, 1, 2])))[:16].strip()
        given = " ".join(word(rng, 1, 2) for _ in range(rng.choice([1, 1, 2])))[:10].strip()
        number = "".join(rng.choice(ALPHANUMERIC) for _ in range(rng.choice([9, 9, 9, 8, 7])))
        birth = f"{rng.randrange(100):02}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
        expiry = f"{rng.randint(15, 39):02}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
        sex = rng.choice("MFX")
        issuer, nationality = rng.choice(STATES), rng.choice(STATES)
        code = {"TD1": "I", "TD2": "I", "TD3": "P"}.get(kind, "V")
        optional = "".join(rng.choice(ALPHANUMERIC) for _ in range(rng.choice([0, 3, 6])))
        order = dict(document_type=code, country_code=issuer, birth_date=birth, sex=sex, expiry_date=expiry,
                     nationality=nationality, document_number=number, surname=family, given_names=given, force=True)
        order["optional_data1" if kind == "TD1" else "optional_data"] = optional
        text = str(generator(**order))
        lines = text.split("\n")
        bare = "".join(lines)
        damaged = index % 5 == (index // 5) % 5
        if damaged:
            at = rng.choice([i for span in spans for i in range(*span) if bare[i] in "0123456789"])
            bare = bare[:at] + rng.choice([d for d in "0123456789" if d != bare[at]]) + bare[at + 1:]
            width = len(lines[0])
            text = "\n".join(bare[i:i + width] for i in range(0, len(bare), width))
        report = bits(checker(text, compute_warnings=False), kind)
        yield kind, bare, report, damaged, [family, given, number, birth, sex, expiry, issuer, nationality, optional]


def rows():
    for index, (kind, bare, report, damaged, fields) in enumerate(zones(2000, 9303)):
        yield "|".join([kind, squeezed(bare), report] + (fields if index % 4 == 0 and not damaged else []))


def swift(name, comment, rows):
    lines = [";".join(rows[i:i + 8]) for i in range(0, len(rows), 8)]
    text = "// Generated by scripts/make-identity-vectors.py; run it again instead of editing.\n\n// swift-format-ignore-file\n\n"
    return text + f"/// {comment}\nlet {name} = \"\"\"\n" + "\n".join("    " + line for line in lines) + '\n    """\n'


def check_characters():
    from stdnum.iso7064 import mod_37_36
    rng = random.Random(7064)
    for _ in range(400):
        text = "".join(rng.choice(ALPHANUMERIC) for _ in range(rng.randint(1, 24)))
        yield text + mod_37_36.calc_check_digit(text)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1])
    (out / "IdentityTests/Vectors/ZoneVectors.swift").write_text(swift(
        "zoneVectors", "Size, zone with runs of `<` squeezed, one bit a check digit; some with their fields; parted by semicolons.",
        list(rows())))
    (out / "CaseworkTests/Values/CheckCharacterVectors.swift").write_text(swift(
        "checkCharacterVectors", "Texts that end with their ISO 7064 MOD 37,36 character, parted by semicolons.", list(check_characters())))
