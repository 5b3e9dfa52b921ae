import ArgumentParser
import Foundation
import Simulation

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Spielt Tage mit Koffern und Zentrale durch, auf deren Platten, Netz und Uhren kein Verlass ist.",
        discussion: """
            Jeder Startwert ergibt eine Geschichte. Wird ein Versprechen gebrochen, endet der Befehl mit 1 und nennt den \
            Startwert und die kürzeste gefundene Geschichte.
            """)

    @Option(help: "Startwerte, von-bis, z. B. 1-1000.")
    var seeds: SeedRange

    @Option(help: "So viele Störungen werden für jeden Startwert gezogen.")
    var events = 30

    @Flag(help: "Erzählt jede Geschichte.")
    var verbose = false

    @Flag(help: "Nennt von einem gebrochenen Versprechen die ganze Geschichte, statt nach einer kürzeren zu suchen.")
    var whole = false

    func validate() throws {
        guard (0...10_000).contains(events) else {
            throw ValidationError("--events: Eine Zahl von 0 bis 10000 angeben.")
        }
    }

    func run() async throws {
        let bout = try Bout(events: events)
        var (count, days, faults, violations) = (0, 0, 0, 0)
        let begin = ContinuousClock.now
        var told = begin
        for seed in seeds.range {
            let outcome = await bout.run(seed: seed, log: verbose ? { Self.tell("  \($0)") } : nil)
            count += 1
            days += outcome.kitDays
            faults += outcome.struck.count
            if verbose {
                Self.tell(
                    "seed \(seed): \(outcome.entries) entries, \(outcome.cases) cases, \(outcome.attachments) attachments, \(outcome.struck.count) faults, \(outcome.events) events"
                )
            }
            if let violation = outcome.violation {
                violations += 1
                Self.say("seed \(seed): \(violation)")
                let history = whole ? outcome.struck : await Shrinking(bout).shrink(outcome)
                for fault in history { Self.say("  \(fault)") }
            }
            if ContinuousClock.now - told > .seconds(5) {
                told = .now
                let seconds = (told - begin) / .seconds(1)
                Self.tell("\(count) seeds, \(Int(Double(days) / seconds * 60)) kit days a minute")
            }
        }
        Self.say("seeds: \(count), kit days: \(days), faults: \(faults), violations: \(violations)")
        if violations > 0 { throw ExitCode(1) }
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    /// Progress goes to standard error, at once.
    private static func tell(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

/// `from-to`, or one number.
struct SeedRange: ExpressibleByArgument {
    let range: ClosedRange<UInt64>

    init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
        guard let first = parts.first ?? nil, parts.count <= 2, let last = parts[parts.count - 1], first <= last else {
            return nil
        }
        range = first...last
    }
}
