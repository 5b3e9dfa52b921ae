#!/usr/bin/env python3
"""Solves the same p-median problems with `amtskoffer plan sites` and with spopt (PuLP, CBC), one after the other, and prints the ratios.

Arguments: the program, a folder with OR-Library files (pmed1.txt …) and optima.csv, and optionally: seconds for spopt an instance
(default 60), the greatest number of nodes spopt is asked for (default 200; its model has nodes² variables). Needs: pip install spopt.
Times are CPU seconds of everything each of them started, so that a busy machine does not decide.
"""
import csv
import heapq
import json
import os
import resource
import subprocess
import sys
import warnings


def distances(path):
    with open(path, encoding="utf-8") as file:
        lines = [list(map(int, line.split())) for line in file if line.strip()]
    nodes, _, p = lines[0]
    edges = [{} for _ in range(nodes)]
    for start, end, length in lines[1:]:
        edges[start - 1][end - 1] = edges[end - 1][start - 1] = length
    table = []
    for source in range(nodes):
        row, queue = [float("inf")] * nodes, [(0, source)]
        row[source] = 0
        while queue:
            way, node = heapq.heappop(queue)
            if way > row[node]:
                continue
            for other, length in edges[node].items():
                if way + length < row[other]:
                    row[other] = way + length
                    heapq.heappush(queue, (way + length, other))
        table.append(row)
    return table, p


def used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def ours(program, path):
    begin = used()
    plan = json.loads(subprocess.run([program, "plan", "sites", path], check=True, capture_output=True).stdout)
    return used() - begin, plan


def theirs(path, seconds):
    import numpy
    import pulp
    from spopt.locate import PMedian
    table, p = distances(path)
    begin = used()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = PMedian.from_cost_matrix(numpy.array(table), numpy.ones(len(table)), p_facilities=p)
        try:
            model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, threads=1))
        except RuntimeError:  # spopt's way to say that the solver found nothing in its time
            return used() - begin, None
    opened = [number for number, variable in enumerate(model.fac_vars) if (variable.value() or 0) > 0.5]
    taken = used() - begin
    return taken, sum(min(row[site] for site in opened) for row in table) if opened else None


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 60
    largest = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    with open(os.path.join(folder, "optima.csv"), encoding="utf-8") as file:
        optima = {row["instance"]: int(row["optimum"]) for row in csv.DictReader(file)}
    total, met = 0.0, 0
    print(f"{'Aufgabe':8} {'Knoten':>6} {'p':>4} {'Optimum':>8} {'unsere':>8} {'Grenze':>8} {'s':>6} {'spopt':>8} {'s':>7}  Kosten, Zeit: spopt / unsere")
    for name, optimum in optima.items():
        path = os.path.join(folder, name + ".txt")
        taken, plan = ours(program, path)
        total += taken
        met += plan["cost"] == optimum
        nodes = len(plan["assignment"])
        line = f"{name:8} {nodes:6} {plan['p']:4} {optimum:8} {plan['cost']:8} {plan['bound']:8} {taken:6.2f}"
        if nodes <= largest:
            other, cost = theirs(path, seconds)
            ratio = f"{cost / plan['cost']:.4f}" if cost else "keine Lösung"
            line += f" {cost if cost else '–':>8} {other:7.2f}  {ratio}, {other / max(taken, 0.01):.0f}"
        print(line, flush=True)
    print(f"Zum Optimum: {met} von {len(optima)}, zusammen {total:.1f} s")


if __name__ == "__main__":
    main()
