import Foundation
import Identity

/// Finding people by what was heard: 100,000 and a million of them, and the same queries put to PostgreSQL and SQLite.
enum NameSearching {
    private static let queries = 1_000
    private static let today = CivilDate(year: 2026, month: 11, day: 22)

    static func measure(_ bed: Bed, _ report: inout Report) async throws {
        let own = try measure(people: 100_000, keepingIn: "\(bed.path)/names", &report)
        try compare(own, in: "\(bed.path)/names", &report)
        _ = try measure(people: 1_000_000, keepingIn: nil, &report)
    }

    /// - Parameter folder: where people and queries are written for others to read.
    private static func measure(
        people: Int, keepingIn folder: String?, _ report: inout Report
    ) throws -> Times {
        guard let today else { throw Failure.noDay }
        var numbers = SplitMix(state: 51)
        let register = GeneratedRegister(people: people, today: today, using: &numbers)
        let clock = ContinuousClock()
        var begin = clock.now
        let index = NameIndex(register.rows)
        report.note(
            "Namenssuche, \(people) Personen: Register aufgebaut in", "\((clock.now - begin).milliseconds.short) ms")
        begin = clock.now
        let bytes = index.bytes
        _ = try NameIndex(bytes: bytes)
        report.note("  geschrieben und gelesen in", "\((clock.now - begin).milliseconds.short) ms")
        let perPerson = Double(max(index.footprint, bytes.count)) / Double(people)
        report.judge("  Byte je Person neben dem Datensatz", perPerson.short, goal: "≤ 200", isMet: perPerson <= 200)
        var (times, found): ([Duration], Int) = ([], 0)
        var asked: [String] = []
        let kinds = GeneratedRegister.Mistake.allCases
        for number in 0..<queries {
            let row = register.rows[Int.random(in: 0..<people, using: &numbers)]
            // Every fifth with two mistakes, the others with one, of each kind alike.
            let second = number % 5 == 0 ? kinds.randomElement(using: &numbers) : nil
            let mistakes = [kinds[number % kinds.count]] + (second.map { [$0] } ?? [])
            let query = register.query(for: row, mistakes: mistakes, using: &numbers)
            asked.append("\(query.family)\t\(query.given)\t\(query.year)\t\(row.record)")
            begin = clock.now
            let hits = index.search(NameQuery("\(query.family) \(query.given) \(query.year)", today: today))
            times.append(clock.now - begin)
            if hits.contains(where: { isSame(register.rows[Int($0.record)], row) }) { found += 1 }
        }
        let measured = Times(times)
        let recall = 100 * Double(found) / Double(queries)
        if people == 100_000 {
            let slowest = measured.percentile(0.99)
            report.judge("  mit Jahr, verschrieben", measured.text, goal: "p99 ≤ 5 ms", isMet: slowest <= 5)
        } else {
            report.note("  mit Jahr, verschrieben", measured.text)
        }
        report.judge("  unter den ersten zehn", "\(recall.short) %", goal: "≥ 99 %", isMet: recall >= 99)
        if let folder {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let lines = register.rows.map { row in
                "\(row.record)\t\(row.familyName)\t\(row.givenNames)\t\(row.birthDate.year ?? 0)"
            }
            try write(lines, to: folder + "/people.tsv")
            try write(asked, to: folder + "/queries.tsv")
        }
        return measured
    }

    /// She, or somebody who cannot be told from her by what was typed.
    private static func isSame(_ found: NameIndex.Row, _ wanted: NameIndex.Row) -> Bool {
        found.familyName == wanted.familyName && found.birthDate.year == wanted.birthDate.year
            && found.givenNames.split(separator: " ").first == wanted.givenNames.split(separator: " ").first
    }

    /// The same queries at the same people, put to databases that everybody has.
    private static func compare(_ own: Times, in folder: String, _ report: inout Report) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "Benchmarks/Compared/names.py", folder]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure.comparison }
        for other in try JSONDecoder().decode([Compared].self, from: answer) {
            let times = Times(other.milliseconds.map { .microseconds(Int64($0 * 1000)) })
            report.note("  \(other.name)", "\(times.text), unter den ersten zehn \(other.recall.short) %")
            let ratio = times.percentile(0.5) / own.percentile(0.5)
            report.judge("  so viel schneller (p50)", "\(ratio.short)-mal", goal: "≥ 20-mal", isMet: ratio >= 20)
        }
    }

    private static func write(_ lines: [String], to path: String) throws {
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: false, encoding: .utf8)
    }

    private struct Compared: Decodable {
        let name: String
        let milliseconds: [Double]
        let recall: Double
    }

    enum Failure: Error { case comparison, noDay }
}

/// The same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
