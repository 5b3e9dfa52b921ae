import Foundation
import Journal

/// `journal verify` over a million entries: every hash, every link of the chain, SQLite's own structure. And that it takes no more memory for
/// more entries.
enum Verifying {
    static func measure(_ bed: Bed, _ report: inout Report) async throws {
        let small = try measure(bed, "verify-small", entries: 100_000, &report)
        let great = try measure(bed, "verify", entries: 1_000_000, &report)
        report.note("  Speicher danach: 100.000 Einträge, 1.000.000 Einträge", "\(small) MB, \(great) MB")
    }

    /// - Returns: the most memory that was resident so far, in MB.
    private static func measure(
        _ bed: Bed, _ name: String, entries: Int, _ report: inout Report
    ) throws -> Int {
        let journal = try GreatJournal("\(bed.path)/\(name)", entries: entries)
        let clock = ContinuousClock()
        let begin = clock.now
        let found = JournalVerifier(folder: journal.folder).report()
        let seconds = (clock.now - begin).milliseconds / 1000
        guard found.isIntact, found.entries == entries else { throw Failure.notIntact(found.lines) }
        let rate = Double(entries) / seconds
        report.judge(
            "journal verify: \(entries) Einträge, \(found.bytes >> 20) MB", "\(Int(rate)) je s",
            goal: "≥ 200.000 je s", isMet: rate >= 200_000)
        try FileManager.default.removeItem(atPath: journal.folder)
        return residentPeak()
    }

    private static func residentPeak() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) / 1024
    }

    enum Failure: Error { case notIntact([String]) }
}
