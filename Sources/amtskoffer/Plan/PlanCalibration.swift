import ArgumentParser
import Planning

struct PlanCalibration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibration",
        abstract: "Prüft die Vorhersage an erfundenen Verläufen, die nach einem anderen Modell entstehen.")

    @Option(help: "Startwert; derselbe gibt dieselben Verläufe.")
    var seed: UInt64 = 1

    @Option(help: "Erfundene Städte, 1 bis 1000.")
    var histories = 20

    func run() async throws {
        try await explaining {
            guard (1...1000).contains(histories) else {
                throw ValidationError("Nennen Sie mit --histories eine Zahl von 1 bis 1000.")
            }
            guard let found = try BackTest(seed: seed, histories: histories).run() else { throw ExitCode(1) }
            try printJSON(Report(found, seed: seed))
        }
    }

    private struct Report: Encodable {
        struct Coverage: Encodable {
            let nominal, stated, reached, naive: Double
        }

        let kind = "calibration"
        let seed: UInt64
        let histories, forecasts: Int
        let coverage: [Coverage]
        let tenths: [Double]
        let score, naiveScore, error, naiveError: Double
        let shows = Calibration.sentence

        init(_ found: Calibration, seed: UInt64) {
            func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
            self.seed = seed
            (histories, forecasts) = (found.histories, found.forecasts)
            coverage = found.coverage.map {
                Coverage(
                    nominal: $0.nominal, stated: rounded($0.stated), reached: rounded($0.reached),
                    naive: rounded($0.naive))
            }
            tenths = found.tenths.map(rounded)
            (score, naiveScore) = (rounded(found.score), rounded(found.naiveScore))
            (error, naiveError) = (rounded(found.error), rounded(found.naiveError))
        }
    }
}
