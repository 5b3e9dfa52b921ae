import ArgumentParser
import Foundation
import Planning

struct PlanCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Rechnet eine Lösung unabhängig von der Suche nach; endet mit 1, wenn etwas nicht stimmt.")

    @Argument(help: "Die Datei der Aufgabe.")
    var file: String

    @Argument(help: "Die Lösung, wie „plan sites“ oder „plan tours“ sie ausgibt.")
    var solution: String

    func run() async throws {
        try await explaining {
            let given = PlanFile(path: solution)
            let data = Data(try given.text().utf8)
            guard let kind = try? JSONDecoder().decode(SolutionKind.self, from: data).kind else {
                throw PlanFile.Refusal(
                    "\(solution): Das ist keine Lösung. Erwartet wird das JSON-Objekt, das der Befehl plan ausgibt.")
            }
            switch kind {
            case SiteSolution.kind: try checkSites(data)
            case TourSolution.kind: try checkTours(data)
            default:
                throw PlanFile.Refusal(
                    "\(solution): Die Art „\(kind)“ gibt es nicht. Möglich sind: \(SiteSolution.kind), \(TourSolution.kind)."
                )
            }
        }
    }

    private func checkSites(_ data: Data) throws {
        guard let solution = try? JSONDecoder().decode(SiteSolution.self, from: data) else {
            throw PlanFile.Refusal(
                "\(solution): In der Lösung fehlt etwas. Geben Sie die Ausgabe von „plan sites“ unverändert an.")
        }
        let problem = PlanFile(path: file)
        let text = try problem.text()
        let verification = SiteVerification(solution, of: try problem.naming { try SiteGraph(reading: text) })
        guard verification.mistakes.isEmpty, let cost = verification.cost else {
            throw PlanFile.Refusal(verification.mistakes.map { "\(self.solution): \($0)" }.joined(separator: "\n"))
        }
        print("Die Lösung stimmt: \(solution.p) Orte, Kosten \(cost).")
    }

    private func checkTours(_ data: Data) throws {
        guard let solution = try? JSONDecoder().decode(TourSolution.self, from: data) else {
            throw PlanFile.Refusal(
                "\(solution): In der Lösung fehlt etwas. Geben Sie die Ausgabe von „plan tours“ unverändert an.")
        }
        let problem = PlanFile(path: file)
        let text = try problem.text()
        let instance = try problem.naming { try CordeauReader.read(text, name: solution.instance) }
        let mistakes = solution.mistakes(in: instance)
        guard mistakes.isEmpty else {
            throw PlanFile.Refusal(mistakes.map { "\(self.solution): \($0)" }.joined(separator: "\n"))
        }
        let cost = RouteCheck.cost(of: solution.plan, in: instance)
        print("Die Lösung stimmt: \(instance.customers.count) Kunden, Kosten \(cost).")
    }
}

/// What a solution is one of.
private struct SolutionKind: Decodable {
    let kind: String
}
