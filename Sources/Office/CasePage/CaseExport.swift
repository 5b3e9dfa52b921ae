import Casework
import Foundation

/// A case as a unit's own system takes it in: the JSON that `Documentation/CaseExport.schema.json` describes. Frozen in what it has;
/// later versions add members.
struct CaseExport: Encodable {
    struct Answer: Encodable {
        let field: String
        let label: String
        let value: FieldValue?
        let shown: String?
        let dsmeld: String?
        let fim: String?
    }

    struct Person: Encodable {
        let id: String
        let role: String
        let attributes: [String: FieldValue]
    }

    struct Document: Encodable {
        let kind: String
        let key: String
        let title: String
        let seen: Bool?
        let code: String?
        let missingBecause: String?
        let files: [File]
    }

    struct File: Encodable {
        let id: String
        let mediaType: String
        let bytes: Int
    }

    struct Fee: Encodable {
        let key: String
        let title: String
        let cents: Int?
        let reason: String
        let law: String
    }

    struct Line: Encodable {
        let at: String
        let text: String
        let clerk: String?
    }

    let schema = "https://amtskoffer.invalid/schema/case-1"
    let number: String
    let code: String?
    let service: String
    let leika: String?
    let title: String
    let state: String
    let unit: String?
    let partner: String?
    let fileNumber: String?
    let follows: String?
    let openedOn: String?
    let transferredOn: String?
    let deadline: String?
    let missing: [String]
    let answers: [Answer]
    let persons: [Person]
    let documents: [Document]
    let fees: [Fee]
    let paidCents: Int
    let history: [Line]

    init(_ item: Case, catalogue: Catalogue) {
        let service = item.opening.flatMap { catalogue.service($0.service) }
        number = item.number.text
        code = item.transfer?.code
        self.service = item.opening?.service.text ?? ""
        leika = item.opening?.leika
        title = item.title
        state = item.state.rawValue
        unit = item.unit?.text
        partner = item.opening?.partner?.text
        fileNumber = item.fileNumber
        follows = item.follows?.text
        openedOn = item.opening?.day.iso
        transferredOn = item.transfer?.on.iso
        deadline = item.deadline?.iso
        missing = item.transfer?.missing ?? []
        answers = item.answersInOrder.map { key, answer in
            let field = service?.field(key)
            return Answer(
                field: key.text, label: answer.label, value: answer.value, shown: answer.shown, dsmeld: field?.dsmeld,
                fim: field?.fim)
        }
        persons = item.persons.map { person in
            Person(
                id: person.id.text, role: person.role.rawValue,
                attributes: Dictionary(uniqueKeysWithValues: person.attributes.map { ($0.key.rawValue, $0.value) }))
        }
        documents = Self.documents(of: item)
        fees = item.fees.map {
            Fee(key: $0.fee.text, title: $0.title, cents: $0.amount?.cents, reason: $0.reason, law: $0.law)
        }
        paidCents = item.paid.cents
        history = item.history.filter { !$0.isLook }.map { line in
            Line(
                at: Date(timeIntervalSince1970: Double(line.at.milliseconds) / 1000).ISO8601Format(),
                text: line.german, clerk: line.clerk?.text)
        }
    }

    private static func documents(of item: Case) -> [Document] {
        func file(_ attachment: Attachment) -> File {
            File(id: attachment.id.text, mediaType: attachment.mediaType, bytes: attachment.bytes)
        }
        var documents = item.evidence.sorted { $0.key.text < $1.key.text }.map { key, evidence in
            Document(
                kind: "evidence", key: key.text, title: evidence.title, seen: evidence.isSeen, code: nil,
                missingBecause: nil, files: evidence.scans.map(file))
        }
        for (key, capture) in item.captures.sorted(by: { $0.key.text < $1.key.text }) {
            var (code, reason, files): (String?, String?, [File]) = (nil, nil, [])
            switch capture.outcome {
            case .coded(let text): code = text
            case .taken(let attachment, _, _): files = [file(attachment)]
            case .impossible(let text): reason = text
            case .erased: reason = "gelöscht"
            }
            documents.append(
                Document(
                    kind: "capture", key: key.text, title: capture.title, seen: nil, code: code, missingBecause: reason,
                    files: files))
        }
        switch item.signature {
        case .signed(let attachment, let statement, _):
            documents.append(
                Document(
                    kind: "signature", key: "signature", title: statement, seen: nil, code: nil, missingBecause: nil,
                    files: [file(attachment)]))
        case .absent(let reason, _):
            documents.append(
                Document(
                    kind: "signature", key: "signature", title: "Unterschrift", seen: nil, code: nil,
                    missingBecause: reason, files: []))
        case nil: break
        }
        return documents
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
