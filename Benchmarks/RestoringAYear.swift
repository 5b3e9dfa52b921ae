import Casework
import Foundation
import Journal
import Kit

/// A year of a kit that no office ever took anything from, on a mirror; then a blank laptop from it.
enum RestoringAYear {
    private static let days = 250
    private static let casesADay = 20
    private static let entriesACase = 29
    private static let scansADay = 10
    private static let scanBytes = 300_000

    static func measure(_ bed: Bed, _ report: inout Report) async throws {
        let kit = try bed.makeKit("year-kit", of: try bed.makeOffice("year-office"))
        let entries = try await fill(kit)
        let clock = ContinuousClock()
        let setUp = try MirrorSetUp(kit.folder, on: .machine)
        let stick = "\(bed.path)/stick"
        let setting = try setUp.begin(at: stick)
        let copying = try clock.measure { _ = try setUp.copyNow(setting) }
        let start = clock.now
        let spare = KitFolder(path: "\(bed.path)/spare")
        let restored = try Restoring(mirror: stick, to: spare).restore(
            with: .passphrase(kit.passphrase), at: Timestamp(Date()))
        let standing = clock.now
        let desk = try Desk(folder: spare, logger: Bed.silent)
        try await desk.unlock(with: kit.key)
        let opened = clock.now
        let count = try await desk.view().state.cases.count
        await desk.close()
        let megabytes = days * scansADay * scanBytes / 1_000_000
        report.note(
            "Ein Jahr: \(entries) Einträge, \(restored.attachments) Anlagen (\(megabytes) MB) zum ersten Mal spiegeln",
            "\(seconds(copying)) s")
        report.judge(
            "  auf einem leeren Laptop wiederherstellen", "\(seconds(standing - start)) s", goal: "≤ 60 s",
            isMet: standing - start <= .seconds(60) && count == days * casesADay)
        report.note("  danach zum ersten Mal öffnen (\(count) Vorgänge)", "\(seconds(opened - standing)) s")
    }

    private static func seconds(_ duration: Duration) -> String { (duration.milliseconds / 1000).short }

    private static func fill(_ kit: Bed.KitBed) async throws -> Int {
        let clock = MovingClock(daysAgo: days - 1)
        let desk = try Desk(folder: kit.folder, clock: clock.wall, logger: Bed.silent)
        try await desk.unlock(with: kit.key)
        var filling = Filling(desk)
        for day in 1...days {
            try await filling.openOuting()
            for number in 0..<casesADay {
                try await filling.takeIn(
                    entries: entriesACase, text: 20, scan: number < scansADay ? scanBytes : nil)
            }
            if day < days { clock.passDay() }
            // A kit that never hears of its office would stop after thirty days.
            await desk.learnOfficeTime(clock.wall.now())
        }
        await desk.close()
        return filling.entries
    }
}
