#!/usr/bin/env python3
"""Plans the same tours with `amtskoffer plan tours`, with PyVRP and with OR-Tools, one after the other, and prints the ratios.

Arguments: the program, a folder with Cordeau's instances (p01 …) and published_best.csv; optionally --seconds N an instance
(default 60), --only NAME…, --alone (only ours). PyVRP and OR-Tools know no patterns: these are fixed first, greedily, each customer
on the days on which she is nearest to those already there and the load fits; then every day is planned by itself, with its share of
the same time. Every plan, ours too, is measured and checked here once more. Needs: pip install -r Benchmarks/Compared/requirements.txt
"""
import argparse
import csv
import json
import math
import os
import resource
import subprocess

SCALE = 1000  # Both count in whole numbers.


class Instance:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            rows = [line.split() for line in file if line.strip()]
        _, self.vehicles, count, self.days = map(int, rows[0])
        limits = [tuple(map(float, row)) for row in rows[1:1 + self.days]]
        self.longest = [limit[0] or None for limit in limits]
        self.capacity = [limit[1] for limit in limits]
        rows = rows[1 + self.days:]
        self.place = [(float(row[1]), float(row[2])) for row in rows]
        self.service = [float(row[3]) for row in rows]
        self.demand = [float(row[4]) for row in rows]
        self.number = [int(row[0]) for row in rows]
        # The leftmost binary digit is the first day.
        self.choices = [[frozenset(day for day in range(self.days) if int(code) >> (self.days - 1 - day) & 1) for code in row[7:]]
                        for row in rows]
        self.way = [[math.dist(a, b) for b in self.place] for a in self.place]
        assert len(rows) == count + 1

    def cost(self, plan):
        return sum(sum(self.way[a][b] for a, b in zip([0] + route, route + [0])) for day in plan for route in day)

    def is_right(self, plan):
        visits = {}
        for day, routes in enumerate(plan):
            if len([route for route in routes if route]) > self.vehicles:
                return False
            for route in routes:
                time = sum(self.way[a][b] for a, b in zip([0] + route, route + [0])) + sum(self.service[c] for c in route)
                if sum(self.demand[c] for c in route) > self.capacity[day] + 1e-6:
                    return False
                if self.longest[day] and time > self.longest[day] + 0.01:
                    return False
                for customer in route:
                    visits.setdefault(customer, []).append(day)
        return all(sorted(visits.get(c, [])) in [sorted(choice) for choice in self.choices[c]] for c in range(1, len(self.place)))

    def fixed_days(self):
        """Customers of each day, chosen before any route is: those with most visits first, then the largest."""
        days, load = [[] for _ in range(self.days)], [0.0] * self.days
        order = sorted(range(1, len(self.place)), key=lambda c: (-min(map(len, self.choices[c])), -self.demand[c], c))
        for customer in order:
            def rating(choice):
                excess = sum(max(0.0, load[d] + self.demand[customer] - 0.98 * self.vehicles * self.capacity[d]) for d in choice)
                near = sum(min([self.way[customer][other] for other in days[d]] + [self.way[customer][0]]) for d in choice)
                return excess, near, sum(load[d] for d in choice)
            for day in min(self.choices[customer], key=rating):
                days[day].append(customer)
                load[day] += self.demand[customer]
        return days


def ours(program, path, instance, seconds):
    command = [program, "plan", "tours", path, "--seconds", str(seconds), "--seed", "1"]
    found = subprocess.run(command, capture_output=True, check=False)
    if found.returncode != 0:
        return None, 0
    answer = json.loads(found.stdout)
    site = {number: index for index, number in enumerate(instance.number) if index > 0}
    return [[[site[number] for number in route] for route in day] for day in answer["routes"]], answer["iterations"]


