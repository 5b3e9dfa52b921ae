package import Casework
package import Journal

/// Something the office writes into its own chain (kit 0): one entry.
package enum OfficeEvent: Hashable, Sendable {
    case ofCase(CaseNumber, CaseEvent)
    case ofOffice(OfficeOwnEvent)
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
        case .ofOffice(let event):
            let encoded = try OfficeOwnEvent.codec.encode(event)
            // Sealed: a reason may name somebody.
            return Draft(
                subject: try Subject(kind: .kit, id: KitCode.office.text),
                type: try EventType(encoded.type, version: UInt16(encoded.version)), body: encoded.body,
                sealing: .subject)
        }
    }
}
