import Casework
import Foundation
import Journal
import Testing
import Town

@testable import Kit
@testable import Office

/// A kit and an office as the first version wrote them, with what was in them: see `Tests/Fixtures/README.md`. Every later version opens and
/// verifies them.
@Suite struct FirstFormatTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "format-1-\(UUID().uuidString)").path
    private static let received: [CaseNumber] = ["W01A-0001-B", "W01A-0002-9"]
    private static let open: CaseNumber = "W01A-0003-7"

    private func unpack() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let archive = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/format-1.tar.gz").standardizedFileURL.path
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/env")
        tar.arguments = ["tar", "-xzf", archive, "-C", path]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0)
    }

    private func lines(_ folder: String) -> [String] {
        JournalVerifier(folder: "\(path)/\(folder)", meanings: .ofCases).report().lines
    }

    private static let kitLines = [
        "Koffer: 1, Generationen: 1, Abschnitte: 1", "Einträge: 143, Gegenstände: 7, Schlüssel: 13", "Anlagen: 8",
        "Bytes: 81538", "Das Journal ist unversehrt.",
    ]
    private static let officeLines = [
        "Koffer: 2, Generationen: 2, Abschnitte: 2", "Einträge: 146, Gegenstände: 7, Schlüssel: 13", "Anlagen: 8",
        "Bytes: 82015", "Das Journal ist unversehrt.",
    ]

    @Test func `a journal of the first version verifies`() throws {
        try unpack()
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(lines("kit") == Self.kitLines)
        #expect(lines("office") == Self.officeLines)
    }

    @Test func `an office of the first version opens every case and every file`() async throws {
        try unpack()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = OfficeFolder(path: path + "/office", keyPath: path + "/office.key")
        var settings = try folder.settings()
        settings.town = OfficeBench.town
        try settings.write(to: folder.file(OfficeSettings.name))
        let registry = try Registry(folder: folder, clock: WallClock { WalkedKit.now })
        try await registry.start()
        let state = await registry.view().state
        #expect(Set(state.cases.keys) == Set(Self.received) && state.underway == 1 && state.notUnderstood == 0)
        for number in Self.received {
            let item = try #require(state.cases[number]?.item)
            #expect(item.access == .readable && item.answers.count > 10 && !item.persons.isEmpty)
            #expect(!item.attachments.isEmpty)
            for attachment in item.attachments {
                #expect(try await registry.attachment(attachment.id, of: number)?.bytes == WalkedKit.picture)
            }
        }
        #expect(state.cases[Self.received[0]]?.item.fileNumber == "33-1")
        #expect(state.cases[Self.received[1]]?.item.state == .new)
        // What was said then is still taken in the same way.
        _ = try await registry.commit { view in
            try view.state.cases[Self.received[0]]!.item.decide(CaseCommand(by: "brandt", .finish(note: nil)))
                .map { .ofCase(Self.received[0], $0) }
        }
        await registry.close()
        #expect(JournalVerifier(folder: folder.path, meanings: .ofCases).report().faults == [])
    }

    @Test func `a kit of the first version is opened with its recovery code and goes on`() async throws {
        try unpack()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = KitFolder(path: path + "/kit")
        try folder.keep(try #require(TownFolder.load(path: OfficeBench.town).town).bundle)
        let code = try String(contentsOfFile: path + "/kit.recovery", encoding: .utf8)
        let desk = try Desk(folder: folder, clock: WallClock { WalkedKit.now })
        try await desk.unlock(with: try LockBox(from: folder.file(LockBox.name)).recover(code: code))
        let state = try await desk.view().state
        let item = try #require(state.cases[Self.open])
        #expect(item.access == .readable && item.state == .open && item.answers.count > 10)
        for number in Self.received {
            #expect(state.cases[number]?.access == .erased && state.feed.told[number]?.state == .new)
        }
        try await desk.commit { _, _ in
            try item.decide(CaseCommand(by: WalkedKit.clerk, .note("weiter"))).map { .ofCase(Self.open, $0) }
        }
        #expect(JournalVerifier(folder: folder.path, meanings: .ofCases).report().faults == [])
    }
}
