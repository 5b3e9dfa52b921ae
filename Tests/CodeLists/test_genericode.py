"""`scripts/make-latin-tables.py` reads code lists by the names of their columns: moved columns change nothing, missing ones are said."""
import importlib.machinery
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    {"key": "01", "name": "Apfel", "until": "2001-12-31", "note": "a"}, {"key": "02", "name": "Birne"},
    {"name": "Quitte", "key": "03", "until": "–"},
]
EXPECTED = ["01\tApfel\t\t\t\t2001-12-31", "02\tBirne", "03\tQuitte"]


@pytest.fixture(scope="module")
def script():
    loader = importlib.machinery.SourceFileLoader("latin_tables", str(ROOT / "scripts/make-latin-tables.py"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("latin_tables", loader))
    loader.exec_module(module)
    return module


def genericode(columns, rows):
    """A list that declares `columns`; each row writes its cells in its own order."""
    declared = "".join(f'<Column Id="{column}" Use="optional"><ShortName>{column}</ShortName></Column>' for column in columns)
    lines = "".join(
        "<Row>" + "".join(
            f'<Value ColumnRef="{column}"><SimpleValue>{cell}</SimpleValue></Value>' for column, cell in row.items())
        + "</Row>" for row in rows)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
<Identification><Version>7</Version><CanonicalUri>urn:test:fruit</CanonicalUri></Identification>
<ColumnSet>{declared}</ColumnSet><SimpleCodeList>{lines}</SimpleCodeList></gc:CodeList>"""


@pytest.fixture
def entries(script, tmp_path):
    def read(columns, rows):
        (tmp_path / "Fruit_1.xml").write_text(genericode(columns, rows))
        text = script.code_tables(tmp_path, "Fruit", [("fruit", "Fruit_*.xml", ["key", "name", None, None, None, "until"])])
        assert '(uri: "urn:test:fruit", version: "7"' in text
        lines = text.split('lines: """\n')[1].split('\n    """')[0].split("\n")
        return [line.removeprefix("    ") for line in lines]
    return read


@pytest.mark.parametrize("columns", [
    ["key", "name", "until", "note"], ["note", "until", "name", "key"], ["name", "key", "note", "until"]])
def test_columns_may_stand_anywhere(entries, columns):
    assert entries(columns, ROWS) == EXPECTED
    moved = [{column: row[column] for column in columns if column in row} for row in ROWS]
    assert entries(columns, moved) == EXPECTED


@pytest.mark.parametrize("missing", ["key", "name", "until"])
def test_a_missing_column_is_named(entries, missing):
    columns = [column for column in ["key", "name", "until", "note"] if column != missing]
    rows = [{column: cell for column, cell in row.items() if column != missing} for row in ROWS]
    with pytest.raises(SystemExit) as stop:
        entries(columns, rows)
    assert f"Fruit_1.xml: the list declares no column '{missing}', only " in stop.value.code
    assert all(repr(column) in stop.value.code for column in columns)


@pytest.mark.parametrize("row, said", [
    ({"name": "Apfel"}, "row 4: nothing in 'key'"), ({"key": "04"}, "row 4: nothing in 'name'"),
    ({"key": "04", "name": " "}, "row 4: nothing in 'name'"),
    ({"key": "04", "name": "Apfel", "taste": "sweet"}, "row 4: a cell of 'taste', which the list does not declare"),
])
def test_a_row_without_what_an_entry_needs_is_named(entries, row, said):
    with pytest.raises(SystemExit) as stop:
        entries(["key", "name", "until", "note"], ROWS + [row])
    assert stop.value.code.startswith("Fruit_1.xml, " + said)


def test_municipalities_are_read_by_name(script, tmp_path):
    rows = [
        {"Bezeichnung": "Wittenberg", "SCHLUESSEL": "15091375"}, {"SCHLUESSEL": "15", "Bezeichnung": "Sachsen-Anhalt"},
        {"SCHLUESSEL": "15091999", "Hinweis": "Ortsteil", "Bezeichnung": "Pratau"},
    ]
    (tmp_path / "AGS_1.xml").write_text(genericode(["Hinweis", "Bezeichnung", "SCHLUESSEL"], rows))
    assert "    15|091375Wittenberg\n" in script.municipality_table(tmp_path)
    (tmp_path / "AGS_1.xml").write_text(genericode(["Hinweis", "Bezeichnung"], [{"Bezeichnung": "Wittenberg"}]))
    with pytest.raises(SystemExit) as stop:
        script.municipality_table(tmp_path)
    assert "declares no column 'SCHLUESSEL'" in stop.value.code
