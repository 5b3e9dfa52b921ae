/// A rule that a plan breaks, and where.
package struct TourViolation: Hashable, Sendable, CustomStringConvertible {
    package enum Rule: String, Hashable, Sendable, CaseIterable {
        case horizon, closed, kit, vehicle, crews, equipment, frame, way, window, raster, duration, breaks, workingTime
        case rest, pattern, errand, alone, missing, figures
    }

    package let rule: Rule
    package let day: Day?
    /// Of the series, errand, kit or vehicle.
    package let key: String
    package let description: String
}

/// Checks a plan against what was asked, from the beginning: nothing of the planner is used here.
package struct TourCheck {
    private let request: TourRequest
    private let plan: TourPlan
    private let reach: Int
    private var found: [TourViolation] = []

    /// - Parameter reach: days a date may be away from its turn after re-planning, as `TourRequest.replan` was told.
    /// - Returns: every broken rule; empty for a plan that may be published.
    package static func violations(of plan: TourPlan, for request: TourRequest, reach: Int = 0) -> [TourViolation] {
        var check = TourCheck(request: request, plan: plan, reach: reach)
        check.days()
        for tour in plan.tours { check.tour(tour) }
        check.rest()
        for series in request.series { check.pattern(series) }
        for errand in request.errands { check.errand(errand) }
        check.strangers()
        return check.found
    }

    private init(request: TourRequest, plan: TourPlan, reach: Int) {
        (self.request, self.plan, self.reach) = (request, plan, reach)
    }

    private mutating func say(_ rule: TourViolation.Rule, _ day: Day?, _ key: String, _ text: String) {
        let place = day.map { "\($0.german), " } ?? ""
        found.append(TourViolation(rule: rule, day: day, key: key, description: "\(place)„\(key)“: \(text)"))
    }

    // MARK: Days

    private mutating func days() {
        for (day, tours) in Dictionary(grouping: plan.tours, by: \.day).sorted(by: { $0.key < $1.key }) {
            if day < request.horizon.first || day > request.horizon.last {
                say(.horizon, day, "Tour", "liegt außerhalb des Zeitraums.")
            }
            for closure in request.closures where closure.span.first <= day && day <= closure.span.last {
                say(.closed, day, "Tour", "An diesem Tag fährt niemand (\(closure.reason)).")
            }
            if tours.count > request.crews {
                say(.crews, day, "Tour", "\(tours.count) Touren, \(request.crews) Paare.")
            }
            for key in twice(tours.map(\.kit)) { say(.kit, day, key, "ist in zwei Touren zugleich.") }
            for key in twice(tours.map(\.vehicle)) { say(.vehicle, day, key, "ist in zwei Touren zugleich.") }
        }
    }

    private func twice(_ keys: [String]) -> [String] {
        Set(keys).filter { key in keys.count { $0 == key } > 1 }.sorted()
    }

    private mutating func rest() {
        for tour in plan.tours {
            for next in plan.tours where next.day.number == tour.day.number + 1 {
                let rest = 24 * 60 - tour.end + next.begin
                if rest < 11 * 60 {
                    say(.rest, next.day, next.kit, "Nur \(rest) Minuten Ruhe seit der Tour vom Vortag.")
                }
            }
        }
    }

    // MARK: One tour

    private mutating func tour(_ tour: Tour) {
        let day = tour.day
        if let kit = request.kits.first(where: { $0.key == tour.kit }) {
            for outage in kit.outages where outage.span.first <= day && day <= outage.span.last {
                say(.kit, day, kit.key, "fehlt (\(outage.reason)).")
            }
            for call in tour.stops {
                let needed = request.series.first { $0.key == call.key }?.equipment ?? []
                let missing = needed.subtracting(kit.equipment)
                if !missing.isEmpty {
                    say(.equipment, day, call.key, "Es fehlt \(missing.sorted().joined(separator: ", ")).")
                }
            }
        } else {
            say(.kit, day, tour.kit, "Diesen Koffer gibt es nicht.")
        }
        if let car = request.vehicles.first(where: { $0.key == tour.vehicle }) {
            for outage in car.outages where outage.span.first <= day && day <= outage.span.last {
                say(.vehicle, day, car.key, "fehlt (\(outage.reason)).")
            }
        } else {
            say(.vehicle, day, tour.vehicle, "Dieses Fahrzeug gibt es nicht.")
        }
        if tour.begin < request.frame.earliest || tour.end > request.frame.latest {
            say(.frame, day, tour.kit, "beginnt zu früh oder endet zu spät.")
        }
        if tour.stops.isEmpty { say(.alone, day, tour.kit, "fährt nur für Besorgungen.") }
        way(tour)
        for call in tour.calls { self.call(call, tour) }
        work(tour)
    }

    /// Times between the calls hold the drive and the breaks that lie there.
    private mutating func way(_ tour: Tour) {
        var (here, free, minutes, metres) = (request.base, tour.begin + request.frame.loading, 0, 0)
        let ends = tour.calls.map { (place: place($0), begin: $0.begin, end: $0.end) }
        let home = tour.end - request.frame.loading
        for (place, begin, end) in ends + [(request.base, home, home)] {
            guard let place, let drive = request.driving.minutes(from: here, to: place),
                let far = request.driving.metres(from: here, to: place)
            else { continue }
            let resting = tour.breaks.filter { $0.from >= free && $0.until <= begin }.reduce(0) {
                $0 + $1.until - $1.from
            }
            if free + drive + resting > begin {
                say(.way, tour.day, tour.kit, "\(clockTime(begin)) in \(place) ist nicht zu schaffen.")
            }
            (here, free, minutes, metres) = (place, end, minutes + drive, metres + far)
        }
        if minutes != tour.driving || metres != tour.metres {
            say(.figures, tour.day, tour.kit, "Fahrzeit oder Strecke stimmt nicht.")
        }
    }

    private func place(_ call: Call) -> String? {
        switch call.kind {
        case .stop: request.series.first { $0.key == call.key }?.place
        case .errand: request.errands.first { $0.key == call.key }?.place
        }
    }

    private mutating func call(_ call: Call, _ tour: Tour) {
        var (opening, length): (WeeklyOpening?, Int) = (nil, 0)
        if call.kind == .stop, let series = request.series.first(where: { $0.key == call.key }) {
            (opening, length) = (series.opening, series.setUp + series.serving + series.packing)
            if (call.begin + series.setUp) % request.frame.raster != 0 {
                say(.raster, tour.day, call.key, "öffnet um \(clockTime(call.begin + series.setUp)).")
            }
            for closure in series.closures where closure.span.first <= tour.day && tour.day <= closure.span.last {
                say(.closed, tour.day, call.key, "Der Ort ist geschlossen (\(closure.reason)).")
            }
        } else if call.kind == .errand, let errand = request.errands.first(where: { $0.key == call.key }) {
            (opening, length) = (errand.opening, errand.duration)
        }
        guard let opening else { return }
        if call.end - call.begin != length { say(.duration, tour.day, call.key, "dauert nicht \(length) Minuten.") }
        let windows = opening.windows(on: tour.day.weekday)
        if !windows.contains(where: { $0.from <= call.begin && call.end <= $0.until }) {
            say(
                .window, tour.day, call.key,
                "ist von \(clockTime(call.begin)) bis \(clockTime(call.end)) nicht offen.")
        }
    }

    private mutating func work(_ tour: Tour) {
        var (rested, since) = (0, tour.begin)
        for pause in tour.breaks {
            if pause.until - pause.from < 15 {
                say(.breaks, tour.day, tour.kit, "Eine Pause unter 15 Minuten zählt nicht.")
            }
            if pause.from < since { say(.breaks, tour.day, tour.kit, "Pausen überschneiden sich.") }
            for call in tour.calls where call.begin < pause.until && pause.from < call.end {
                say(.breaks, tour.day, call.key, "Während der Pause wird gearbeitet.")
            }
            if pause.from - since > 360 { say(.breaks, tour.day, tour.kit, "Mehr als 6 Stunden ohne Pause.") }
            rested += pause.until - pause.from
            since = pause.until
        }
        if tour.end - since > 360 { say(.breaks, tour.day, tour.kit, "Mehr als 6 Stunden ohne Pause.") }
        let work = tour.end - tour.begin - rested
        if work > 9 * 60 && rested < 45 || work > 6 * 60 && rested < 30 {
            say(.breaks, tour.day, tour.kit, "\(rested) Minuten Pause sind zu wenig für \(work) Minuten Arbeit.")
        }
        if work > 10 * 60 || work > request.frame.longestWork {
            say(.workingTime, tour.day, tour.kit, "\(work) Minuten Arbeit sind zu viel.")
        }
    }
}

