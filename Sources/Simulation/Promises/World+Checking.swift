import Casework
import Crypto
import Foundation
import Journal
import Kit
import Office
import Sync

/// What was promised is held against what is stored, by what is on the disks and not by what the programs say.
extension World {
    /// After every start of a kit and at the end.
    func check(_ laptop: Laptop) async throws {
        guard let desk = laptop.desk, let folder = laptop.folder else { return }
        let view = try await desk.view()
        if let fault = view.fault { throw Violation(4, "\(laptop.machine): nobody touched the journal: \(fault)") }
        let keys = try KeyRing(file: folder.file("keys.json"), kit: laptop.kit, recipients: [])
        keys.unlock(with: try LockBox(from: folder.file(LockBox.name)).recover(code: laptop.secrets.recoveryCode))
        // A crash may come between an acknowledgement and what follows from it: then it is the program's start that erases.
        let kept = try keptAll(by: laptop, view)
        for number in view.state.feed.acknowledged
        where !kept.contains(number) && acknowledged.insert(number).inserted {
            let rows = keys.rows(of: try Subject(kind: .case, id: number.text))
            if !rows.isEmpty, rows.allSatisfy({ $0.wrapped == nil }) { try await checkErased(number, by: laptop) }
        }
        let gone = acknowledged.subtracting(kept).union(laptop.withdrawn(in: view))
        var left = laptop.promises.entries
        try desk.store.forEach(.all) { stored in
            if let saved = left.removeValue(forKey: stored.entry.position) {
                try compare(stored.entry, with: saved, keys, gone, on: laptop)
            }
        }
        for place in left.keys.sorted() {
            let runs = try desk.store.droppedRuns(kit: place.kit, generation: place.generation)
            guard runs.contains(where: { $0.first <= place && place <= $0.last.position }) else {
                throw Violation(1, "\(laptop.machine): \(place.generation)/\(place.sequence) was saved and is missing")
            }
            guard backedUp[place.kit]?[place.generation] ?? 0 >= place.sequence else {
                throw Violation(
                    3, "\(laptop.machine): \(place.generation)/\(place.sequence) was dropped, not backed up")
            }
        }
        for row in keys.rows where row.wrapped == nil && row.subject.kind == .case {
            guard gone.contains(CaseNumber(row.subject.id)) else {
                throw Violation(3, "\(laptop.machine): the key of \(row.subject.id) is erased, and nobody said so")
            }
        }
        try checkCash(view, of: laptop)
    }

    /// Cases that the office has acknowledged, but not all of what is written of them here: the replaced laptop had given them
    /// away, and its spare went on with them. Their keys stay.
    func keptAll(by laptop: Laptop, _ view: DeskView) throws -> Set<CaseNumber> {
        guard laptops.contains(where: { $0.kitIndex == laptop.kitIndex && $0.number < laptop.number }) else {
            return []
        }
        return Set(
            try view.state.feed.acknowledgements.filter { try !hasAll($0.key, through: $0.value, of: laptop) }.keys)
    }

    /// Whether the place that the office named is the last of what is here of the case.
    func hasAll(_ number: CaseNumber, through acknowledged: Acknowledged, of laptop: Laptop) throws -> Bool {
        var last: Position?
        try laptop.desk?.store.forEach(.subject(try Subject(kind: .case, id: number.text))) {
            last = $0.entry.position
        }
        let through = Position(
            kit: laptop.kit, generation: acknowledged.generation, sequence: acknowledged.sequence)
        return last.map { $0 <= through } ?? true
    }

