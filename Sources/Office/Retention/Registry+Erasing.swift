import Casework
import Foundation
import GRDB
import Journal
import Sync
import Town

/// Erasing by key. The order is the promise: first the list beside the key file, then the chain, then keys, bodies and files. Whatever stops
/// the office in between, the next start goes on from what the list says.
extension Registry {
    package struct Erased: Hashable, Sendable {
        package internal(set) var cases = 0
        package internal(set) var parts = 0
        package internal(set) var outings = 0

        package var isNothing: Bool { self == Erased() }

        /// For a person at a terminal.
        package var german: String {
            isNothing
                ? "Nichts war fällig."
                : "Gelöscht: Vorgänge \(cases), Teile von Vorgängen \(parts), Außentermine \(outings)."
        }
    }

    /// Queue and visits of an outing name persons, and are needed for the day and what it is asked about after: 30 days.
    static let outingDays = 30
    /// Entries whose bodies are in clear and say nothing.
    static let keptTypes: Set<String> = [CaseErased.type]

    /// Erases what is due by the service's retention, what was cancelled at a desk, and the outings of a month ago. Once a day is meant; more
    /// often does nothing more.
    @discardableResult
    package func eraseDue() throws -> Erased {
        guard !isClosed else { throw OfficeFault.closed }
        var erased = Erased()
        var records: [ErasureRecord] = []
        var events: [OfficeEvent] = []
        let now = now()
        let (time, catalogue) = (clock.now(), townInUse.town.catalogue)
        for arriving in state.arriving.values.sorted(by: { $0.number.text < $1.number.text }) where arriving.isCancelled
        {
            records.append(try wholeRecord(of: arriving.number, at: time))
            events.append(.ofCase(arriving.number, .erased(CaseErased(because: .cancelled, state: .cancelled))))
            erased.cases += 1
        }
        for file in state.cases.values.sorted(by: { $0.item.number.text < $1.item.number.text }) {
            let item = file.item
            let service = item.opening.flatMap { catalogue.service($0.service) }
            for due in item.dueErasures(at: now, service: service) {
                switch due {
                case .wholeCase:
                    records.append(try wholeRecord(of: item.number, at: time))
                    events.append(.ofCase(item.number, .erased(CaseErased(because: .retention, state: item.state))))
                    erased.cases += 1
                case .part(let part):
                    guard let event = CasePartErased(part, title: item.title(of: part) ?? part.plain) else { continue }
                    records.append(try record(of: part, file, at: time))
                    events.append(.ofCase(item.number, .partErased(event)))
                    erased.parts += 1
                }
            }
        }
        let limit = now.milliseconds - Int64(Self.outingDays) * 86_400_000
        for (subject, last) in state.outings.sorted(by: { $0.key.id < $1.key.id }) where last.milliseconds < limit {
            let ids = Set(try keys.ids(of: subject))
            guard !ids.isEmpty else { continue }
            records.append(ErasureRecord(of: subject, at: time, isWhole: true, keys: ids))
            state.outings[subject] = nil
            erased.outings += 1
        }
        guard !records.isEmpty else {
            try eraseLatecomers()
            return erased
        }
        try erasures.append(records)
        // The part's entry is closed with the case's key, so it comes before the key goes.
        if !events.isEmpty { try append(events) }
        try carryOut(records)
        try tellErased(records, at: time)
        try eraseLatecomers()
        return erased
    }

    package var erasureRecords: [ErasureRecord] { erasures.records }

    /// For an office that is being restored: nothing is received and nobody is told anything.
    /// - Returns: how many keys the backup had brought back, or would have.
    func eraseWhatCameBack() throws -> Int {
        let before = try keys.erasedIDs()
        try absorb()
        try repeatErasures()
        return try keys.erasedIDs().subtracting(before).count
    }

    /// Before anything is received: what the list says is erased, here too. After a restore the backup brings keys back that are gone.
    func repeatErasures() throws {
        let known = try keys.erasedIDs()
        let open = erasures.records.filter { record in !record.keys.isSubset(of: known) }
        if !open.isEmpty { try carryOut(open) }
        try eraseLatecomers()
        try settleErased()
    }

    /// Cases that are on the list and of which the chain does not say so: erased after the backup this office was restored from, and shipped
    /// again by their kit.
    func settleErased() throws {
        guard !erasures.wholeSubjects.isEmpty else { return }
        let numbers =
            state.arriving.keys.filter { isOnTheList($0) }
            + state.cases.values.filter { !$0.item.saysErased && isOnTheList($0.item.number) }.map(\.item.number)
        let events = numbers.sorted { $0.text < $1.text }.map { number in
            OfficeEvent.ofCase(
                number, .erased(CaseErased(because: .repeated, state: state.cases[number]?.item.state)))
        }
        guard !events.isEmpty else { return }
        try append(events)
        try eraseLatecomers()
    }

    private func isOnTheList(_ number: CaseNumber) -> Bool {
        (try? Subject(kind: .case, id: number.text)).map(erasures.wholeSubjects.contains) ?? false
    }

