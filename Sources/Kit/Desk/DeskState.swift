package import Casework
package import Journal
import Sync

/// Everything the kit knows, folded from its entries. A value: a page reads a copy, nothing else keeps state.
package struct DeskState: Sendable {
    package let kit: KitCode
    package internal(set) var generation: Int
    package internal(set) var segment: UInt32 = 1
    package internal(set) var outings: [OutingID: Outing] = [:]
    package internal(set) var cases: [CaseNumber: Case] = [:]
    package internal(set) var books: [CalendarDate: CashBook] = [:]
    package internal(set) var feed: FeedState
    /// What the books say of each case's money; of those given away nothing else does here.
    package internal(set) var caseReceipts = CaseReceipts()
    /// The files that were ever added to a case.
    package internal(set) var attachments: [CaseNumber: [AttachmentRef]] = [:]
    /// Where each case's last entry stands in the journal.
    package internal(set) var lastEntries: [CaseNumber: Position] = [:]
    /// The numbers given out in this generation.
    package internal(set) var caseNumbers: NumberCounter
    package internal(set) var receipts: ReceiptCounter
    /// The segments that still have something open, and the outings that began them.
    package internal(set) var segmentOutings: [UInt32: Set<OutingID>] = [:]
    /// Entries whose type this release does not know, and such whose body did not fit: kept in the journal and counted here.
    package internal(set) var unknownEntries = 0

    package init(kit: KitCode, number: UInt16, generation: Int) {
        self.kit = kit
        self.generation = generation
        feed = FeedState(kit: number)
        caseNumbers = NumberCounter(.caseNumber, kit: kit, generation: generation)
        receipts = ReceiptCounter(kit: kit, generation: generation)
    }

    /// The outing that is open now; a kit has one at a time.
    package var outing: Outing? { outings.values.first { $0.isOpen } }

    /// The visit wherever it was, and its outing.
    package func visit(_ id: VisitID) -> (outing: Outing, visit: Visit)? {
        for outing in outings.values { if let visit = outing.visit(id) { return (outing, visit) } }
        return nil
    }

    /// The visit in which a case was opened.
    package func visit(of number: CaseNumber) -> (outing: Outing, visit: Visit)? {
        for outing in outings.values { if let visit = outing.visit(with: number) { return (outing, visit) } }
        return nil
    }

    /// The number the next case gets; `ahead` counts further ones of the same commit.
    package func nextCaseNumber(ahead: Int = 0) -> CaseNumber {
        // Generation and counter are within the format's limits by far.
        caseNumbers.next(ahead: ahead)!.caseNumber!
    }

    /// Cases that were opened at an outing and are still in the kit's hands.
    package func untransferred(at outing: OutingID? = nil) -> [Case] {
        cases.values.filter { $0.state == .open && (outing == nil || $0.opening?.outing == outing) }
            .sorted { $0.number.text < $1.number.text }
    }
}

extension DeskState {
    /// Folds one entry in, read or just written.
    mutating func apply(_ event: DeskEvent, at moment: Moment, in header: EntryHeader) {
        segment = max(segment, header.segment)
        noteLast(header)
        switch event {
        case .ofCase(let number, let event):
            if case .opened(let opened) = event { caseNumbers.note(opened.number) }
            cases[number, default: Case(number: number)].apply(event, at: moment)
            if case .transferred = event { caseReceipts.noteTransfer(of: number) }
        case .ofOuting(let id, let event):
            segmentOutings[header.segment, default: []].insert(id)
            outings[id, default: Outing(id: id)].apply(event, at: moment)
        case .ofBook(let day, let event):
            receipts.apply(event)
            books[day, default: CashBook()].apply(event, at: moment)
            caseReceipts.apply(event)
        case .statistics: break
        case .ofKit(.segmentOpened(let opened)):
            if isOfThisGeneration(header) {
                caseNumbers.note(last: opened.cases)
                receipts.note(last: opened.receipts)
            }
            feed.carry(epoch: opened.feedEpoch, number: opened.feedNumber, head: opened.feedHead)
        case .ofKit(.feedReceived(let bytes)): feed.record(bytes)
        case .ofKit(.generationStarted): break
        case .ofKit(.unknown): unknownEntries += 1
        case .attachmentAdded(let number, let ref): attachments[number, default: []].append(ref)
        }
    }

    /// Folds in an entry whose body cannot be read.
    mutating func applyWithoutBody(_ header: EntryHeader, at moment: Moment, because access: Case.Access) {
        segment = max(segment, header.segment)
        noteLast(header)
        switch header.subject.kind {
        case .case:
            let number = CaseNumber(header.subject.id)
            if header.type.name == CaseOpened.type { caseNumbers.note(number) }
            if header.type.name == CaseTransferred.type { caseReceipts.noteTransfer(of: number) }
            cases[number, default: Case(number: number)].applyWithoutBody(
                type: header.type.name, version: Int(header.type.version), at: moment, because: access)
        case .outing:
            let id = OutingID(header.subject.id)
            segmentOutings[header.segment, default: []].insert(id)
            outings[id, default: Outing(id: id)].applyWithoutBody(
                type: header.type.name, at: moment, because: access)
        case .book:
            if let day = CalendarDate(iso: String(header.subject.id.suffix(10))) {
                books[day, default: CashBook()].applyWithoutBody(because: access)
            }
            if isOfThisGeneration(header) { receipts.applyWithoutBody(type: header.type.name) }
        case .statistics, .kit: break
        }
    }

    private mutating func noteLast(_ header: EntryHeader) {
        if header.subject.kind == .case { lastEntries[CaseNumber(header.subject.id)] = header.position }
    }

    private func isOfThisGeneration(_ header: EntryHeader) -> Bool { Int(header.position.generation) == generation }
}
