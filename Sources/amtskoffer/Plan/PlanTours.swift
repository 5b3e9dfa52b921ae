import ArgumentParser
import Foundation
import Planning

struct PlanTours: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tours",
        abstract: "Plant Touren über mehrere Tage: wer an welchen Tagen besucht wird, und in welcher Folge.",
        discussion: """
            Die Datei hat das Format von Cordeau (PVRP). Ausgegeben wird ein JSON-Objekt: die Touren nach Tag und Fahrzeug \
            (routes), die Tage jedes Kunden (patterns), die Kosten (cost) und die Durchgänge (iterations). Derselbe \
            Startwert und gleich viele Durchgänge ergeben denselben Plan; die Zeit beendet die Suche nur früher.
            """)

    @Argument(help: "Datei mit Fahrzeugen, Tagen und Kunden.")
    var file: String

    @Option(help: "Hört nach so vielen Sekunden auf; ohne Angabe nach 60, mit --iterations erst nach diesen.")
    var seconds: Double?

    @Option(help: "Startwert.")
    var seed: UInt64 = 1

    @Option(help: "Höchstens so viele Durchgänge.")
    var iterations: Int?

    func validate() throws {
        guard iterations.map({ $0 >= 1 }) ?? true else {
            throw ValidationError("--iterations: Eine Zahl ab 1 angeben.")
        }
        guard seconds.map({ (0...1_000_000).contains($0) }) ?? true else {
            throw ValidationError("--seconds: Eine Zahl von 0 bis 1000000 angeben.")
        }
    }

    func run() async throws {
        try await explaining {
            let begin = ContinuousClock.now
            let file = PlanFile(path: file)
            let text = try file.text()
            let name = URL(filePath: file.path).lastPathComponent
            let instance = try file.naming { try CordeauReader.read(text, name: name) }
            let limit = seconds ?? (iterations == nil ? 60 : .infinity)
            @Sendable func passed() -> Double { (ContinuousClock.now - begin) / .seconds(1) }
            let line = ProgressLine()
            let watch = Watch(
                shouldStop: { passed() >= limit }, report: { line.show($0, seconds: passed()) })
            var search = HybridGeneticSearch(instance, seed: seed)
            let outcome = search.run(iterations: iterations ?? .max, watch: watch)
            line.end()
            guard let plan = outcome.plan else {
                throw PlanFile.Refusal(
                    "\(file.path): Es fand sich kein Plan, der alle Grenzen einhält. Lassen Sie länger suchen, oder geben Sie mehr Fahrzeuge an."
                )
            }
            try printJSON(
                TourSolution(
                    plan, of: instance, iterations: outcome.iterations, seconds: passed(), seed: seed))
        }
    }
}

/// How far a search is, in one line that is written over; only where a person sees it.
private struct ProgressLine: Sendable {
    private let isSeen = isatty(STDERR_FILENO) == 1

    func show(_ progress: Planning.Progress, seconds: Double) {
        guard isSeen else { return }
        let best = progress.best.map { "\(($0 * 100).rounded() / 100)" } ?? "noch keiner"
        write("\r\u{1B}[K\(Int(seconds)) s, \(progress.iterations) Durchgänge, bester Plan: \(best)")
    }

    func end() {
        if isSeen { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
