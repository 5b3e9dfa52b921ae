import Crypto
import Synchronization

/// A log-in that is open or locked. `Person` is what the program knows of who is logged in.
package struct Session<Person: Sendable>: Sendable {
    /// The secret that the browser's cookie carries: 64 hexadecimal digits. Never in a log, an address or a page.
    package let secret: String
    /// What every form of the session carries.
    package let formToken: FormToken
    package var person: Person
    package var isLocked: Bool
    package var pinGuard: PinGuard
}

/// The open sessions of a running program, in memory only. Several at once; a restart ends them all.
///
/// A session that nobody used for `lockAfter` is locked: its work stays, a PIN reopens it. After `endAfter` without use it is gone.
package final class Sessions<Person: Sendable>: Sendable {
    private struct Entry: Sendable {
        var session: Session<Person>
        var lastUsed: Duration
    }

    /// Keyed by the secret's hash: looking up tells nothing about the secret through its timing.
    private let entries = Mutex<[SHA256Digest: Entry]>([:])
    private let random: @Sendable (Int) -> [UInt8]
    private let now: @Sendable () -> Duration
    package let lockAfter: Duration
    package let endAfter: Duration

    /// - Parameters:
    ///   - random: so many bytes nobody can guess.
    ///   - now: time since some fixed moment; never runs backwards.
    package init(
        lockAfter: Duration, endAfter: Duration = .seconds(12 * 3600), now: @escaping @Sendable () -> Duration,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.lockAfter = lockAfter
        self.endAfter = endAfter
        self.now = now
        self.random = random
    }

    package func start(_ person: Person) -> Session<Person> {
        let session = Session(
            secret: Self.hexadecimal(random(32)), formToken: FormToken(Self.hexadecimal(random(16))), person: person,
            isLocked: false, pinGuard: PinGuard())
        let time = now()
        entries.withLock { $0[Self.key(session.secret)] = Entry(session: session, lastUsed: time) }
        return session
    }

    /// The session of a cookie, locked by now where nobody used it for long.
    /// - Parameter isUse: whether somebody did something; the state bar's own requests are none.
    package func session(secret: String, isUse: Bool = true) -> Session<Person>? {
        let time = now()
        let key = Self.key(secret)
        return entries.withLock { entries in
            guard var entry = entries[key] else { return nil }
            let idle = time - entry.lastUsed
            if idle >= endAfter {
                entries[key] = nil
                return nil
            }
            if idle >= lockAfter { entry.session.isLocked = true }
            if isUse, !entry.session.isLocked { entry.lastUsed = time }
            entries[key] = entry
            return entry.session
        }
    }

    package func lock(_ secret: String) { change(secret) { $0.session.isLocked = true } }

    /// After the PIN was right.
    package func unlock(_ secret: String) {
        let time = now()
        change(secret) {
            $0.session.isLocked = false
            $0.session.pinGuard.succeeded()
            $0.lastUsed = time
        }
    }

    /// Whether a PIN may be tried now; ask before checking it, and report a wrong one with `pinFailed`.
    package func pinVerdict(_ secret: String) -> PinGuard.Verdict? {
        let time = now()
        return entries.withLock { $0[Self.key(secret)]?.session.pinGuard.verdict(at: time) }
    }

    /// A PIN signed something; whether the session is locked stays as it is.
    package func pinWasRight(_ secret: String) { change(secret) { $0.session.pinGuard.succeeded() } }

    package func pinFailed(_ secret: String) {
        let time = now()
        change(secret) { $0.session.pinGuard.failed(at: time) }
    }

    package func update(_ secret: String, _ body: (inout Person) -> Void) {
        change(secret) { body(&$0.session.person) }
    }

    package func end(_ secret: String) {
        entries.withLock { $0[Self.key(secret)] = nil }
    }

    /// Ends sessions of a blocked or reset clerk.
    package func endAll(where isOver: (Person) -> Bool) {
        entries.withLock { entries in entries = entries.filter { !isOver($0.value.session.person) } }
    }

    /// All sessions that are not over, for the change of clerk.
    package var all: [Session<Person>] {
        let time = now()
        return entries.withLock { entries in
            entries = entries.filter { time - $0.value.lastUsed < endAfter }
            return entries.values.map(\.session)
        }
    }

    private func change(_ secret: String, _ body: (inout Entry) -> Void) {
        entries.withLock { entries in
            guard var entry = entries[Self.key(secret)] else { return }
            body(&entry)
            entries[Self.key(secret)] = entry
        }
    }

    private static func key(_ secret: String) -> SHA256Digest { SHA256.hash(data: Array(secret.utf8)) }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