// MARK: - Patterns

extension TourCheck {
    /// Every turn of the pattern is held near its day, or named among what could not be planned.
    private mutating func pattern(_ series: StopSeries) {
        let held = plan.tours.flatMap { tour in
            tour.stops.filter { $0.key == series.key }.map { (day: tour.day, due: $0.due) }
        }.sorted { $0.due < $1.due }
        let named = plan.unplanned.filter { $0.kind == .stop && $0.key == series.key }
        for day in Set(held.map(\.day)) where held.count(where: { $0.day == day }) > 1 {
            say(.pattern, day, series.key, "ist zweimal am selben Tag.")
        }
        for entry in named where entry.hindrances.isEmpty { say(.missing, entry.due, series.key, "fehlt ohne Grund.") }
        let dues = (held.map(\.due) + named.compactMap(\.due)).sorted()
        if zip(dues, dues.dropFirst()).contains(where: ==) {
            say(.pattern, nil, series.key, "Ein Termin steht zweimal da.")
        }
        if named.contains(where: { $0.due == nil }) {
            if !held.isEmpty { say(.pattern, nil, series.key, "ist geplant und zugleich als unmöglich genannt.") }
            return
        }
        switch series.pattern.rhythm {
        case .once(let span), .onDemand(_, _, let span):
            for stop in held where stop.day < span.first || stop.day > span.last {
                say(.pattern, stop.day, series.key, "liegt außerhalb der vereinbarten Tage.")
            }
            if dues.count != 1 { say(.missing, nil, series.key, "ist nicht genau einmal geplant oder genannt.") }
            return
        case .weeks(let weeks, let weekday): weekly(series, dues, weeks, weekday)
        case .monthly(let nth, let weekday): monthly(series, dues, nth, weekday)
        case .dates(let days):
            if dues != days { say(.missing, nil, series.key, "Nicht jeder genannte Tag ist geplant oder genannt.") }
        }
        let most = max(series.shift, min(reach, series.pattern.widestShift))
        for stop in held where abs(stop.day.number - stop.due.number) > most {
            say(.pattern, stop.day, series.key, "ist um mehr als \(most) Tage verschoben.")
        }
    }

