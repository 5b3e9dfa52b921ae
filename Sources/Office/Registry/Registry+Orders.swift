package import Casework
import Journal

/// An order as the histories show it.
package struct OrderLine: Hashable, Sendable {
    package let given: OrderGiven
    package let at: Moment
}

extension Registry {
    /// Writes down who ordered what; on the disk before it takes effect.
    package func note(_ order: OrderGiven) throws { try append([.ofOffice(.ordered(order))]) }

    func foldOwn(_ entry: Entry) {
        guard entry.position.kit == 0, entry.header.type.name == OrderGiven.type else { return }
        switch try? entry.open(with: keys) {
        case .clear(let body), .opened(let body):
            let event = try? OfficeOwnEvent.codec.decode(
                type: entry.header.type.name, version: Int(entry.header.type.version), body: body)
            guard case .ordered(let given) = event else {
                state.notUnderstood += 1
                return
            }
            state.orders.append(OrderLine(given: given, at: Moment(milliseconds: entry.header.time.milliseconds)))
        case .sealed, .erased, nil: state.notUnderstood += 1
        }
    }
}

extension OfficeState {
    /// The orders about something, the newest first.
    package func orders(about what: String) -> [OrderLine] { orders.reversed().filter { $0.given.about == what } }
}
