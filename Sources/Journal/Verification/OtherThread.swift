import Dispatch
import Synchronization

/// Does work piece by piece on a thread of its own, in order, while the next pieces are made here.
///
/// `@unchecked`: what the work touches is touched by that thread alone until ``finish()`` returned.
final class OtherThread<Piece: Sendable>: @unchecked Sendable {
    private let queue = DispatchQueue(label: "amtskoffer.verify", qos: .userInitiated)
    /// Pieces that may wait: more would only take memory.
    private let room = DispatchSemaphore(value: 3)
    private let work: (Piece) -> Void

    init(_ work: @escaping (Piece) -> Void) { self.work = work }

    func give(_ piece: Piece) {
        room.wait()
        queue.async {
            self.work(piece)
            self.room.signal()
        }
    }

    /// Returns when everything that was given is done.
    func finish() { queue.sync {} }
}

/// A result that is being made on another thread.
final class Pending<Value: Sendable>: Sendable {
    private let group = DispatchGroup()
    private let made = Mutex<Value?>(nil)

    init(_ make: @escaping @Sendable () -> Value) {
        DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
            let value = make()
            made.withLock { $0 = value }
        }
    }

    func value() -> Value {
        group.wait()
        // Set by the work that was waited for.
        return made.withLock { $0! }
    }
}
