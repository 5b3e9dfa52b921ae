import Synchronization

/// How often one machine may ask the public pages: a window of a minute for each address. In memory only, and never in a log.
package final class PublicPace: Sendable {
    package struct Limits: Sendable {
        /// Pages a minute.
        package var reads: Int
        /// Forms a minute.
        package var writes: Int

        package init(reads: Int, writes: Int) {
            self.reads = reads
            self.writes = writes
        }

        package static let standard = Limits(reads: 240, writes: 30)
    }

    private struct Window: Sendable {
        var reads = 0
        var writes = 0
    }

    private struct State: Sendable {
        var minute: Int64 = 0
        var windows: [String: Window] = [:]
    }

    private let limits: Limits
    private let elapsed: @Sendable () -> Duration
    private let state = Mutex(State())

    package init(_ limits: Limits, elapsed: @escaping @Sendable () -> Duration) {
        self.limits = limits
        self.elapsed = elapsed
    }

    /// - Parameter address: nil within one process, where nothing is counted.
    /// - Returns: whether it may go on.
    func admits(_ address: String?, writes: Bool) -> Bool {
        guard let address else { return true }
        let minute = elapsed().components.seconds / 60
        return state.withLock { state in
            if state.minute != minute {
                state.minute = minute
                state.windows = [:]
            }
            var window = state.windows[Self.network(address)] ?? Window()
            if writes { window.writes += 1 } else { window.reads += 1 }
            state.windows[Self.network(address)] = window
            return window.writes <= limits.writes && window.reads <= limits.reads
        }
    }

    /// A household has a whole network of 64 bits in IPv6.
    private static func network(_ address: String) -> String {
        guard address.contains(":") else { return address }
        return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
    }
}
