import Casework
import Foundation
import Journal

extension Registry {
    /// Folds everything that arrived in the store since the last time, the office's own entries among it.
    func absorb() throws {
        let told = try ledger.toldCursor()
        try store.forEach(.all, after: cursor) { stored in
            try noticeGeneration(stored)
            fold(stored.entry, isTold: stored.arrival <= told)
            cursor = stored.arrival
        }
    }

    private func fold(_ entry: Entry, isTold: Bool) {
        // Of an outing only the end of its retention is noted, which every entry of it has.
        if entry.header.subject.kind == .outing { noteOuting(entry) }
        guard isHistory(entry.position) else { return }
        switch entry.header.subject.kind {
        case .case: foldCase(entry, isTold: isTold)
        case .statistics: foldStatistics(entry)
        case .book: foldBook(entry)
        case .outing: break
        case .kit: foldOwn(entry)
        }
    }

    func foldStatistics(_ entry: Entry) {
        guard entry.header.keyID.isClear, let body = entry.body,
            let event = try? StatisticsEvent.codec.decode(
                type: entry.header.type.name, version: Int(entry.header.type.version), body: body)
        else {
            state.notUnderstood += 1
            return
        }
        state.statistics.apply(event)
    }

    private func noteOuting(_ entry: Entry) {
        guard entry.body != nil else { return }
        let moment = Moment(milliseconds: entry.header.time.milliseconds)
        state.outings[entry.header.subject] = max(state.outings[entry.header.subject] ?? moment, moment)
    }

    private func foldCase(_ entry: Entry, isTold: Bool) {
        let number = CaseNumber(entry.header.subject.id)
        let isOwn = entry.position.kit == 0
        if isOwn, let format = NumberFormat(parsing: number.text), format.kit == .office,
            format.generation == Int(journal.generation)
        {
            state.ownCases = max(state.ownCases, format.running)
        }
        if state.cases[number] == nil {
            if isOwn, [CaseReceived.type, CaseErased.type].contains(entry.header.type.name) {
                admit(number)
            } else {
                state.arriving[number, default: ArrivingCase(number: number, kit: entry.position.kit)].add(entry)
                return
            }
        }
        if !isOwn, isTakenFromReplaced(number) {
            state.twofold.insert(number)
            return
        }
        apply(entry, to: number)
        if isOwn, !isTold { untold.note(number, entry.header.type.name) }
    }

    /// The entry that follows says that the case was received: its entries become a fold.
    private func admit(_ number: CaseNumber) {
        var arriving = state.arriving.removeValue(forKey: number) ?? ArrivingCase(number: number, kit: 0)
        arriving.takeBackLeftOut()
        let last = arriving.entries.last?.position ?? Position(kit: arriving.kit, generation: 1, sequence: 1)
        var file = CaseFile(
            item: arriving.opened ?? Case(number: number), kit: arriving.kit, lastOfKit: last,
            kitEntries: arriving.entries.count, attachments: arriving.attachments)
        if arriving.opened == nil {
            for entry in arriving.entries { apply(entry, to: &file) }
        }
        file.index()
        state.cases[number] = file
        unsettled.insert(number)
    }

    /// Its body went with a part of the case whose retention is over; the case's key is there.
    private func isForgottenAlone(_ entry: Entry) -> Bool {
        entry.body == nil && !entry.header.keyID.isClear && (try? keys.key(entry.header.keyID)) != nil
    }

    private func apply(_ entry: Entry, to number: CaseNumber) {
        guard var file = state.cases[number] else { return }
        state.cases[number] = nil
        if entry.position.kit != 0 {
            file.lastOfKit = entry.position
            file.kitEntries += 1
        }
        apply(entry, to: &file)
        file.index()
        state.cases[number] = file
    }

    func apply(_ entry: Entry, to file: inout CaseFile) {
        if let ref = entry.attachment {
            file.attachments[ref.id] = ref
            return
        }
        let moment = Moment(milliseconds: entry.header.time.milliseconds)
        let type = entry.header.type.name
        let version = Int(entry.header.type.version)
        switch try? entry.open(with: keys) {
        case .clear(let body), .opened(let body):
            if let event = try? CaseEvent.codec.decode(type: type, version: version, body: body) {
                file.item.apply(event, at: moment)
            } else {
                state.notUnderstood += 1
                file.item.apply(.unknown(type: type, version: version), at: moment)
            }
        case .erased where isForgottenAlone(entry): file.item.applyForgotten(type: type, version: version, at: moment)
        case .erased: file.item.applyWithoutBody(type: type, version: version, at: moment, because: .erased)
        case .sealed, nil: file.item.applyWithoutBody(type: type, version: version, at: moment, because: .sealed)
        }
    }
}
