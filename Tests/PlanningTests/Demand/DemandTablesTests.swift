import Testing

@testable import Planning

@Suite struct DemandTablesTests {
    static let districts = ["straach", "grabo"]
    static let stops = ["straach-saal", "grabo-saal"]
    static let services = ["personalausweis", "anmeldung"]

    @Test func expiriesAreReadAndWritten() throws {
        let text = """
            Ortsteil;Dokument;Von;Bis;Anzahl
            straach;personalausweis;2026-12;2026-12;7
            grabo;reisepass;2026-11;2027-02;5

            """
        let counts = try DemandTables.expiries(text, districts: Self.districts)
        #expect(counts.cells.map(\.count) == [7, 5])
        #expect(counts.months.lowerBound.description == "2026-11" && counts.months.upperBound.description == "2027-02")
        #expect(DemandTables.text(counts) == text)
        let windows = "\u{FEFF}# aus dem Register\n" + text.replacing("\n", with: "\r\n")
        #expect(try DemandTables.expiries(windows, districts: Self.districts) == counts)
    }

    @Test(arguments: [
        ("", 1, "leer"), ("Ortsteil;Dokument;Von;Bis", 1, "„Anzahl“ fehlt"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl;Name", 1, "„Name“ ist keine Spalte"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl;Anzahl", 1, "zweimal"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl", 1, "keine Zeile"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;personalausweis;2026-12;2026-12", 2, "4 Zellen"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl\nmond;personalausweis;2026-12;2026-12;9", 2, "„mond“ ist kein Ortsteil"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;angelschein;2026-12;2026-12;9", 2, "ist kein Dokument"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl\n\nstraach;reisepass;12/2026;2026-12;9", 3, "ist kein Monat"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;reisepass;2026-12;2026-11;9", 2, "bevor er beginnt"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;reisepass;2026-13;2026-11;9", 2, "ist kein Monat"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;reisepass;2026-12;2026-12;viele", 2, "ganze Zahl"),
        ("Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;reisepass;2026-12;2026-12;4", 2, "eine Person verraten"),
        (
            "Ortsteil;Dokument;Von;Bis;Anzahl\nstraach;reisepass;2026-11;2026-12;9\nstraach;reisepass;2026-12;2026-12;9",
            3, "zweimal gezählt"
        ),
    ])
    func wrongExpiriesAreNamedWithTheirLine(_ text: String, _ line: Int, _ words: String) throws {
        let mistake = #expect(throws: DemandTableMistake.self) {
            try DemandTables.expiries(text, districts: Self.districts)
        }
        #expect(mistake?.line == line && mistake?.what.contains(words) == true, "\(mistake?.description ?? "")")
    }

    private func visits(_ text: String) throws -> [PastOuting] {
        try DemandTables.visits(text, stops: Self.stops, services: Self.services, hours: 4)
    }

    @Test func visitsAreGatheredByOuting() throws {
        let past = try visits(
            """
            Ort;Tag;Leistung;Vorsprachen;Stunden;Voll
            straach-saal;2026-02-28;personalausweis;3;2,5;ja
            grabo-saal;2026-02-28;;0;;
            straach-saal;2026-02-28;anmeldung;2;2,5;ja
            straach-saal;2028-02-29;anmeldung;1;;
            """)
        #expect(past.map(\.total) == [5, 0, 1])
        #expect(past.map(\.outing.stop) == ["straach-saal", "grabo-saal", "straach-saal"])
        #expect(past.map(\.outing.hours) == [2.5, 4, 4])
        #expect(past.map(\.wasFull) == [true, false, false])
        #expect(past.allSatisfy { $0.outing.isBookable && $0.outing.isAnnounced })
    }

    static let head = "Ort;Tag;Leistung;Vorsprachen;Stunden;Buchbar;Angekündigt;Voll\n"

    @Test(arguments: [
        ("mond;2026-02-02;anmeldung;1;;;;", 2, "kein Ort aus venues.yaml"),
        ("grabo-saal;2026-02-29;anmeldung;1;;;;", 2, "ist kein Tag"),
        ("grabo-saal;2026-2-9;anmeldung;1;;;;", 2, "ist kein Tag"),
        ("grabo-saal;2026-02-02;angeln;1;;;;", 2, "keine Leistung"),
        ("grabo-saal;2026-02-02;;1;;;;", 2, "fehlt die Leistung"),
        ("grabo-saal;2026-02-02;anmeldung;-1;;;;", 2, "ganze Zahl"),
        ("grabo-saal;2026-02-02;anmeldung;1;lang;;;", 2, "keine Zahl"),
        ("grabo-saal;2026-02-02;anmeldung;1;25;;;", 2, "24 Stunden"),
        ("grabo-saal;2026-02-02;anmeldung;1;;vielleicht;;", 2, "ja und nein"),
        ("grabo-saal;2026-02-02;anmeldung;1;;;;\ngrabo-saal;2026-02-02;anmeldung;1;;;;", 3, "zweimal gezählt"),
        ("grabo-saal;2026-02-02;anmeldung;1;2;;;\ngrabo-saal;2026-02-02;personalausweis;1;3;;;", 3, "andere Angaben"),
    ])
    func wrongVisitsAreNamedWithTheirLine(_ rows: String, _ line: Int, _ words: String) throws {
        let mistake = #expect(throws: DemandTableMistake.self) { try visits(Self.head + rows) }
        #expect(mistake?.line == line && mistake?.what.contains(words) == true, "\(mistake?.description ?? "")")
    }

    @Test func peopleAreReadByAge() throws {
        let people = try DemandTables.people(
            "Ortsteil;unter16;16bis23;24bis64;ab65\nstraach;100;50;500;300", districts: Self.districts)
        #expect(people["straach"]?.counts == [100, 50, 500, 300])
        let totals = try DemandTables.people("# Annahme\nOrtsteil;Einwohner\ngrabo;200", districts: Self.districts)
        #expect(try totals["grabo"] == Population(total: 200))
        for head in ["Ortsteil", "Ortsteil;Einwohner;ab65", "Ortsteil;unter16;16bis23;24bis64"] {
            let mistake = #expect(throws: DemandTableMistake.self) {
                try DemandTables.people(head, districts: Self.districts)
            }
            #expect(mistake?.description.hasPrefix("Zeile 1: Nennen Sie entweder") == true)
        }
        let mistake = #expect(throws: DemandTableMistake.self) {
            try DemandTables.people(
                "Ortsteil;unter16;16bis23;24bis64;ab65\ngrabo;1;2;3;4\ngrabo;1;2;3;4", districts: Self.districts)
        }
        #expect(mistake?.description == "Zeile 3: Der Ortsteil „grabo“ steht zweimal da. Behalten Sie eine Zeile.")
    }

    @Test(arguments: ["2026-1", "2026-00", "2026-13", "1899-01", "2200-01", "2026-+1", "+026-01", "2026-01-01", ""])
    func whatIsNoMonthIsNone(_ text: String) { #expect(Month(text) == nil) }

    @Test func monthsCount() throws {
        let november = try #require(Month("2026-11"))
        #expect(november.following(3).map(\.description) == ["2026-11", "2026-12", "2027-01"])
        #expect(november.adding(-11).description == "2025-12" && november.number == 11 && november.year == 2026)
    }
}
