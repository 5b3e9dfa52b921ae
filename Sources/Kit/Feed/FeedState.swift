package import Casework
package import Crypto
package import Foundation
package import Sync

/// What the office told this kit, folded from the recorded messages: where each case stands, what was asked back, locks, staff, catalogue.
package struct FeedState: Sendable {
    /// The chain of the recorded messages, for the next one to be checked against.
    package private(set) var chain: FeedChain
    /// Where each case stands, of this kit and of others.
    package private(set) var told: [CaseNumber: CaseTold] = [:]
    /// Up to which entry the office has opened each case.
    package private(set) var acknowledgements: [CaseNumber: Acknowledged] = [:]
    /// Cases the office could not open, with its reasons.
    package private(set) var heldBack: [CaseNumber: [String]] = [:]
    /// Cases the office has erased: nothing of them can be opened anywhere.
    package private(set) var erased: Set<CaseNumber> = []
    /// Whom new keys are sealed to, as the office said last; nil while it said nothing.
    package private(set) var officeKeys: [Data]?
    package private(set) var lock: String?
    package private(set) var eraseOrder: String?
    package private(set) var refused: [String] = []
    /// The catalogue the office offers now, as the bundle's JSON.
    package private(set) var catalogue: Data?
    /// One-time codes of clerks that came with the feed; the lock box takes them in while somebody is logged in.
    package private(set) var staffCodes: [StaffCode] = []
    /// Slips that came with the feed, likewise.
    package private(set) var slips: [SubstituteSlip] = []
    /// The register extract for the tour.
    package private(set) var register = RegisterShelf()
    /// The lists of appointments, by opening; those that the office took off later are marked in them.
    package private(set) var appointments: [OpeningID: AppointmentSheet] = [:]
    /// Recorded messages that were sealed and could not be opened yet, because nobody has logged in since.
    package private(set) var unopened: [FeedMessage] = []
    package private(set) var unknown = 0

    private var key: Curve25519.KeyAgreement.PrivateKey?

    package init(kit: UInt16) { chain = FeedChain(kit: kit) }

    package var acknowledged: Dictionary<CaseNumber, Acknowledged>.Keys { acknowledgements.keys }

    /// The same key and nothing read yet.
    var emptied: FeedState {
        var empty = FeedState(kit: chain.kit)
        empty.key = key
        return empty
    }

    /// The case to a code from a citizen's paper.
    package func told(code: String) -> CaseTold? { told.values.first { $0.code == code } }

    /// A segment began behind messages that are no longer folded.
    mutating func carry(epoch: UInt32, number: UInt64, head: Data) {
        if (epoch, number) > (chain.epoch, chain.number) {
            chain = FeedChain(kit: chain.kit, epoch: epoch, number: number, head: head)
        }
    }

    /// With the kit's agreement key the sealed payloads are read, those that waited for it too.
    package mutating func unlock(with key: Curve25519.KeyAgreement.PrivateKey) {
        self.key = key
        let waiting = unopened
        unopened = []
        for message in waiting { read(message) }
    }

    /// A recorded message. Its place in the chain was checked before it was recorded.
    mutating func record(_ bytes: Data) {
        guard let message = try? FeedMessage(bytes: bytes) else {
            unknown += 1
            return
        }
        chain = FeedChain(kit: chain.kit, epoch: message.epoch, number: message.number, head: message.hash)
        read(message)
    }

    private mutating func read(_ message: FeedMessage) {
        var secret: Data?
        if !message.sealed.isEmpty {
            guard let key else {
                unopened.append(message)
                return
            }
            secret = message.open(with: key)
        }
        let number = message.subject.isEmpty ? nil : CaseNumber(message.subject)
        switch message.kind {
        case .acknowledged:
            guard let number, let payload = Acknowledged(message) else { break }
            acknowledgements[number] = payload
            heldBack[number] = nil
        case .heldBack:
            if let number, let payload = CaseHeldBack(message) { heldBack[number] = payload.reasons }
        case .state, .question:
            if let number, let secret, let told = try? JSONDecoder().decode(CaseTold.self, from: secret) {
                self.told[number] = told
            }
        case .caseErased:
            guard let number else { break }
            erased.insert(number)
            told[number] = nil
        case .officeKeys: if let payload = OfficeKeys(message) { officeKeys = payload.keys }
        case .lock: lock = LockOrder(message)?.reason ?? ""
        case .unlock: lock = nil
        case .erase: eraseOrder = LockOrder(message)?.reason ?? ""
        case .refused: if let payload = CaseHeldBack(message) { refused += payload.reasons }
        // Noted beside the journal when it came.
        case .terms: break
        case .catalogue: catalogue = message.clear
        case .staff:
            if let secret, let code = try? JSONDecoder().decode(StaffCode.self, from: secret) {
                staffCodes.removeAll { $0.clerk == code.clerk }
                staffCodes.append(code)
            }
        case .slips:
            // Those for another laptop of this kit were sealed to another key.
            if let secret, let more = try? JSONDecoder().decode([SubstituteSlip].self, from: secret) { slips += more }
        case .register:
            if let secret, let sheet = try? JSONDecoder().decode(RegisterSheet.self, from: secret) {
                register.take(sheet)
            }
        case .appointments:
            if let secret, let sheet = try? JSONDecoder().decode(AppointmentSheet.self, from: secret) { take(sheet) }
        default: unknown += 1
        }
    }

    /// The latest list counts; what stood in the one before and is not in it was cancelled meanwhile.
    private mutating func take(_ sheet: AppointmentSheet) {
        let before = appointments[sheet.opening.id]
        if let before, before.revision > sheet.revision { return }
        let gone =
            before?.appointments.filter { old in !sheet.appointments.contains { $0.booking == old.booking } } ?? []
        var sheet = sheet
        sheet.appointments += gone.map { old in
            var old = old
            old.isCancelled = true
            return old
        }
        sheet.appointments.sort { ($0.slot.span.start, $0.slot.desk) < ($1.slot.span.start, $1.slot.desk) }
        appointments[sheet.opening.id] = sheet
    }
}
