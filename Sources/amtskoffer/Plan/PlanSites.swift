import ArgumentParser
import Foundation
import Planning

struct PlanSites: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sites",
        abstract: "Sucht zu einem Wegenetz die p Orte, zu denen alle zusammen am wenigsten weit haben.",
        discussion: """
            Die Datei hat das Format der OR-Library (p-Median). Ausgegeben wird ein JSON-Objekt: die Orte (medians), ihre \
            Zuordnung, die Kosten (cost), die bewiesene untere Grenze (bound) und die Durchgänge (iterations). Derselbe \
            Startwert und gleich viele Durchgänge ergeben dieselbe Lösung.
            """)

    @Argument(help: "Datei mit Knoten, Kanten und p.")
    var file: String

    @Option(name: .customLong("p"), help: "So viele Orte; sonst gilt die Zahl in der Datei.")
    var places: Int?

    @Option(help: "Startwert.")
    var seed: UInt64 = 1

    @Option(help: "Höchstens so viele Durchgänge; Schluss ist früher, wenn bewiesen ist, dass es besser nicht geht.")
    var iterations = 600

    @Option(help: "Hört nach so vielen Sekunden auf und nennt die Durchgänge bis dahin.")
    var seconds: Double?

    func validate() throws {
        guard iterations >= 0 else { throw ValidationError("--iterations: Eine Zahl ab 0 angeben.") }
        guard seconds.map({ $0 >= 0 }) ?? true else { throw ValidationError("--seconds: Eine Zahl ab 0 angeben.") }
    }

    func run() async throws {
        try await explaining {
            let begin = ContinuousClock.now
            let file = PlanFile(path: file)
            let text = try file.text()
            let problem = try file.naming { try SiteGraph(reading: text).problem(p: places) }
            let limit = seconds.map { begin + .seconds($0) }
            let watch = Watch(shouldStop: { limit.map { ContinuousClock.now >= $0 } ?? false })
            let plan = SiteSearch(problem, seed: seed).run(iterations: iterations, watch: watch)
            try printJSON(SiteSolution(plan, seed: seed))
        }
    }
}
