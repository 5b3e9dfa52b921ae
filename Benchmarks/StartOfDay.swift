import Casework
import Crypto
import Foundation
import Journal
import Kit

/// From a clerk's log-in to the page "Heute", with 20,000 entries in segments that are still open. In a process of its own for each run, so
/// that its memory is that of a kit and of nothing else. Deriving the key from the secret is left out.
enum StartOfDay {
    static let childMark = "--start-of-day"
    private static let wanted = 20_000
    private static let runs = 5

    static func measure(_ bed: Bed, _ report: inout Report) async throws {
        let kit = try bed.makeKit("day-kit", of: try bed.makeOffice("day-office"))
        let entries = try await fill(kit)
        let key = kit.key.withUnsafeBytes {
            Data($0).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        var (opening, unlocking, showing, together, memory): ([Double], [Double], [Double], [Double], [Double]) =
            ([], [], [], [], [])
        for _ in 0..<runs {
            let numbers = try run(kit.folder.path, key)
            opening.append(numbers[0])
            unlocking.append(numbers[1])
            showing.append(numbers[2])
            together.append(numbers[1] + numbers[2])
            memory.append(numbers[3])
        }
        report.note(
            "Tagesbeginn mit \(entries) offenen Einträgen: Ordner öffnen, vor der Anmeldung", spread(opening, "ms"))
        report.note("  entschlüsseln und falten", spread(unlocking, "ms"))
        report.note("  Seite „Heute“", spread(showing, "ms"))
        report.judge(
            "  Anmeldung bis „Heute“", spread(together, "ms"), goal: "≤ 300 ms", isMet: median(together) <= 300)
        report.judge("  Speicher danach", spread(memory, "MB"), goal: "≤ 80 MB", isMet: (memory.max() ?? 0) <= 80)
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func spread(_ values: [Double], _ unit: String) -> String {
        "\(median(values).short) \(unit) (\((values.min() ?? 0).short) bis \((values.max() ?? 0).short))"
    }

    /// Weeks of outings that never had a network: twenty days, the last one open.
    private static func fill(_ kit: Bed.KitBed) async throws -> Int {
        let days = 20
        let clock = MovingClock(daysAgo: days - 1)
        let desk = try Desk(folder: kit.folder, clock: clock.wall, logger: Bed.silent)
        try await desk.unlock(with: kit.key)
        var filling = Filling(desk)
        for day in 1...days {
            try await filling.openOuting()
            while filling.entries < wanted * day / days { try await filling.takeIn(entries: 40, text: 20) }
            if day < days { clock.passDay() }
        }
        await desk.close()
        return filling.entries
    }

    private static func run(_ folder: String, _ key: String) throws -> [Double] {
        let child = Process()
        child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = [childMark, folder, key]
        let pipe = Pipe()
        child.standardOutput = pipe
        try child.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        child.waitUntilExit()
        let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard numbers.count == 4 else { throw Failure.childFailed(output) }
        return numbers
    }

    enum Failure: Error { case childFailed(String), badKey, page(Int) }

    // MARK: In the child

    /// Prints milliseconds of opening, unlocking and showing, and megabytes of memory.
    static func runAsChild(folder: String, key text: String) async throws {
        guard let bytes = Data(hex: text) else { throw Failure.badKey }
        let key = SymmetricKey(data: bytes)
        let clock = ContinuousClock()
        let begin = clock.now
        let desk = try Desk(folder: KitFolder(path: folder), logger: Bed.silent)
        let opened = clock.now
        let numbers = try await KitProgram.serve(desk) { _, port, cookie, _ in
            let start = clock.now
            try await desk.unlock(with: key)
            let unlocked = clock.now
            let status = try await apart { try Loopback(port: port).get("/heute", cookie: cookie).status }
            let shown = clock.now
            guard status == 200 else { throw Failure.page(status) }
            return [(opened - begin).milliseconds, (unlocked - start).milliseconds, (shown - unlocked).milliseconds]
        }
        print(numbers.map { "\($0)" }.joined(separator: " "), try residentMegabytes())
        exit(0)
    }

    private static func residentMegabytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
    }
}
