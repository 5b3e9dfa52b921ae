import Casework
import Crypto
import Foundation
import Journal
import Logging
import Sync

extension Registry {
    /// After entries, keys or attachments came in: folds them, opens and checks what is complete, and receives it. One transaction for all
    /// cases that came together. What cannot be opened stays in sight and blocks nothing.
    package func takeIn() {
        do {
            try absorb()
            try settleErased()
            try receive()
            try settle()
            try tellKits()
        } catch {
            // What is stored stays stored.
            logger.error("taking in failed", metadata: ["kind": "\(type(of: error))"])
            takeInAgainLater()
        }
    }

    func receive() throws {
        var events: [OfficeEvent] = []
        var held: [(number: CaseNumber, kit: UInt16, reasons: [HeldReason])] = []
        var released: [CaseNumber] = []
        var taken: [SealedKey] = []
        let moment = now()
        for number in state.arriving.values.filter({ $0.isTransferred && $0.kit != 0 }).map(\.number).sorted(by: {
            $0.text < $1.text
        }) {
            guard let arriving = state.arriving[number], isWorthALook(arriving) else { continue }
            let sealed = sealedKeys(of: arriving)
            switch open(arriving, with: sealed) {
            case .waiting: continue
            case .held(let reasons):
                // Looked at again when something more comes, or after a restart.
                state.arriving[number]?.isChanged = false
                state.arriving[number]?.isHeld = true
                held.append((number, arriving.kit, reasons))
            case .ready(let item):
                state.arriving[number]?.opened = item
                state.arriving[number]?.isHeld = false
                released.append(number)
                taken += sealed.values
                let receipt = CaseCommand(by: .office, .receive(at: moment))
                events += try item.decide(receipt).map { .ofCase(number, $0) }
                events += answers(with: item, at: moment)
            }
        }
        if !events.isEmpty {
            // A file whose name could not be made durable when it was finished is here, and gone when the power goes.
            try attachments.keepNames()
            try keys.take(taken)
            try append(events)
        }
        for number in state.twofold.sorted(by: { $0.text < $1.text }) {
            held.append((number, state.cases[number]?.kit ?? 0, [Self.twofold]))
        }
        try note(held: held, released: released)
    }

    /// Why a case was held back: the kit is told what it is, the office also what to do.
    struct HeldReason {
        let what: String
        let remedy: String

        init(_ what: String, remedy: String) { (self.what, self.remedy) = (what, remedy) }

        var whole: String { "\(what) \(remedy)" }
    }

    private enum Opening {
        case waiting
        case held([HeldReason])
        case ready(Case)
    }

    /// Whether anything is new and the attachments are all there; opens nothing, for it is asked at each arrival.
    private func isWorthALook(_ arriving: ArrivingCase) -> Bool {
        guard arriving.isChanged else { return false }
        // An attachment whose key was erased before this office was restored from a backup is not waited for.
        let erased = erasedKeys(of: arriving)
        return arriving.attachments.values.allSatisfy { erased.contains($0.keyID) || attachments.contains($0.id) }
    }

    private func erasedKeys(of arriving: ArrivingCase) -> Set<KeyID> {
        (try? Subject(kind: .case, id: arriving.number.text)).flatMap { erasures.keysBySubject[$0] } ?? []
    }

    private func sealedKeys(of arriving: ArrivingCase) -> [KeyID: SealedKey] {
        guard let subject = try? Subject(kind: .case, id: arriving.number.text) else { return [:] }
        return (try? keys.sealedKeys(of: subject)) ?? [:]
    }

    private func open(_ arriving: ArrivingCase, with sealed: [KeyID: SealedKey]) -> Opening {
        let verdict = Acknowledgement.check(
            arriving.entries, keys: sealed, erased: erasedKeys(of: arriving), opener: opener
        ) { ref, key in
            guard attachments.contains(ref.id) else { return nil }
            return try attachments.read(ref, key: key)
        }
        switch verdict {
        case .notTransferred, .waiting: return .waiting
        case .heldBack(let findings): return .held(findings.map { HeldReason($0.message, remedy: $0.remedy) })
        case .ready(_, let opened): return fold(opened, of: arriving)
        }
    }

    /// Reads what was opened. A body that this program should know and cannot read is a matter for a person.
    private func fold(_ opened: [Acknowledgement.OpenedEntry], of arriving: ArrivingCase) -> Opening {
        var item = Case(number: arriving.number)
        for part in opened where part.entry.attachment == nil {
            let header = part.entry.header
            do {
                let event = try CaseEvent.codec.decode(
                    type: header.type.name, version: Int(header.type.version), body: part.body)
                item.apply(event, at: Moment(milliseconds: header.time.milliseconds))
            } catch {
                return .held([
                    HeldReason(
                        "Der Eintrag \(header.position.sequence) ist lesbar, passt aber nicht zum Programm der Zentrale.",
                        remedy: "Die Zentrale auf den Stand des Koffers bringen.")
                ])
            }
        }
        let missing = (item.transfer?.attachments ?? []).filter { id in
            KeyID(hex: id.text).map { arriving.attachments[$0] == nil } ?? true
        }
        guard missing.isEmpty, item.opening != nil else {
            return .held([
                HeldReason(
                    "Der Vorgang nennt etwas, das nicht mitkam (\(missing.count) Anlagen).",
                    remedy: "Am Koffer nachsehen und neu erfassen.")
            ])
        }
        return .ready(item)
    }

    /// A case that follows another one is the answer to its question, and goes where that is decided.
    private func answers(with item: Case, at moment: Moment) -> [OfficeEvent] {
        guard let followed = item.follows, let old = state.cases[followed]?.item,
            let day = item.transfer?.on
        else { return [] }
        let command = CaseCommand(by: .office, .receiveAnswer(follower: item.number, day: day))
        guard let events = try? old.decide(command) else { return [] }
        return events.map { .ofCase(followed, $0) } + toUnit(of: old, item, at: moment)
    }

    /// The desk does not always know who decides the case that an answer names.
    private func toUnit(of old: Case, _ item: Case, at moment: Moment) -> [OfficeEvent] {
        guard let unit = old.unit, unit != item.unit, item.opening?.partner == nil else { return [] }
        var received = item
        for event in (try? item.decide(CaseCommand(by: .office, .receive(at: moment)))) ?? [] {
            received.apply(event, at: moment)
        }
        let command = CaseCommand(by: .office, .forward(to: unit, reason: "Gehört zu Vorgang \(old.number.text)."))
        return ((try? received.decide(command)) ?? []).map { .ofCase(item.number, $0) }
    }

    private func note(held: [(number: CaseNumber, kit: UInt16, reasons: [HeldReason])], released: [CaseNumber]) throws {
        guard !held.isEmpty || !released.isEmpty else { return }
        let time = clock.now()
        try ledger.write { db in
            for number in released { try ledger.release(number.text, db) }
            for (number, kit, reasons) in held
            where try ledger.hold(number.text, reasons.map(\.whole), at: time, db) {
                var pen = try FeedPen(ledger, kit: kit, key: feedKey, at: time, db)
                try pen?.write(
                    .heldBack, subject: number.text, clear: CaseHeldBack(reasons: reasons.map(\.what)).encoded())
            }
        }
    }
}
