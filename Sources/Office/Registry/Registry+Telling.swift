package import Casework
import Crypto
import Foundation
import GRDB
import Journal
import Sync
import Town

/// What happened to cases since the kits were last told, in the order in which it happened first.
struct Untold {
    private(set) var numbers: [CaseNumber] = []
    private(set) var received: Set<CaseNumber> = []
    private(set) var questions: Set<CaseNumber> = []
    private var known: Set<CaseNumber> = []

    /// Looks, notes and payments change nothing that a kit is told.
    mutating func note(_ number: CaseNumber, _ type: String) {
        let untold = [
            CaseLooked.type, CaseNoteAdded.type, CaseAskedBackTold.type, CasePaid.type, CasePartErased.type,
            CaseErased.type,
        ]
        guard !untold.contains(type) else { return }
        if known.insert(number).inserted { numbers.append(number) }
        if type == CaseReceived.type { received.insert(number) }
        if type == CaseAskedBack.type { questions.insert(number) }
    }
}

extension SQLiteOfficeLedger {
    func toldCursor() throws -> Int64 { try read { try number("toldCursor", $0) } }
}

extension Registry {
    /// Writes what the kits are to hear of cases into their feeds, in one transaction with how far that goes in the journal: whatever
    /// stops the office in between, each change is told once.
    func tellKits() throws {
        let news = untold
        let through = cursor
        let time = clock.now()
        if news.numbers.isEmpty {
            // Only looks came in: they are passed over again after a restart.
            return
        }
        let kits = try ledger.kits().filter { $0.kit.state != .erased }.map(\.kit.number)
        let told = try news.numbers.compactMap { number in try tale(of: number).map { (number, $0) } }
        try ledger.write { db in
            for kit in kits {
                guard var pen = try FeedPen(ledger, kit: kit, key: feedKey, at: time, db) else { continue }
                for (number, payload) in told {
                    if news.received.contains(number), let file = state.cases[number], file.kit == kit {
                        let acknowledged = Acknowledged(
                            generation: file.lastOfKit.generation, sequence: file.lastOfKit.sequence,
                            entries: file.kitEntries, attachments: file.attachments.count)
                        try pen.write(.acknowledged, subject: number.text, clear: acknowledged.encoded())
                    }
                    let kind: FeedKind = news.questions.contains(number) ? .question : .state
                    try pen.write(kind, subject: number.text, secret: payload)
                }
            }
            try ledger.set("toldCursor", through, db)
        }
        untold = Untold()
    }

    /// Where a case stands, as JSON of ``CaseTold``.
    private func tale(of number: CaseNumber) throws -> Data? {
        guard let item = state.cases[number]?.item, let opening = item.opening else { return nil }
        let unit = item.unit.flatMap { townInUse.town.catalogue.unit($0) }
        let question = item.openQuestion
        let told = CaseTold(
            number: number, state: item.state, title: opening.title, service: opening.service,
            unit: unit?.title.de ?? item.unit?.text ?? "", phone: unit?.phone ?? townInUse.town.phone,
            day: state.cases[number]?.changedAt.germanDay ?? opening.day, code: item.transfer?.code,
            question: question?.text, due: question?.due, note: note(on: item))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(told)
    }

    /// What the citizen is told beside the state.
    private func note(on item: Case) -> String? {
        switch item.state {
        case .readyToCollect: return item.collectAt
        case .rejected, .withdrawn, .forwarded:
            for line in item.history.reversed() {
                guard case .event(let event) = line.what else { continue }
                switch event {
                case .rejected(let it): return it.reason
                case .withdrawn(let it): return it.reason
                default: continue
                }
            }
            return nil
        default: return nil
        }
    }

    // MARK: What is not of a case

    /// Sends the catalogue to every kit that has not got this one.
    func sendCatalogue() throws {
        townInUse.tooLargeToSend = try ledger.send(townInUse.town.bundle, signedWith: feedKey, at: clock.now())
    }

    /// Tells every kit whom to seal to that was not told of these keys; one that was enrolled with them hears it once more.
    func sendOfficeKeys() throws {
        let keys = try folder.identity().officeKeys
        let mark = keys.map(\.hex).joined(separator: " ")
        let time = clock.now()
        try ledger.write { db in
            let waiting = try UInt16.fetchAll(
                db, sql: "SELECT number FROM kit WHERE officeKeys <> ? AND state <> 'erased'", arguments: [mark])
            for kit in waiting {
                var pen = try FeedPen(ledger, kit: kit, key: feedKey, at: time, db)
                try pen?.write(.officeKeys, clear: OfficeKeys(keys: keys).encoded())
                try db.execute(sql: "UPDATE kit SET officeKeys = ? WHERE number = ?", arguments: [mark, kit])
            }
        }
    }

    /// Sends a clerk's one-time code to every kit.
    package func send(_ code: StaffCode) throws {
        let secret = try JSONEncoder().encode(code)
        let time = clock.now()
        let kits = try ledger.kits().filter { $0.kit.state != .erased }
        try ledger.write { db in
            for record in kits {
                var pen = try FeedPen(ledger, kit: record.kit.number, key: feedKey, at: time, db)
                try pen?.write(.staff, secret: secret)
            }
        }
    }
}
