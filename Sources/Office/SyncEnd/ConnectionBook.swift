import NIOCore
import Synchronization

/// Who is connected to the sync's port. However many strangers knock, there is room for a kit: where it is full, the
/// stranger who has waited longest has to go, and no kit takes more than its share.
final class ConnectionBook: Sendable {
    /// Connections that have not shown a kit's certificate.
    private let strangers: Int
    /// Connections of one kit; it uses up to fourteen, and those of a broken line stay a while.
    private let each: Int

    private struct Line {
        let id: ObjectIdentifier
        let close: @Sendable () -> Void
    }

    private struct State {
        /// Oldest first.
        var unknown: [Line] = []
        var kits: [UInt16: [Line]] = [:]
    }

    private let state = Mutex(State())

    init(strangers: Int = 256, each: Int = 32) {
        self.strangers = strangers
        self.each = each
    }

    /// Somebody came who has shown nothing yet.
    func came(_ channel: any Channel) {
        let line = Line(id: ObjectIdentifier(channel), close: { channel.drop() })
        state.withLock { state in
            state.unknown.append(line)
            return state.unknown.count > strangers ? state.unknown.removeFirst() : nil
        }?.close()
    }

    /// She has shown a kit's certificate.
    func showed(_ channel: any Channel, kit: UInt16) {
        let id = ObjectIdentifier(channel)
        state.withLock { state -> Line? in
            guard let index = state.unknown.firstIndex(where: { $0.id == id }) else { return nil }
            state.kits[kit, default: []].append(state.unknown.remove(at: index))
            guard let lines = state.kits[kit], lines.count > each else { return nil }
            return state.kits[kit]?.removeFirst()
        }?.close()
    }

    func went(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        state.withLock { state in
            state.unknown.removeAll { $0.id == id }
            for kit in state.kits.keys where state.kits[kit]?.contains(where: { $0.id == id }) == true {
                state.kits[kit]?.removeAll { $0.id == id }
                if state.kits[kit]?.isEmpty == true { state.kits[kit] = nil }
            }
        }
    }
}
