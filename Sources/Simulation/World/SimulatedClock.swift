package import Journal
import Synchronization

/// The world's time, and the clocks of its machines, which may be wrong.
package final class SimulatedClock: Sendable {
    /// 7 December 2026, 09:00 in Germany: a first Monday.
    package static let morning: Int64 = 1_796_630_400_000

    private let milliseconds = Mutex<Int64>(0)

    package init() {}

    /// Milliseconds since the world began.
    package var now: Int64 { milliseconds.withLock { $0 } }
    func advance(to time: Int64) { milliseconds.withLock { $0 = max($0, time) } }

    /// True time, as the world sees it.
    package var timestamp: Timestamp { Timestamp(milliseconds: Self.morning + now) }

    func wall(_ error: ClockError) -> WallClock {
        WallClock { Timestamp(milliseconds: self.timestamp.milliseconds + error.milliseconds) }
    }
}

/// By how much a machine's clock is wrong.
final class ClockError: Sendable {
    private let error = Mutex<Int64>(0)

    var milliseconds: Int64 { error.withLock { $0 } }
    func jump(by milliseconds: Int64) { error.withLock { $0 += milliseconds } }
}
