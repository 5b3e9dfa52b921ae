import ArgumentParser
import Casework
import Foundation
import Journal

/// For demonstrations and tests: the program's clock begins at a given moment and runs on from there.
struct ClockOptions: ParsableArguments {
    @Option(help: "Zum Vorführen: die Uhr beginnt hier, z. B. 2026-12-07T10:40 (deutsche Zeit).")
    var now: String?

    func today() throws -> CalendarDate? {
        Moment(milliseconds: try clock().now().milliseconds).germanDay
    }

    func clock() throws -> WallClock {
        guard let now else { return .system }
        let parts = now.split(separator: "T").map(String.init)
        let time = parts.last?.split(separator: ":").compactMap { Int($0) } ?? []
        guard parts.count == 2, let day = CalendarDate(iso: parts[0]), time.count == 2, time[0] < 24, time[1] < 60,
            let start = Moment(germanDay: day, minute: time[0] * 60 + time[1])
        else { throw ValidationError("--now: „\(now)“ ist kein Zeitpunkt. Geben Sie ihn wie 2026-12-07T10:40 ein.") }
        let begin = ContinuousClock.now
        return WallClock {
            let passed = (ContinuousClock.now - begin).components
            return Timestamp(
                milliseconds: start.milliseconds + passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000)
        }
    }
}
