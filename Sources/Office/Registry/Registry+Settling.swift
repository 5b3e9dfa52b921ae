import Casework
import Journal

/// The kits' books at the office. A receipt can be taken back, and given anew, after its case was transferred: then the case is the
/// office's, and the office writes into it what the book says, so that the case alone tells what is paid.
extension Registry {
    func foldBook(_ entry: Entry) {
        let header = entry.header
        switch try? entry.open(with: keys) {
        case .clear(let body), .opened(let body):
            guard
                let event = try? BookEvent.codec.decode(
                    type: header.type.name, version: Int(header.type.version), body: body)
            else {
                state.notUnderstood += 1
                return
            }
            if case .substituteAdmitted(let admitted) = event {
                state.substitutes[header.position.kit, default: []].append(admitted)
            }
            if case .registerLooked(let look) = event {
                state.registerLooks.append(
                    RegisterLookLine(
                        kit: header.position.kit, at: Moment(milliseconds: header.time.milliseconds), look: look))
            }
            unsettled.formUnion(state.receipts[header.position.kit, default: CaseReceipts()].apply(event))
        case .erased: break
        case .sealed, nil: closedBooks.append(entry)
        }
    }

    /// Compares received cases with the books of the kit they came from. What a case knows already is left alone, so that it is done once,
    /// whatever stops the office in between.
    func settle() throws {
        let waiting = closedBooks
        closedBooks = []
        for entry in waiting { foldBook(entry) }
        // Appending folds what arrived meanwhile, and that is compared the next time.
        let numbers = unsettled
        unsettled = []
        var events: [OfficeEvent] = []
        for number in numbers.sorted(by: { $0.text < $1.text }) {
            guard let file = state.cases[number], file.item.access == .readable else { continue }
            for line in state.receipts[file.kit]?.lines(of: number) ?? [] {
                events += try file.item.decide(CaseCommand(by: .office, .settle(line))).map { .ofCase(number, $0) }
            }
        }
        do { if !events.isEmpty { try append(events) } } catch {
            unsettled.formUnion(numbers)
            throw error
        }
    }
}
