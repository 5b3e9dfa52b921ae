import Foundation
import Synchronization

/// Gives prepared bytes, one after another.
final class Refill: Sendable {
    private let rest: Mutex<[Data]>

    init(_ bytes: [Data]) { rest = Mutex(bytes) }

    func next() -> Data { rest.withLock { $0.removeFirst() } }
}
