/// Makes guessing a short PIN slow: two mistakes are free, then each costs a longer wait, and after eight the PIN alone no longer helps.
package struct PinGuard: Sendable, Hashable {
    package enum Verdict: Sendable, Hashable {
        case mayTry
        /// Whole seconds, at least 1.
        case wait(seconds: Int)
        /// The clerk's own secret is asked for instead.
        case secretNeeded

        /// What the page says.
        package var text: String? {
            switch self {
            case .mayTry: nil
            case .wait(let seconds):
                "Die PIN stimmte nicht. Der nächste Versuch geht in \(seconds == 1 ? "einer Sekunde" : "\(seconds) Sekunden")."
            case .secretNeeded:
                "Die PIN stimmte achtmal nicht. Melden Sie sich mit Ihrem Kennwort an. Ihre Arbeit ist gespeichert."
            }
        }
    }

    package private(set) var failures = 0
    private var notBefore: Duration?

    package init() {}

    static let limit = 8

    /// Seconds to wait after so many mistakes.
    static func delay(after failures: Int) -> Int {
        switch failures {
        case ..<3: 0
        case 3: 5
        case 4: 15
        case 5: 60
        default: 300
        }
    }

    package func verdict(at now: Duration) -> Verdict {
        if failures >= Self.limit { return .secretNeeded }
        guard let notBefore, now < notBefore else { return .mayTry }
        let rest = (notBefore - now).components
        return .wait(seconds: Int(rest.seconds) + (rest.attoseconds > 0 ? 1 : 0))
    }

    package mutating func failed(at now: Duration) {
        failures += 1
        notBefore = now + .seconds(Self.delay(after: failures))
    }

    package mutating func succeeded() {
        failures = 0
        notBefore = nil
    }
}