    private func compare(
        _ entry: Entry, with saved: Promises.Saved, _ keys: some SubjectKeys, _ gone: Set<CaseNumber>,
        on laptop: Laptop
    ) throws {
        let place = "\(laptop.machine): \(entry.position.generation)/\(entry.position.sequence)"
        guard entry.header.subject == saved.subject, entry.header.type == saved.type else {
            throw Violation(1, "\(place) is \(entry.header.type.name), saved was \(saved.type.name)")
        }
        switch try entry.open(with: keys) {
        case .clear(let body), .opened(let body):
            if body != saved.body { throw Violation(1, "\(place) holds something else than was saved") }
        case .erased:
            guard saved.subject.kind == .case, gone.contains(CaseNumber(saved.subject.id)) else {
                throw Violation(3, "\(place) of \(saved.subject.id) cannot be read any more, and nobody said so")
            }
        case .sealed: throw Violation(1, "\(place): its key is not there")
        }
    }

    private func checkCash(_ view: DeskView, of laptop: Laptop) throws {
        for (day, book) in view.state.books where book.access == .readable && book.opening != nil {
            let promised = laptop.promises.cash(of: day)
            // An opening or a payment whose page never came may be in the book all the same.
            let isCertain = book.entries.allSatisfy { laptop.promises.knows($0, of: day) }
            if isCertain, book.expectedCash != promised {
                throw Violation(
                    7, "\(laptop.machine): the book says \(book.expectedCash.cents), taken were \(promised.cents)")
            }
        }
    }

    // MARK: What the office has

    /// A kit has just erased a case's keys: now the office alone can read it.
    func checkErased(_ number: CaseNumber, by laptop: Laptop) async throws {
        guard office.isRunning else { return }
        try await checkOffice(has: number, of: laptop)
    }

    /// The case was received, every entry opens to what was saved, and so does every file.
    func checkOffice(has number: CaseNumber, of laptop: Laptop) async throws {
        guard let registry = office.registry else { return }
        let device = office.device
        device.lookAt(true)
        defer { device.lookAt(false) }
        let view = await registry.view()
        guard view.state.cases[number] != nil else {
            throw Violation(3, "\(number.text): the kit gave it up, and the office has not received it")
        }
        let subject = try Subject(kind: .case, id: number.text)
        var stored: [Position: Entry] = [:]
        var receipts = 0
        try registry.store.forEach(.subject(subject)) { item in
            stored[item.entry.position] = item.entry
            if item.entry.position.kit == 0, item.entry.header.type.name == CaseReceived.type { receipts += 1 }
        }
        guard receipts == 1 else { throw Violation(2, "\(number.text) was received \(receipts) times") }
        guard let keys = try office.keys() else { return }
        try checkUnmixed(number, subject, of: laptop, registry, view)
        for (place, saved) in laptop.promises.entries where saved.subject == subject {
            guard let entry = stored[place] else {
                throw Violation(2, "\(number.text): the office lacks \(place.generation)/\(place.sequence)")
            }
            switch try? entry.open(with: keys) {
            case .clear(saved.body), .opened(saved.body): break
            default:
                throw Violation(3, "\(number.text): \(place.generation)/\(place.sequence) does not open at the office")
            }
            guard case .attachmentAdded(_, let ref) = saved.event else { continue }
            guard let file = try? registry.attachments.read(ref, key: keys.key(ref.keyID)),
                file == laptop.promises.files[ref.id]
            else {
                tellHistory(of: subject, registry)
                throw Violation(
                    3,
                    "\(number.text): the office does not have the file \(ref.id) of \(place.generation)/\(place.sequence)"
                )
            }
        }
    }

    /// The case at the office holds what this laptop has of it and nothing that another laptop wrote; where it was received from the
    /// replaced one, a person is told.
    private func checkUnmixed(
        _ number: CaseNumber, _ subject: Subject, of laptop: Laptop, _ registry: Registry, _ view: OfficeView
    ) throws {
        guard let file = view.state.cases[number], let desk = laptop.desk else { return }
        var own: Set<Position> = []
        try desk.store.forEach(.subject(subject)) { own.insert($0.entry.position) }
        let isDropped = laptop.promises.entries.contains { $0.value.subject == subject && !own.contains($0.key) }
        if isDropped || file.kitEntries == own.count && own.contains(file.lastOfKit) { return }
        if try isWholeFromReplaced(file, subject, beside: own, of: laptop, registry) { return }
        let isShown = try registry.ledger.heldCases().contains { $0.subject == number.text }
        if !isShown {
            tellHistory(of: subject, registry)
            throw Violation(
                8,
                "\(number.text): the office has \(file.kitEntries) entries of it up to \(file.lastOfKit), the kit has \(own.count)"
            )
        }
    }