    /// Keys, bodies, files. Doing it twice does nothing more.
    private func carryOut(_ records: [ErasureRecord]) throws {
        var (whole, parts): ([Subject: Set<KeyID>], [Subject: Set<KeyID>]) = ([:], [:])
        for record in records {
            if record.isWhole {
                whole[record.subject, default: []].formUnion(record.keys)
            } else {
                parts[record.subject, default: []].formUnion(record.keys)
            }
        }
        let time = records.map(\.at).max() ?? clock.now()
        try keys.erase(whole, isPart: false, at: time)
        try keys.erase(parts, isPart: true, at: time)
        try store.forgetBodies(of: Array(whole.keys), at: records.flatMap(\.bodies), keeping: Self.keptTypes)
        for id in records.flatMap(\.files) { try attachments.remove(id) }
        try ledger.forget(Set(whole.keys.map(\.id)))
        let numbers = Set(records.filter { $0.subject.kind == .case }.map { CaseNumber($0.subject.id) })
        for number in numbers { try refold(number) }
    }

    /// What a kit still shipped of something erased: ciphertext without a key, and nothing to keep.
    private func eraseLatecomers() throws {
        let files = Set(erasures.records.flatMap(\.files))
        for id in files where attachments.contains(id) { try attachments.remove(id) }
        var late: [Subject] = []
        for kind in [Subject.Kind.case, .outing] {
            let whole = erasures.wholeSubjects.filter { $0.kind == kind }
            guard !whole.isEmpty else { continue }
            late += whole.intersection(try store.subjectsWithBodies(kind, except: Self.keptTypes))
        }
        if !late.isEmpty { try store.forgetBodies(of: late, at: [], keeping: Self.keptTypes) }
    }

    private func wholeRecord(of number: CaseNumber, at time: Timestamp) throws -> ErasureRecord {
        let subject = try Subject(kind: .case, id: number.text)
        let files = state.cases[number]?.attachments ?? state.arriving[number]?.attachments ?? [:]
        return ErasureRecord(
            of: subject, at: time, isWhole: true, keys: Set(try keys.ids(of: subject)), files: Set(files.keys))
    }

    /// The keys and files of every scan or capture the part ever had, and the entries whose own words go with it.
    private func record(of part: Case.Part, _ file: CaseFile, at time: Timestamp) throws -> ErasureRecord {
        let subject = try Subject(kind: .case, id: file.item.number.text)
        let attached = file.item.partFiles.filter { $0.part == part }.map(\.attachment)
        var bodies: [Position] = []
        try store.forEach(.subject(subject)) { stored in
            let header = stored.entry.header
            guard case .opened(let body) = try? stored.entry.open(with: keys),
                let event = try? CaseEvent.codec.decode(
                    type: header.type.name, version: Int(header.type.version), body: body),
                event.says(somethingOf: part)
            else { return }
            bodies.append(header.position)
        }
        return ErasureRecord(
            of: subject, at: time, isWhole: false, keys: Set(attached.compactMap { KeyID(hex: $0.keyID) }),
            bodies: bodies, files: Set(attached.compactMap { KeyID(hex: $0.id.text) }))
    }

    /// Reads the case anew from what is stored, as the next start would.
    private func refold(_ number: CaseNumber) throws {
        guard let old = state.cases[number] else { return }
        var file = CaseFile(
            item: Case(number: number), kit: old.kit, lastOfKit: old.lastOfKit, kitEntries: old.kitEntries,
            attachments: [:])
        let isTaken = isTakenFromReplaced(number)
        try store.forEach(.subject(Subject(kind: .case, id: number.text))) { stored in
            let place = stored.entry.position
            guard place.kit == 0 || (isTaken ? place <= old.lastOfKit : isHistory(place)) else { return }
            apply(stored.entry, to: &file)
        }
        file.index()
        state.cases[number] = file
    }

    /// Kits forget what is sealed of a case's keys.
    private func tellErased(_ records: [ErasureRecord], at time: Timestamp) throws {
        let numbers = records.filter { $0.isWhole && $0.subject.kind == .case }.map(\.subject.id)
        guard !numbers.isEmpty else { return }
        let kits = try ledger.kits().filter { $0.kit.state != .erased }.map(\.kit.number)
        try ledger.write { db in
            for kit in kits {
                guard var pen = try FeedPen(ledger, kit: kit, key: feedKey, at: time, db) else { continue }
                for number in numbers { try pen.write(.caseErased, subject: number) }
            }
        }
    }
}

extension Case {
    /// Whether an entry says that it was erased; a case without a key alone does not.
    var saysErased: Bool {
        history.contains { line in
            if case .event(.erased) = line.what { true } else { false }
        }
    }
}

extension Case.Part {
    /// For a part of which not even the title is known any more.
    fileprivate var plain: String {
        switch self {
        case .evidence: "Unterlage"
        case .capture: "Erfassung"
        default: "Teil"
        }
    }
}
