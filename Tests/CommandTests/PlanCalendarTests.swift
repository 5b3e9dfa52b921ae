import Foundation
import Testing

/// The example town's rota as tours, as its users run it.
@Suite struct PlanCalendarTests {
    private struct Calendar: Decodable {
        struct Tour: Decodable {
            struct Stop: Decodable {
                let venue: String
                let opens: String
                let insteadOf: String?
            }

            let day: String
            let crew: [String]
            let stops: [Stop]
        }

        struct Unplanned: Decodable {
            let venue: String
            let due: String?
            let reasons: [String]
        }

        let kind: String
        let until: String
        let tours: [Tour]
        let unplanned: [Unplanned]
        let withoutCrew: [String]
    }

    /// - Parameter clerks: how many there are who work at a kit.
    private func calendar(clerks: Int, _ arguments: String...) throws -> Calendar {
        let scratch = try Scratch()
        let staff = (1...clerks).map {
            "  - {id: clerk-\($0), name: Clerk \($0), units: [buergerbuero], kit: true, office: true, head: \($0 == 1)}"
        }
        try scratch.write("clerks:\n\(staff.joined(separator: "\n"))\n", to: "town/staff.yaml")
        let run = try Program(["plan", "calendar", scratch.town] + arguments)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        return try JSONDecoder().decode(Calendar.self, from: Data(run.output.utf8))
    }

    /// The first Wednesday of January 2027 is a public holiday in Sachsen-Anhalt: its five stops go to the next days.
    @Test func rotaBecomesTours() throws {
        let calendar = try calendar(clerks: 2, "--from", "2027-01-01", "--months", "2", "--iterations", "5")
        #expect(calendar.kind == "calendar" && calendar.until == "2027-02-28")
        #expect(!calendar.tours.contains { $0.day == "2027-01-06" })
        let stops = calendar.tours.flatMap { tour in tour.stops.map { (tour.day, $0) } }
        let moved = stops.filter { $0.1.insteadOf == "2027-01-06" }
        #expect(Set(moved.map(\.1.venue)).isSuperset(of: ["griebo-seniorenpension", "dobien-kita"]))
        #expect(stops.contains { $0.0 == "2027-01-04" && $0.1.venue == "grabo-bauernstube" && $0.1.insteadOf == nil })
        #expect(calendar.tours.allSatisfy { $0.crew == ["clerk-1", "clerk-2"] })
        #expect(calendar.withoutCrew.isEmpty)
    }

    @Test func whatCannotBePlannedIsNamed() throws {
        let calendar = try calendar(
            clerks: 1, "--from", "2027-01-01", "--months", "1", "--shift", "0", "--iterations", "0")
        let dobien = try #require(calendar.unplanned.first { $0.venue == "dobien-kita" })
        #expect(dobien.due == "2027-01-06" && dobien.reasons == ["Mi 06.01.2027: Heilige Drei Könige."])
        let berkau = try #require(calendar.unplanned.first { $0.venue == "berkau-bushaltestelle" })
        #expect(
            calendar.withoutCrew.first
                == "Für die Tour 2027-01-04 Koffer 1 fehlt die Besetzung: Gebraucht werden 2, frei sind 1.")
        #expect(berkau.reasons == ["Hier ist kein Raum: Der Koffer braucht einen Tisch und eine Steckdose."])
    }

    @Test func sameSeedSameText() throws {
        let scratch = try Scratch()
        let arguments = [
            "plan", "calendar", scratch.town, "--from", "2027-01-01", "--months", "1", "--iterations", "5",
        ]
        #expect(try Program(arguments).output == Program(arguments).output)
    }

    @Test(arguments: [
        (["--from", "1.1.2027", "--months", "1"], "--from: Einen Tag wie 2027-01-01 angeben.\n"),
        (["--from", "2027-01-01", "--months", "13"], "--months: Eine Zahl von 1 bis 12 angeben.\n"),
        (["--from", "2027-01-01", "--months", "1", "--shift", "14"], "--shift: Eine Zahl von 0 bis 13 angeben.\n"),
    ])
    func wrongCallsSayWhatToDo(arguments: [String], words: String) throws {
        let run = try Program(["plan", "calendar", "Towns/wittenberg"] + arguments)
        #expect(run.status == 1 && run.output.isEmpty && run.errors == words)
    }

    @Test func missingFolderIsSaid() throws {
        let run = try Program(["plan", "calendar", "/nirgends", "--from", "2027-01-01", "--months", "1"])
        #expect(run.status == 1 && run.errors.contains("Der Ordner der Stadt fehlt"), "\(run.errors)")
    }
}
