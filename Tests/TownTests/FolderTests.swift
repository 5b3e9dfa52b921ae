import Casework
import Foundation
import Testing
import Town

@Suite("A town's folder on disk")
struct FolderTests {
    /// Writes the files into a folder of its own, and removes it after.
    private func folder(_ files: [String: Data], _ body: (String) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("town-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, content) in files {
            let url = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try content.write(to: url)
        }
        try body(root.path)
    }

    private var good: [String: Data] { SmallTown.files.mapValues { Data($0.utf8) } }

    @Test func givesTheSameTownAsItsTexts() throws {
        try folder(good) { path in
            let town = try #require(TownFolder.load(path: path).town)
            #expect(town == TownFolder.load(files: SmallTown.files).town)
        }
    }

    @Test func leavesOutWhatIsNoYAML() throws {
        var files = good
        files["README.md"] = Data("# Stadt".utf8)
        files[".git/config.yaml"] = Data("a: b".utf8)
        files["services/.hund.yaml.swp"] = Data([0xFF])
        try folder(files) { path in
            #expect(TownFolder.load(path: path).lines == ["8 Dateien, 2 Leistungen, 0 Fehler"])
        }
    }

    @Test(
        "A file that is no good is named",
        arguments: [
            (
                "services/hund.yaml", Data("key: hund\ntitle: Stra\u{DF}e".unicodeScalars.map { UInt8($0.value) }),
                "services/hund.yaml:2: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie im Editor mit der Kodierung UTF-8."
            ),
            (
                "services/hund.yaml", Data(repeating: 0x23, count: 262_145),
                "services/hund.yaml:1: Die Datei ist zu groß (262145 Bytes, erlaubt sind 262144). Teilen Sie sie auf oder kürzen Sie die Texte."
            ),
            ("services/hund.yaml", Data(), "services/hund.yaml:1: Die Datei ist leer."),
            ("services/hund.yaml", Data("# nichts\n".utf8), "services/hund.yaml:1: Die Datei ist leer."),
            (
                "services/katze.yml", Data("key: katze".utf8),
                "services/katze.yml:1: Dateien der Stadt enden auf .yaml. Benennen Sie die Datei um."
            ),
            (
                "venue.yaml", Data("venues: []".utf8),
                "venue.yaml:1: Diese Datei gehört nicht zu einer Stadt. Möglich sind: venues.yaml, town.yaml, units.yaml, districts.yaml, staff.yaml, fields.yaml, services/….yaml."
            ),
        ])
    func badFile(name: String, content: Data, line: String) throws {
        var files = good
        files[name] = content
        try folder(files) { path in
            let check = TownFolder.load(path: path)
            #expect(check.mistakes.map(\.description) == [line])
            #expect(check.town == nil)
        }
    }

    @Test func namesEveryMissingFile() throws {
        try folder(["services/hund.yaml": Data(SmallTown.dog.utf8)]) { path in
            let files = TownFolder.load(path: path).mistakes.filter { $0.what.hasPrefix("Die Datei fehlt") }.map(\.file)
            #expect(files == ["districts.yaml", "staff.yaml", "town.yaml", "units.yaml", "venues.yaml"])
        }
    }

    @Test func saysThatTheFolderIsNone() {
        let check = TownFolder.load(path: "/dev/null/keine-stadt")
        #expect(check.mistakes.map(\.file) == ["town.yaml"])
        #expect(check.mistakes.first?.what == "Der Ordner der Stadt fehlt oder ist kein Ordner. Prüfen Sie den Pfad.")
    }

    @Test func aBrokenLinkIsNamed() throws {
        try folder(good) { path in
            try FileManager.default.createSymbolicLink(
                atPath: path + "/services/fehlt.yaml", withDestinationPath: path + "/nirgends.yaml")
            let check = TownFolder.load(path: path)
            #expect(check.mistakes.map(\.file) == ["services/fehlt.yaml"])
            #expect(check.mistakes.first?.what.hasPrefix("Die Datei ist nicht lesbar.") == true)
        }
    }

    @Test func theGoodTownStaysWhenTheFolderBecomesWorse() throws {
        try folder(good) { path in
            let first = try #require(TownFolder.load(path: path).town)
            let dog = path + "/services/hund.yaml"
            try Data(SmallTown.dog.replacing("deadlineDays: 28", with: "deadlineDays: viele").utf8)
                .write(to: URL(fileURLWithPath: dog))
            let worse = TownFolder.reload(path: path, keeping: first)
            #expect(worse.town == first)
            #expect(worse.mistakes.map(\.line) == [29])
            try Data(SmallTown.dog.replacing("deadlineDays: 28", with: "deadlineDays: 14").utf8)
                .write(to: URL(fileURLWithPath: dog))
            let better = TownFolder.reload(path: path, keeping: first)
            #expect(better.mistakes == [])
            #expect(better.town.catalogue.service("hund")?.deadlineDays == 14)
            #expect(better.town.catalogue.hash != first.catalogue.hash)
        }
    }
}
