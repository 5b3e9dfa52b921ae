import Foundation
import Testing

@Suite struct PlanSitesTests {
    private static let ring = "4 5 2\n1 2 2\n2 3 2\n3 4 9\n4 1 1\n1 4 7\n"

    private func object(_ run: Program) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test func aPlanIsPrintedAndVerified() throws {
        let scratch = try Scratch()
        let file = try scratch.written(Self.ring, to: "ring.txt")
        let run = try Program(["plan", "sites", file])
        #expect(run.status == 0 && run.errors.isEmpty)
        let plan = try object(run)
        #expect(plan["kind"] as? String == "sites" && plan["cost"] as? Int == 4 && plan["bound"] as? Int == 4)
        #expect(plan["p"] as? Int == 2 && plan["medians"] as? [Int] == [2, 4])
        #expect(plan["assignment"] as? [Int] == [2, 2, 2, 4] && plan["isBest"] as? Bool == true)
        let solution = try scratch.written(run.output, to: "plan.json")
        let check = try Program(["plan", "check", file, solution])
        #expect(check.status == 0 && check.output == "Die Lösung stimmt: 2 Orte, Kosten 4.\n")
        let wrong = try scratch.written(run.output.replacing("\"cost\":4", with: "\"cost\":3"), to: "wrong.json")
        let refused = try Program(["plan", "check", file, wrong])
        #expect(refused.status == 1 && refused.errors.hasSuffix("cost ist 3, nachgerechnet sind es 4.\n"))
    }

    @Test func pAndTheLimitsAreTheCallers() throws {
        let scratch = try Scratch()
        let file = try scratch.written(Self.ring, to: "ring.txt")
        let one = try Program(["plan", "sites", file, "--p", "1", "--iterations", "0", "--seed", "9"])
        #expect(one.status == 0)
        #expect(try object(one)["p"] as? Int == 1 && object(one)["iterations"] as? Int == 0)
        #expect(try object(one)["seed"] as? Int == 9)
        let hurried = try Program(["plan", "sites", file, "--seconds", "0"])
        #expect(try hurried.status == 0 && object(hurried)["iterations"] as? Int == 0)
    }

    @Test(arguments: [
        (["sites", "FILE", "--p", "7"], "p ist 7; möglich sind 1 bis 4"),
        (["sites", "FILE.missing"], "Die Datei lässt sich nicht lesen."),
        (["check", "FILE", "FILE"], "Das ist keine Lösung."),
    ])
    func whatCannotBeDoneIsSaidInOneLine(arguments: [String], says: String) throws {
        let scratch = try Scratch()
        let file = try scratch.written(Self.ring, to: "ring.txt")
        let run = try Program(["plan"] + arguments.map { $0.replacing("FILE", with: file) })
        #expect(run.status == 1 && run.output.isEmpty && run.errors.contains(says))
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func aCutOffFileSaysTheLine() throws {
        let scratch = try Scratch()
        let file = try scratch.written(String(Self.ring.dropLast(6)), to: "cut.txt")
        let run = try Program(["plan", "sites", file])
        #expect(run.status == 1 && run.errors.contains("cut.txt: Zeile 5: Die Datei endet nach 4 von 5 Kanten."))
    }
}

extension Scratch {
    /// Writes a file and says where it is.
    fileprivate func written(_ text: String, to name: String) throws -> String {
        try write(text, to: name)
        return "\(path)/\(name)"
    }
}
