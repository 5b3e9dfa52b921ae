import Foundation
import Testing

@Suite struct PlanToursTests {
    private static let instance = """
        1 2 6 2
        0 10
        0 10
         0  0  0 0 0 0 0
         1  9  1 0 4 1 2 1 2
         2 10 -1 0 4 1 2 1 2
         3 -9  2 0 4 1 2 1 2
         4 -8 -2 0 4 1 2 1 2
         5  1  9 0 2 2 1 3
         6  0  7 0 3 1 1 2
        """
    private let file: String
    private let solution: String
    private let folder: Scratch

    init() throws {
        folder = try Scratch()
        (file, solution) = (folder.path + "/p00", folder.path + "/plan.json")
        try folder.write(Self.instance, to: "p00")
    }

    private func object(_ run: Program) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test func plansAndChecks() throws {
        let run = try Program(["plan", "tours", file, "--seed", "3", "--iterations", "40"])
        #expect(run.status == 0 && run.errors.isEmpty)
        let plan = try object(run)
        #expect(plan["kind"] as? String == "tours" && plan["instance"] as? String == "p00")
        #expect(plan["iterations"] as? Int == 40 && plan["seed"] as? Int == 3 && plan["seconds"] is Double)
        let patterns = try #require(plan["patterns"] as? [[String: Any]])
        #expect(patterns.map { $0["customer"] as? Int } == [1, 2, 3, 4, 5, 6])
        #expect(patterns.map { $0["days"] as? [Int] }[4...] == [[1, 2], [1]])
        try folder.write(run.output, to: "plan.json")
        let check = try Program(["plan", "check", file, solution])
        #expect(check.status == 0 && check.output.hasPrefix("Die Lösung stimmt: 6 Kunden, Kosten "))

        // The same seed and iterations: the same plan, and time only ends the search.
        let again = try object(
            Program(["plan", "tours", file, "--seed", "3", "--iterations", "40", "--seconds", "500"]))
        #expect(again["routes"] as? [[[Int]]] == plan["routes"] as? [[[Int]]])
        #expect(again["cost"] as? Double == plan["cost"] as? Double)
    }

    @Test func everyViolationIsNamed() throws {
        let routes = "[[[1,2,3],[4]],[[5,6],[8]]]"
        let patterns = #"[{"customer":1,"days":[2]}]"#
        try folder.write(
            #"{"kind":"tours","instance":"p00","cost":1,"iterations":1,"seconds":1,"seed":1,"routes":\#(routes),"patterns":\#(patterns)}"#,
            to: "plan.json")
        let check = try Program(["plan", "check", file, solution])
        #expect(check.status == 1 && check.output.isEmpty)
        for words in [
            "Tag 1, Tour 1: Die Ladung 12.0 ist größer als 10.0.", "Tag 2: Kunde 8 kommt in der Aufgabe nicht vor.",
            "Kunde 5: Die Tage 2 stehen nicht zur Wahl.", "Angegeben sind die Kosten 1.0, es sind ",
            "Kunde 1: Die angegebenen Tage sind andere", "Kunde 2: Seine Tage sind nicht angegeben.",
        ] {
            #expect(check.errors.contains(words), "\(check.errors)")
        }
    }

    @Test func aFileCutOffIsRefused() throws {
        let lines = Self.instance.split(separator: "\n")
        try folder.write(lines.dropLast().joined(separator: "\n"), to: "p00")
        let run = try Program(["plan", "tours", file, "--iterations", "1"])
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(
            run.errors == "\(file): Zeile 9: Hier endet die Datei zu früh. Holen Sie sie noch einmal vollständig.\n")
    }

    @Test func halfASolutionIsRefused() throws {
        try folder.write(#"{"kind":"tours"}"#, to: "plan.json")
        let check = try Program(["plan", "check", file, solution])
        #expect(check.status == 1 && check.errors.contains("In der Lösung fehlt etwas."))
    }

    /// No time at all: no plan, and that is said.
    @Test func noTimeNoPlan() throws {
        let run = try Program(["plan", "tours", file, "--seconds", "0"])
        #expect(run.status == 1 && run.errors.contains("Lassen Sie länger suchen"))
    }
}