    private mutating func weekly(_ series: StopSeries, _ dues: [Day], _ weeks: Int, _ weekday: Weekday?) {
        let step = 7 * weeks
        for (one, next) in zip(dues, dues.dropFirst()) where next.number - one.number != step {
            say(.pattern, next, series.key, "folgt nicht nach \(weeks) Wochen.")
        }
        for due in dues where due.weekday != weekday ?? dues[0].weekday {
            say(.pattern, due, series.key, "ist am falschen Wochentag.")
        }
        guard let first = dues.first, let last = dues.last else {
            return say(.missing, nil, series.key, "ist weder geplant noch genannt.")
        }
        if first.number - request.horizon.first.number >= step || request.horizon.last.number - last.number >= step {
            say(.missing, nil, series.key, "Am Anfang oder Ende des Zeitraums fehlt ein Termin.")
        }
    }

    private mutating func monthly(_ series: StopSeries, _ dues: [Day], _ nth: Int?, _ weekday: Weekday?) {
        guard let first = dues.first else { return say(.missing, nil, series.key, "ist weder geplant noch genannt.") }
        let (nth, weekday) = (nth ?? first.nthInMonth, weekday ?? first.weekday)
        var expected: [Day] = []
        for number in request.horizon.first.number...request.horizon.last.number {
            let day = Day(number: number)
            if day.weekday == weekday && (day.dayOfMonth + 6) / 7 == nth { expected.append(day) }
        }
        if dues != expected { say(.missing, nil, series.key, "Nicht jeder Monat ist geplant oder genannt.") }
    }

    private mutating func errand(_ errand: Errand) {
        let done = plan.tours.flatMap { tour in
            tour.calls.filter { $0.kind == .errand && $0.key == errand.key }.map { _ in tour.day }
        }
        let named = plan.unplanned.filter { $0.kind == .errand && $0.key == errand.key }
        for entry in named where entry.hindrances.isEmpty { say(.missing, entry.due, errand.key, "fehlt ohne Grund.") }
        var spans: [(first: Int, last: Int)] = []
        switch errand.timing {
        case .once(let span): spans = [(span.first.number, span.last.number)]
        case .every(let days):
            for first in request.horizon.days where (first.number - 4) % days == 0 {
                if first.adding(days - 1) <= request.horizon.last {
                    spans.append((first.number, first.number + days - 1))
                }
            }
        }
        for span in spans {
            let times = done.count { span.first <= $0.number && $0.number <= span.last }
            let told = named.count { $0.due?.number == span.last }
            if times + told != 1 {
                say(.errand, Day(number: span.last), errand.key, "ist bis dahin \(times)-mal erledigt, nicht einmal.")
            }
        }
        for day in done where !spans.contains(where: { $0.first <= day.number && day.number <= $0.last }) {
            say(.errand, day, errand.key, "war an diesem Tag nicht verlangt.")
        }
    }

    private mutating func strangers() {
        for tour in plan.tours {
            for call in tour.calls where place(call) == nil { say(.missing, tour.day, call.key, "ist nicht verlangt.") }
        }
    }
}