    /// For who looks for the reason of a violation.
    private func tellHistory(of subject: Subject, _ registry: Registry) {
        try? registry.store.forEach(.subject(subject)) { stored in
            let place = stored.entry.position
            var line = "\(stored.arrival): \(place.kit)/\(place.generation)/\(place.sequence)"
            if let ref = stored.entry.attachment { line += ", file \(ref.id), \(registry.attachments.received(ref))" }
            log("office: \(line) \(stored.entry.header.type.name)")
        }
    }

    /// The replaced laptop had given the case away, and its spare wrote nothing of it: the office has all that the replaced one was
    /// told was saved, and nothing else.
    private func isWholeFromReplaced(
        _ file: Office.CaseFile, _ subject: Subject, beside own: Set<Position>, of laptop: Laptop, _ registry: Registry
    ) throws -> Bool {
        guard let old = laptops.last(where: { $0.kitIndex == laptop.kitIndex && $0.number < laptop.number }),
            let transfer = old.promises.transferred[file.item.number]
        else { return false }
        var stored: Set<Position> = []
        try registry.store.forEach(.subject(subject)) { item in
            if item.entry.position.kit != 0 { stored.insert(item.entry.position) }
        }
        let told = old.promises.entries.filter { $0.value.subject == subject }.keys
        return stored.count == file.kitEntries && stored.isSuperset(of: own) && stored.isSuperset(of: told)
            && stored.allSatisfy { $0.generation == transfer.generation } && stored.contains(transfer)
    }

    /// What its citizen withdrew nobody can read any more, neither at the kit nor at the office.
    func checkWithdrawn(of laptop: Laptop, _ registry: Registry) async throws {
        let device = office.device
        device.lookAt(true)
        defer { device.lookAt(false) }
        guard let view = try await laptop.desk?.view(), let folder = laptop.folder, let keys = try office.keys() else {
            return
        }
        let ring = try KeyRing(file: folder.file("keys.json"), kit: laptop.kit, recipients: [])
        for number in laptop.withdrawn(in: view, before: .night).sorted(by: { $0.text < $1.text }) {
            let subject = try Subject(kind: .case, id: number.text)
            if ring.rows(of: subject).contains(where: { $0.wrapped != nil || !$0.sealed.isEmpty }) {
                throw Violation(5, "\(laptop.machine): \(number.text) was withdrawn and can still be read")
            }
            try registry.store.forEach(.subject(subject)) { stored in
                if case .opened = try? stored.entry.open(with: keys) {
                    throw Violation(5, "office: \(number.text) was withdrawn and can still be read")
                }
            }
        }
    }
}

extension Laptop {
    /// Cases whose citizen withdrew them, as soon as the form was sent that ends their visit.
    /// - Parameter end: only those of forms before it.
    func withdrawn(in view: DeskView, before end: DayPlan.Step? = nil) -> Set<CaseNumber> {
        let plan = clerk.plan
        let last = end.flatMap { plan.steps.firstIndex(of: $0) } ?? plan.steps.count
        var numbers: Set<CaseNumber> = []
        for (index, item) in plan.cases.enumerated() where plan.steps.contains(.cancel(index)) {
            guard let left = plan.steps.firstIndex(of: .endVisit(item.visit)), left <= step, left < last,
                let number = clerk.number(index, in: view)
            else { continue }
            numbers.insert(number)
        }
        return numbers
    }
}
