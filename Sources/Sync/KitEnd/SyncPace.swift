import Journal

/// How often and how long. All times in milliseconds.
package struct SyncPace: Equatable, Sendable {
    /// Between two contacts when there is nothing to send.
    package var idle: Int64 = 30_000
    /// After something was shipped the kit greets again this soon, to hear what the office says to it.
    package var afterShipping: Int64 = 5_000
    /// How long entries are gathered before a batch goes out on an open contact.
    package var gather: Int64 = 1_000
    package var firstRetry: Int64 = 1_000
    package var longestRetry: Int64 = 300_000
    /// After so many failures of the line in a row the pause begins to grow: most lines are back within seconds.
    package var quickRetries = 12
    /// A greeting without an answer for this long may have met a line that is dead: who asks for a try now gets a new one, but
    /// not before ``call`` has passed since the last one she got.
    package var greeting: Int64 = 150
    /// So many requests go abreast that their answers come within this time.
    package var fast: Int64 = 3_000
    /// Where answers come within this time, what belongs one behind the other may go abreast, for the office waits longer for what was
    /// overtaken; on a slower line it would arrive long before what it follows.
    package var following: Int64 = 10_000
    /// How long a first greeting over a new line is waited for, mostly.
    package var call: Int64 = 2_000
    /// A request without an answer for this long is given up.
    package var patience: Int64 = 60_000
    /// Attachments sent side by side, as long as what is under way is no more than one chunk.
    package var window = 12

    package init() {}

    /// Capped exponential back-off with jitter: half to all of `firstRetry · 2^(failures - 1)`.
    func delay(failures: Int, randomness: Randomness) -> Int64 {
        let exponent = min(max(failures - 1, 0), 30)
        let full = min(firstRetry << Int64(exponent), longestRetry)
        let random = randomness.bytes(2).reduce(0) { $0 << 8 | Int64($1) }
        return full / 2 + (full - full / 2) * random / 65_535
    }
}

/// What is shipped apart from the rest, so that trouble with one does not hold up the others.
enum Lane: Hashable, Sendable {
    case line, keys, journal, feed
    case attachment(KeyID)
    /// Several attachments in one request; each has its own lane besides.
    case pieces
}

/// A lane that failed: how often in a row, since when, why, and when it is tried again.
struct LaneTrouble: Equatable, Sendable {
    var failures: Int
    var since: Timestamp
    var notBefore: Timestamp
    var trouble: SyncTrouble
}

extension Timestamp {
    func adding(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: self.milliseconds + milliseconds) }
}
