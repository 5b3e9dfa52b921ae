import ArgumentParser
import Casework
import Foundation
import Planning
import Town

struct PlanCalendar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Macht aus den Halten einer Stadt Touren mit Uhrzeiten und Dienstplan.",
        discussion: """
            Gedruckt wird JSON: die Touren, ihre Besetzung, und was sich nicht planen lässt mit dem Grund dafür. \
            Derselbe Startwert ergibt denselben Kalender.
            """)

    @Argument(help: "Ordner der Stadt, z. B. Towns/wittenberg.")
    var folder: String

    @Option(help: "Erster Tag, z. B. 2027-01-01.")
    var from: String

    @Option(help: "So viele Monate, 1 bis 12.")
    var months: Int

    @Option(help: "Startwert der Suche.")
    var seed: UInt64 = 1

    @Option(help: "So viele Schritte sucht das Programm nach kürzeren Touren.")
    var iterations = 2000

    @Option(help: "So viele Koffer gibt es, jeder mit einem Fahrzeug.")
    var kits = 1

    @Option(help: "So viele Minuten ist ein Halt geöffnet.")
    var serving = 60

    @Option(help: "Um so viele Tage darf ein Termin rücken, wenn er auf einen Feiertag fällt, 0 bis 13.")
    var shift = 7

    /// Here and not in `validate()`: the parser would leave our words out.
    private func checkOptions() throws {
        guard let year = Day(iso: from)?.year, (1900...2198).contains(year) else {
            throw ValidationError("--from: Einen Tag wie 2027-01-01 angeben.")
        }
        guard (1...12).contains(months) else { throw ValidationError("--months: Eine Zahl von 1 bis 12 angeben.") }
        guard (0...100_000).contains(iterations) else {
            throw ValidationError("--iterations: Eine Zahl von 0 bis 100000 angeben.")
        }
        guard (1...20).contains(kits) else { throw ValidationError("--kits: Eine Zahl von 1 bis 20 angeben.") }
        guard (15...300).contains(serving) else {
            throw ValidationError("--serving: Eine Zahl von 15 bis 300 angeben.")
        }
        guard (0...13).contains(shift) else { throw ValidationError("--shift: Eine Zahl von 0 bis 13 angeben.") }
    }

    func run() async throws {
        try await explaining {
            try checkOptions()
            let check = TownFolder.load(path: folder)
            guard let town = check.town else {
                for line in check.lines { complain(line) }
                throw ExitCode(1)
            }
            guard let first = Day(iso: from), let last = first.adding(months: months)?.adding(-1) else {
                throw ValidationError("--from: Einen Tag wie 2027-01-01 angeben.")
            }
            let calendar = try TownCalendar(
                town, DaySpan(first, last), kits: kits, serving: serving, shift: shift)
            let plan = calendar.request.plan(seed: seed, iterations: iterations)
            let duties = try plan.duties()
            let roster = try RosterRequest(duties: duties, clerks: calendar.clerks)
            try printJSON(
                CalendarReport(
                    town: town, calendar: calendar, plan: plan, roster: roster.roster(seed: seed), seed: seed,
                    iterations: iterations))
        }
    }
}

extension Day {
    /// The same day so many months on, or the month's last where it has no such day.
    fileprivate func adding(months: Int) -> Day? {
        let month = year * 12 + self.month - 1 + months
        return stride(from: dayOfMonth, to: dayOfMonth - 4, by: -1).lazy.compactMap {
            Day(year: month / 12, month: month % 12 + 1, day: $0)
        }.first
    }
}
