package import Casework
package import Journal

/// Something the office writes into its own chain (kit 0): one entry.
package enum OfficeEvent: Hashable, Sendable {
    case ofCase(CaseNumber, CaseEvent)
}

extension OfficeEvent {
    package func draft() throws -> Draft {
        switch self {
        case .ofCase(let number, let event):
            let encoded = try CaseEvent.codec.encode(event)
            // That a case was erased is said in clear: its key is gone.
            var sealing = Draft.Sealing.subject
            if case .erased = event { sealing = .clear }
            return Draft(
                subject: try Subject(kind: .case, id: number.text),
                type: try EventType(encoded.type, version: UInt16(encoded.version)), body: encoded.body,
                sealing: sealing)
        }
    }
}
