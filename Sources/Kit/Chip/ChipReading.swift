import Casework
import Foundation
import Identity
import IdentityCard

/// What a document's chip said at the desk. The photo is shown once and kept nowhere.
struct ChipReading: Sendable {
    struct Photo: Sendable {
        let mediaType: String
        let bytes: [UInt8]
    }

    let document: DocumentChipRead.Document
    let verdict: DocumentChipRead.Verdict
    /// The verdict in words, with its reason.
    let verdictText: String
    /// What can be taken over into the visit: a zone as a proposal, or fields as they are.
    var zone: MachineReadableZone?
    var fields: [(attribute: PersonAttribute, value: FieldValue)] = []
    var photo: Photo?
    /// Why there is none to be seen.
    var photoNote: String?
    /// Printed zone and chip differ in letters no check digit guards.
    var difference: String?
}

extension ChipWork {
    /// A passport, or another state's card, with its printed zone or its CAN.
    func readPassport(_ password: CardPassword) async throws -> ChipReading {
        try await cards.talk(by: clerk) { [self] channel, onStep in
            let read = try cards.passports(on: today).read(channel, with: password, onStep: onStep)
            var reading = ChipReading(
                document: .travelDocument, verdict: DocumentChipRead.Verdict(read.verdict),
                verdictText: read.verdict.germanText)
            // What was changed is shown to nobody as if it were true.
            guard reading.verdict != .changed else { return reading }
            reading.zone = read.zone
            reading.difference = read.difference?.germanText
            guard let photo = read.photo else {
                reading.photoNote = read.photoProblem?.germanText
                return reading
            }
            do throws(PhotoProblem) {
                let file = try photo.fileForPage()
                reading.photo = ChipReading.Photo(mediaType: file.mediaType, bytes: file.bytes)
            } catch { reading.photoNote = error.germanText }
            return reading
        }
    }

    /// A German identity card: as many of the zone's and the front's fields as the terminal's certificates allow.
    func readIdentityCard(_ opening: Opening) async throws -> ChipReading {
        try await cards.talk(by: clerk) { [self] channel, onStep in
            guard let terminal = try cards.terminal(on: today) else { throw ChipHindrance.withoutTerminal }
            let groups = Self.attributes.map(\.group).filter { (try? terminal.check([.read($0)])) != nil }
            guard !groups.isEmpty else { throw CardProblem.rightMissing(.read(.familyName)) }
            let session = try open(channel, opening, groups.map { .read($0) } + [.canAllowed], nil, onStep)
            var reading = ChipReading(
                document: .identityCard, verdict: .genuine,
                verdictText: "Echt: Der Chip hat sich als der ausgewiesen, den der Staat ausgegeben hat.")
            for (group, attribute) in Self.attributes where groups.contains(group) {
                let text: String
                do throws(CardProblem) { text = try session.text(group) } catch {
                    // Not every card has every group.
                    switch error {
                    case .dataUnreadable, .refused: continue
                    default: throw error
                    }
                }
                if let value = Self.value(text, of: group) { reading.fields.append((attribute, value)) }
            }
            reading.fields.append((.documentKind, .choice("identityCard")))
            return reading
        }
    }

    /// The address is not among them: what stands there is the old one when somebody has moved.
    private static let attributes: [(group: DataGroup, attribute: PersonAttribute)] = [
        (.familyName, .familyName), (.givenNames, .givenNames), (.birthName, .birthName), (.birthDate, .birthDate),
        (.birthPlace, .birthPlace), (.expiry, .documentExpiry),
    ]

    private static func value(_ text: String, of group: DataGroup) -> FieldValue? {
        switch group {
        case .birthDate, .expiry:
            let digits = Array(text)
            guard digits.count == 8 else { return nil }
            let iso = "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))"
            return CalendarDate(iso: iso).map { .date($0) }
        default: return text.isEmpty ? nil : .text(inWriting(text))
        }
    }

    /// Names as one writes them: the chip may hold capitals only, as they are printed. The clerk compares.
    static func inWriting(_ text: String) -> String {
        guard text == text.uppercased() else { return text }
        var isFirst = true
        return String(
            text.lowercased().map { letter -> Character in
                defer { isFirst = !letter.isLetter && letter != "\u{2019}" && letter != "'" }
                return isFirst ? Character(letter.uppercased()) : letter
            })
    }
}

extension DocumentChipRead.Verdict {
    init(_ verdict: PassportVerdict) {
        self =
            switch verdict {
            case .genuine: .genuine
            case .signerUnknown: .signerUnknown
            case .changed: .changed
            }
    }
}
