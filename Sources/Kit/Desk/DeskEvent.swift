package import Casework
package import Foundation
package import Journal

/// Something that happened at the desk, with the subject it happened to: one entry of the journal.
package enum DeskEvent: Hashable, Sendable {
    case ofCase(CaseNumber, CaseEvent)
    case ofOuting(OutingID, OutingEvent)
    /// A day of cash and audit.
    case ofBook(CalendarDate, BookEvent)
    /// Nameless, in clear.
    case statistics(StatisticsEvent)
    case ofKit(KitEvent)
    /// A file belongs to a case; in clear, so that the sync finds it without any key.
    case attachmentAdded(CaseNumber, AttachmentRef)
}

extension DeskEvent {
    /// The entry that is to be written.
    /// - Parameter kit: the kit's code, the first part of a book's subject.
    package func draft(kit: String) throws -> Draft {
        switch self {
        case .ofCase(let number, let event):
            try Self.draft(Subject(kind: .case, id: number.text), CaseEvent.codec.encode(event))
        case .ofOuting(let outing, let event):
            try Self.draft(Subject(kind: .outing, id: outing.text), OutingEvent.codec.encode(event))
        case .ofBook(let day, let event):
            try Self.draft(Subject(kind: .book, id: "\(kit)-\(day.iso)"), BookEvent.codec.encode(event))
        case .statistics(let event):
            try Self.draft(Subject(kind: .statistics, id: kit), StatisticsEvent.codec.encode(event), clear: true)
        case .ofKit(.feedReceived(let bytes)):
            Draft(
                subject: try Subject(kind: .kit, id: kit), type: try EventType(KitEvent.feedType, version: 1),
                body: bytes, sealing: .clear)
        case .ofKit(let event):
            try Self.draft(Subject(kind: .kit, id: kit), KitEvent.codec.encode(event), clear: true)
        case .attachmentAdded(let number, let ref):
            Draft.attachment(ref, of: try Subject(kind: .case, id: number.text))
        }
    }

    private static func draft(_ subject: Subject, _ event: EncodedEvent, clear: Bool = false) throws -> Draft {
        Draft(
            subject: subject, type: try EventType(event.type, version: UInt16(event.version)), body: event.body,
            sealing: clear ? .clear : .subject)
    }

    /// What a stored entry says; its body was opened before.
    package init(_ header: EntryHeader, body: Data) throws {
        let type = header.type.name
        let version = Int(header.type.version)
        switch header.subject.kind {
        case .case where header.type == AttachmentRef.eventType:
            self = .attachmentAdded(CaseNumber(header.subject.id), try AttachmentRef(bytes: body))
        case .case:
            self = .ofCase(
                CaseNumber(header.subject.id), try CaseEvent.codec.decode(type: type, version: version, body: body))
        case .outing:
            self = .ofOuting(
                OutingID(header.subject.id), try OutingEvent.codec.decode(type: type, version: version, body: body))
        case .book:
            // A book of a subject that names no day is of another release; it is kept and not folded.
            let day = CalendarDate(iso: String(header.subject.id.suffix(10)))
            self =
                if let day {
                    .ofBook(day, try BookEvent.codec.decode(type: type, version: version, body: body))
                } else { .ofKit(.unknown(type: type, version: version)) }
        case .statistics:
            self = .statistics(try StatisticsEvent.codec.decode(type: type, version: version, body: body))
        case .kit where type == KitEvent.feedType && version == 1: self = .ofKit(.feedReceived(body))
        case .kit: self = .ofKit(try KitEvent.codec.decode(type: type, version: version, body: body))
        }
    }
}

extension DeskEvent {
    /// Behind which nothing of a cancelled case is needed any more: the end of its visit, or its own where no visit is open.
    var endsCancelledCases: Bool {
        switch self {
        case .ofOuting(_, .visitEnded), .ofCase(_, .cancelled): true
        default: false
        }
    }
}
