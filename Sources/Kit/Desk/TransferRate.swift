package import Journal
package import Sync

/// How fast this kit sends, measured from what reached the office; the page tells from it how long the rest will take.
package struct TransferRate: Hashable, Sendable {
    private struct Sample: Hashable, Sendable {
        let at: Timestamp
        let entries: UInt64
        let bytes: UInt64
    }

    private var last: Sample?
    /// Of attachments; nil until something was measured. Kept from one contact to the next.
    package private(set) var bytesPerSecond: Double?
    private var entriesPerSecond: Double?

    package init() {}

    /// An entry in a batch, with its header and signature, where only the speed of attachments is known.
    private static let entryBytes = 600.0

    package mutating func note(_ progress: SyncProgress, at now: Timestamp) {
        guard progress.state == .sending || progress.state == .upToDate else {
            last = nil
            return
        }
        let sample = Sample(at: now, entries: progress.unsentEntries, bytes: progress.unsentBytes)
        defer { last = sample }
        guard let last, last.at < now else { return }
        let seconds = Double(now.milliseconds - last.at.milliseconds) / 1000
        // A minute without an answer is a pause of the line and says nothing of its speed.
        guard seconds < 60 else { return }
        if sample.bytes < last.bytes {
            bytesPerSecond = Self.smooth(bytesPerSecond, Double(last.bytes - sample.bytes) / seconds)
        }
        if sample.entries < last.entries {
            entriesPerSecond = Self.smooth(entriesPerSecond, Double(last.entries - sample.entries) / seconds)
        }
    }

    /// Seconds until the office has everything; nil where nothing was measured that would tell.
    package func seconds(for progress: SyncProgress) -> Int? {
        var seconds = 0.0
        if progress.unsentEntries > 0 {
            let speed = entriesPerSecond ?? bytesPerSecond.map { $0 / Self.entryBytes }
            guard let speed, speed > 0 else { return nil }
            seconds += Double(progress.unsentEntries) / speed
        }
        if progress.unsentBytes > 0 {
            guard let bytesPerSecond, bytesPerSecond > 0 else { return nil }
            seconds += Double(progress.unsentBytes) / bytesPerSecond
        }
        return Int(min(seconds.rounded(.up), 86_400 * 30))
    }

    private static func smooth(_ old: Double?, _ new: Double) -> Double { old.map { $0 * 0.7 + new * 0.3 } ?? new }
}