def pyvrp(instance, day, customers, seconds):
    from pyvrp import Model, stop
    model = Model()
    places = [model.add_location(*instance.place[site]) for site in [0] + customers]
    model.add_depot(places[0])
    limit = instance.longest[day]
    model.add_vehicle_type(instance.vehicles, capacity=round(instance.capacity[day]), **(
        {"shift_duration": int(limit * SCALE)} if limit else {}))
    for place, customer in zip(places[1:], customers):
        model.add_client(place, delivery=round(instance.demand[customer]), service_duration=round(instance.service[customer] * SCALE))
    for a, one in zip(places, [0] + customers):
        for b, two in zip(places, [0] + customers):
            length = round(instance.way[one][two] * SCALE)
            model.add_edge(a, b, distance=length, duration=length)
    best = model.solve(stop.MaxRuntime(seconds), seed=1, display=False).best
    if not best.is_feasible():
        return None
    return [[customers[visit.idx] for visit in route.schedule() if visit.is_client()] for route in best.routes()]


def or_tools(instance, day, customers, seconds):
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2
    sites = [0] + customers
    index = pywrapcp.RoutingIndexManager(len(sites), instance.vehicles, 0)
    routing = pywrapcp.RoutingModel(index)
    way = [[round(instance.way[a][b] * SCALE) for b in sites] for a in sites]
    transit = routing.RegisterTransitMatrix(way)
    routing.SetArcCostEvaluatorOfAllVehicles(transit)
    load = routing.RegisterUnaryTransitVector([round(instance.demand[site]) for site in sites])
    routing.AddDimension(load, 0, round(instance.capacity[day]), True, "load")
    if instance.longest[day]:
        timed = [[length + round(instance.service[a] * SCALE) for length in row] for a, row in zip(sites, way)]
        routing.AddDimension(routing.RegisterTransitMatrix(timed), 0, int(instance.longest[day] * SCALE), True, "time")
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(round(seconds * 1000))
    found = routing.SolveWithParameters(parameters)
    if found is None:
        return None
    routes = []
    for vehicle in range(instance.vehicles):
        route, at = [], found.Value(routing.NextVar(routing.Start(vehicle)))
        while not routing.IsEnd(at):
            route.append(sites[index.IndexToNode(at)])
            at = found.Value(routing.NextVar(at))
        if route:
            routes.append(route)
    return routes


def day_by_day(solve, instance, seconds):
    days = instance.fixed_days()
    share = seconds / max(1, sum(bool(customers) for customers in days))
    plan = [solve(instance, day, customers, share) if customers else [] for day, customers in enumerate(days)]
    return None if any(day is None for day in plan) else plan


def used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--alone", action="store_true")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    with open(os.path.join(arguments.folder, "published_best.csv"), encoding="utf-8") as file:
        published = {row["instance"]: float(row["published_res"]) for row in csv.DictReader(file)}
    others = {} if arguments.alone else {"PyVRP": pyvrp, "OR-Tools": or_tools}
    gaps, ratios = [], {name: [] for name in others}
    head = f"{'Aufgabe':8} {'bekannt':>9} {'unsere':>9} {'Abstand':>9} {'Durchgänge':>10} {'CPU s':>6}"
    print(head + "".join(f" {name:>10} {'/ unsere':>8}" for name in others), flush=True)
    for name, best in published.items():
        if arguments.only and name not in arguments.only:
            continue
        path = os.path.join(arguments.folder, name)
        instance = Instance(path)
        begin = used()
        plan, iterations = ours(program, path, instance, arguments.seconds)
        taken = used() - begin
        assert plan is not None and instance.is_right(plan), f"{name}: our plan breaks a limit"
        cost = instance.cost(plan)
        gaps.append(100 * (cost / best - 1))
        line = f"{name:8} {best:9.2f} {cost:9.2f} {gaps[-1]:+8.3f}% {iterations:10} {taken:6.1f}"
        for other, solve in others.items():
            plan = day_by_day(solve, instance, arguments.seconds)
            if plan is None or not instance.is_right(plan):
                line += f" {'kein Plan':>10} {'–':>8}"
            else:
                ratios[other].append(instance.cost(plan) / cost)
                line += f" {instance.cost(plan):10.2f} {ratios[other][-1]:8.4f}"
        print(line, flush=True)
    print(f"Im Mittel {sum(gaps) / len(gaps):+.3f} % gegen die veröffentlichten Werte, höchstens {max(gaps):+.3f} %.")
    for other, found in ratios.items():
        if found:
            print(f"{other}: {len(found)} von {len(gaps)} geplant, im Mittel {sum(found) / len(found):.4f}-mal so lang wie unsere.")


if __name__ == "__main__":
    main()
