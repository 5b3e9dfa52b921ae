/// Makes guessing a passphrase, secret or code slow: two mistakes are free, then each costs a longer wait. Nothing is ever locked for
/// good, for a citizen may be waiting. In memory only: who can restart the program has the disk, where scrypt stands guard.
struct GuessDelay: Hashable, Sendable {
    private(set) var failures = 0
    private var notBefore = Duration.zero

    /// Seconds to wait after so many mistakes.
    static func seconds(after failures: Int) -> Int {
        switch failures {
        case ..<3: 0
        case 3: 2
        case 4: 5
        case 5: 15
        case 6: 60
        default: 300
        }
    }

    /// Whole seconds, at least 1; nil when a guess may be made.
    func wait(at now: Duration) -> Int? {
        guard now < notBefore else { return nil }
        let rest = (notBefore - now).components
        return Int(rest.seconds) + (rest.attoseconds > 0 ? 1 : 0)
    }

    mutating func failed(at now: Duration) {
        failures += 1
        notBefore = now + .seconds(Self.seconds(after: failures))
    }
}
