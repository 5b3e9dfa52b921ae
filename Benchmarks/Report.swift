/// What was measured, line by line, with the goal where there is one.
struct Report {
    private struct Line {
        let text: String
        let measured: String
        let goal: String
        let isMet: Bool?
    }

    private var lines: [Line] = []

    /// A line that stands for itself, or against another in the same run.
    mutating func note(_ text: String, _ measured: String) {
        lines.append(Line(text: text, measured: measured, goal: "", isMet: nil))
    }

    mutating func judge(_ text: String, _ measured: String, goal: String, isMet: Bool) {
        lines.append(Line(text: text, measured: measured, goal: goal, isMet: isMet))
    }

    func print() {
        func filled(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        let width = (lines.map(\.text.count).max() ?? 0) + 2
        let second = (lines.map(\.measured.count).max() ?? 0) + 2
        for line in lines {
            let verdict = line.isMet.map { $0 ? "erreicht" : "VERFEHLT" } ?? ""
            Swift.print(filled(line.text, width) + filled(line.measured, second) + filled(line.goal, 14) + verdict)
        }
        let missed = lines.count { $0.isMet == false }
        Swift.print(missed == 0 ? "\nAlle Ziele erreicht." : "\nZiele verfehlt: \(missed).")
    }
}

/// Times of one kind of act, in milliseconds.
struct Times {
    private var sorted: [Double]

    init(_ durations: [Duration]) {
        sorted = durations.map(\.milliseconds).sorted()
    }

    /// The smallest time that this share of all does not exceed.
    func percentile(_ share: Double) -> Double {
        sorted[min(sorted.count - 1, max(0, Int((Double(sorted.count) * share).rounded(.up)) - 1))]
    }

    var text: String { "p50 \(percentile(0.5).short) ms, p99 \(percentile(0.99).short) ms" }
}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1_000_000_000_000_000
    }
}

extension Double {
    /// Two digits behind the point, or none where it is large.
    var short: String {
        if self >= 100 { return String(Int(rounded())) }
        let hundredths = Int((self * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
