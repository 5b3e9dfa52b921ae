#!/usr/bin/env python3
"""Puts the queries of `Benchmarks names` to PostgreSQL (pg_trgm, GIN) and SQLite (FTS5, trigram), and prints their times as JSON.

Argument: a folder with people.tsv (record, family name, given names, year) and queries.tsv (family name, given name, year, record).
PostgreSQL is Debian's; it is started here on a socket in a folder of its own, and stopped by that folder.
"""
import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

WARM_UP = 50
# Quicker and with fewer hits: each name for itself. As people search: the name as a whole.
POSTGRES = {
    "Namen einzeln": "SELECT record FROM people WHERE family % $1 AND given % $2 AND year = $3 "
                     "ORDER BY similarity(family, $1) + similarity(given, $2) DESC LIMIT 10",
    "Name als Ganzes": "SELECT record FROM people WHERE name % ($1 || ' ' || $2) AND year = $3 "
                       "ORDER BY similarity(name, $1 || ' ' || $2) DESC LIMIT 10",
}


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def is_same(found, wanted):
    return found[1] == wanted[1] and found[3] == wanted[3] and found[2].split(" ")[0] == wanted[2].split(" ")[0]


def report(name, people, queries, times, answers):
    hits = sum(any(is_same(people[record], people[int(query[3])]) for record in answer) for query, answer in zip(queries, answers))
    return {"name": name, "milliseconds": times, "recall": 100 * hits / len(queries)}


def sqlite(people, queries):
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE people USING fts5(name, year UNINDEXED, tokenize='trigram')")
    database.executemany("INSERT INTO people (rowid, name, year) VALUES (?, ?, ?)",
                         ((int(record), f"{family} {given}", int(year)) for record, family, given, year in people))
    database.execute("INSERT INTO people (people) VALUES ('optimize')")
    times, answers = [], []
    for number, (family, given, year, _) in enumerate(queries[:WARM_UP] + queries):
        begin = time.perf_counter()
        words = [re.sub(r'"', "", word).lower() for word in (family, given)]
        parts = {word[i:i + 3] for word in words for i in range(len(word) - 2)}
        match = " OR ".join(f'"{part}"' for part in sorted(parts))
        found = database.execute("SELECT rowid FROM people WHERE people MATCH ? AND year = ? ORDER BY rank LIMIT 10",
                                 (match, int(year))).fetchall() if match else []
        if number >= WARM_UP:
            times.append((time.perf_counter() - begin) * 1000)
            answers.append([record for (record,) in found])
    return report(f"SQLite {sqlite3.sqlite_version}, FTS5 mit trigram", people, queries, times, answers)


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def postgres(people, queries):
    tools = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not tools:
        sys.exit("Es fehlt: PostgreSQL – installieren Sie es mit „apt-get install postgresql“.")
    base = tempfile.mkdtemp(prefix="amtskoffer-names-")
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(base, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = base + "/data"

    def run(*command, **more):
        return subprocess.run([*as_user, *command], check=True, capture_output=True, text=True, cwd=base, **more).stdout

    def psql(text):
        return run(tools[-1] + "/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", base, "postgres", input=text)

    run(tools[-1] + "/initdb", "-D", data, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-N")
    try:
        run(tools[-1] + "/pg_ctl", "-D", data, "-w", "-l", base + "/log", "start", "-o",
            f"-k {base} -c listen_addresses='' -c shared_buffers=512MB -c work_mem=64MB -c fsync=off -c jit=off")
        lines = "\n".join("\t".join(row) for row in people)
        psql("CREATE EXTENSION pg_trgm; CREATE TABLE people (record int, family text, given text, year int);\n"
             f"COPY people (record, family, given, year) FROM STDIN;\n{lines}\n\\.\n"
             "ALTER TABLE people ADD name text GENERATED ALWAYS AS (family || ' ' || given) STORED;\n"
             "CREATE INDEX ON people USING gin (family gin_trgm_ops, given gin_trgm_ops);\n"
             "CREATE INDEX ON people USING gin (name gin_trgm_ops); ANALYZE people;\n")
        version = run(tools[-1] + "/postgres", "--version").split()[2]
        found = []
        for kind, finding in POSTGRES.items():
            script = f"PREPARE find (text, text, int) AS {finding};\n\\timing on\n"
            for family, given, year, _ in queries[:WARM_UP] + queries:
                script += f"EXECUTE find ({quoted(family)}, {quoted(given)}, {int(year)});\n"
            times, answers, answer = [], [], []
            for line in psql(script).splitlines():
                if line.startswith("Time: "):
                    times.append(float(line.split()[1]))
                    answers.append(answer)
                    answer = []
                elif line:
                    answer.append(int(line))
            found.append(report(f"PostgreSQL {version}, pg_trgm mit GIN, {kind}", people, queries, times[WARM_UP:], answers[WARM_UP:]))
    finally:
        subprocess.run([*as_user, tools[-1] + "/pg_ctl", "-D", data, "-m", "immediate", "stop"], capture_output=True, cwd=base)
        shutil.rmtree(base, ignore_errors=True)
    return found


folder = sys.argv[1]
everybody, asked = rows(folder + "/people.tsv"), rows(folder + "/queries.tsv")
print(json.dumps([*postgres(everybody, asked), sqlite(everybody, asked)]))
