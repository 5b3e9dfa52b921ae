import Foundation

/// Measures what the product promises, each against a goal, and prints one table. A missed goal is said, not hidden, and is no error: what
/// the numbers are worth depends on the machine.
@main
struct Benchmarks {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 4, arguments[1] == StartOfDay.childMark {
            try await StartOfDay.runAsChild(folder: arguments[2], key: arguments[3])
            return
        }
        let only = Set(arguments.dropFirst())
        let bed = try Bed()
        defer { bed.remove() }
        var report = Report()
        #if DEBUG
            print("Ohne Optimierung gebaut: die Zahlen sagen nichts. scripts/benchmark baut richtig.\n")
        #endif
        let parts: [(name: String, measure: (Bed, inout Report) async throws -> Void)] = [
            ("saving", SavingAnswers.measure), ("switching", SwitchingClerks.measure), ("start", StartOfDay.measure),
            ("pages", PageWeights.measure),
            ("office", TakingIn.measure), ("verify", Verifying.measure), ("restore", RestoringAYear.measure),
            ("names", NameSearching.measure),
        ]
        for part in parts where only.isEmpty || only.contains(part.name) { try await part.measure(bed, &report) }
        report.print()
    }
}
