import Foundation
import Testing

@Suite struct PlanDemandTests {
    private func plan(_ scratch: Scratch, _ more: [String]) throws -> Program {
        try Program(["plan", "demand", scratch.town, "--from", "2027-01", "--months", "1"] + more)
    }

    @Test func inhabitantsAndTheRotaGiveAForecast() throws {
        let scratch = try Scratch()
        let run = try plan(scratch, ["--hours", "2"])
        #expect(run.status == 0 && run.errors.isEmpty)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["kind"] as? String == "demand")
        #expect((object["needs"] as? [Any])?.count == 25 * 12)
        let outings = try #require(object["outings"] as? [[String: Any]])
        // The first Wednesday is Epiphany: its five stops do not open.
        #expect(outings.count == 16)
        #expect(!outings.contains { ($0["stop"] as? String)?.hasPrefix("griebo") == true })
        let first = try #require(outings.first?["expected"] as? [String: Any])
        let (inner, outer) = (try #require(first["interval50"] as? [Int]), try #require(first["interval95"] as? [Int]))
        #expect(outer[0] <= inner[0] && inner[1] <= outer[1] && inner[0] < inner[1])
        #expect(outings.first?["capacity"] as? [Int] == [8, 16])
        let assumptions = try #require(object["assumptions"] as? [[String: Any]])
        #expect(assumptions.contains { ($0["source"] as? String)?.hasPrefix("Annahme: ") == true })
        let notes = try #require(object["notes"] as? [String])
        #expect(notes.contains { $0.hasPrefix("Einwohner sind angenommen") && $0.contains("Grabo") })
    }

    @Test func tablesAreTakenInAndThePrintedTableIsShort() throws {
        let scratch = try Scratch()
        try scratch.write("Ortsteil;Einwohner\ninnenstadt;15000\n", to: "people.csv")
        try scratch.write(
            "Ort;Tag;Leistung;Vorsprachen\ngrabo-bauernstube;2026-12-07;anliegen;2\nstraach-lindenhof;2026-12-07;;0\n",
            to: "visits.csv")
        try scratch.write(
            "Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;personalausweis;2026-10;2027-06;70\n", to: "expiries.csv")
        let tables = ["people", "visits", "expiries"].flatMap { ["--\($0)", "\(scratch.path)/\($0).csv"] }
        let run = try plan(scratch, tables + ["--table"])
        #expect(run.status == 0 && run.errors.isEmpty)
        let lines = run.output.split(separator: "\n")
        #expect(lines[2].hasPrefix("| Grabo · Bauernstube | 2027-01 |"))
        #expect(lines.contains { $0.hasPrefix("| **alle 16 Außentermine** | 2027-01 |") })
    }

    @Test(arguments: [
        (
            "--expiries", "Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;reisepass;2026-12;2026-12;2",
            "Zeile 2: Die Anzahl 2 ist zu klein"
        ), ("--visits", "Ort;Tag;Leistung;Vorsprachen\nmond;2026-12-07;;0", "Zeile 2: „mond“ ist kein Ort"),
        ("--people", "Ortsteil;Einwohner\nstraach;viele", "Zeile 2: „viele“ bei Einwohner"),
    ])
    func aWrongTableIsNamedWithFileAndLine(_ option: String, _ text: String, _ words: String) throws {
        let scratch = try Scratch()
        try scratch.write(text, to: "table.csv")
        let run = try plan(scratch, [option, "\(scratch.path)/table.csv"])
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.errors.hasPrefix("\(scratch.path)/table.csv: \(words)"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func whatCannotBeAskedIsSaid() throws {
        let scratch = try Scratch()
        for (arguments, words) in [
            (["--from", "2027", "--months", "1"], "Nennen Sie mit --from einen Monat"),
            (["--from", "2027-01", "--months", "99"], "mit --months 1 bis 36"),
            (["--from", "2027-01", "--months", "1", "--hall", "mond"], "Der Ortsteil „mond“"),
            (["--from", "2027-01", "--months", "1", "--hours", "25"], "24 Stunden"),
        ] {
            let run = try Program(["plan", "demand", scratch.town] + arguments)
            #expect(run.status == 1 && run.errors.contains(words), "\(run.errors)")
        }
    }

    @Test func theCalibrationSaysWhatItShowsAndNoMore() throws {
        let run = try Program(["plan", "calibration", "--histories", "0"])
        #expect(run.status == 1 && run.errors.contains("1 bis 1000"))
    }
}
