import Kit
import Synchronization

/// Brings out of a commit what was decided in it.
final class Decided: Sendable {
    private let taken = Mutex<[DeskEvent]>([])

    var events: [DeskEvent] { taken.withLock { $0 } }

    @discardableResult
    func take(_ events: [DeskEvent]) -> [DeskEvent] {
        taken.withLock { $0 = events }
        return events
    }
}
