import Casework
import Foundation
import Journal
import Kit

/// What the pages of one laptop have told people, kept apart from the program: what was saved where, which numbers were
/// given out, what is in the cash box.
struct Promises: Sendable {
    /// What was saved as an entry: as it was given, not as it was read back.
    struct Saved: Sendable {
        let subject: Subject
        let type: EventType
        let body: Data
        let event: DeskEvent
    }

    private(set) var entries: [Position: Saved] = [:]
    /// Files in clear, by the attachment's id.
    private(set) var files: [KeyID: Data] = [:]
    /// Cases that were given away, with the place of the entry that says so.
    private(set) var transferred: [CaseNumber: Position] = [:]
    /// The case that a form opened, and the receipt it brought.
    private(set) var madeByForm: [String: String] = [:]
    private(set) var numbers: Set<String> = []

    /// Cases and receipts that were given a number, and transfers: what waits for the stick.
    var given: Int { transferred.count + numbers.count }

    /// - Returns: what the page promised twice, in words; empty where all is well.
    mutating func add(_ saved: Clerk.Saved, through head: Position, kit: String) -> [String] {
        var twice: [String] = []
        files.merge(saved.files) { $1 }
        let first = head.sequence + 1 - UInt64(saved.events.count)
        for (index, event) in saved.events.enumerated() {
            guard let draft = try? event.draft(kit: kit) else { continue }
            let place = Position(kit: head.kit, generation: head.generation, sequence: first + UInt64(index))
            entries[place] = Saved(subject: draft.subject, type: draft.type, body: draft.body, event: event)
            twice += note(event, at: place)
        }
        return twice
    }

    private mutating func note(_ event: DeskEvent, at place: Position) -> [String] {
        switch event {
        case .ofCase(let number, .opened(let opened)): return made(number.text, by: opened.token)
        case .ofCase(let number, .transferred):
            if transferred.updateValue(place, forKey: number) != nil { return ["\(number.text) was given away twice"] }
        case .ofBook(_, .receiptIssued(let receipt)): return made(receipt.receipt.text, by: receipt.token)
        case .ofBook(_, .receiptReversed(let receipt)): return made(receipt.receipt.text, by: receipt.token)
        default: break
        }
        return []
    }

    /// What one form makes is made once, and under a number that nothing else has.
    private mutating func made(_ number: String, by form: String?) -> [String] {
        var twice: [String] = []
        if !numbers.insert(number).inserted { twice.append("the number \(number) was given out twice") }
        if NumberFormat(parsing: number) == nil { twice.append("\(number) is no number") }
        let form = form.map { $0.prefix { $0 != "#" } }.map(String.init)
        if let form, let before = madeByForm.updateValue(number, forKey: form) {
            twice.append("one form made \(before) and \(number)")
        }
        return twice
    }

    /// What should be in the cash box by the entries of a day.
    func cash(of day: CalendarDate) -> Money {
        var cents = 0
        for saved in entries.values {
            guard case .ofBook(day, let event) = saved.event else { continue }
            switch event {
            case .dayOpened(let opened): cents += opened.count.pieces.reduce(0) { $0 + $1.key * $1.value }
            case .receiptIssued(let receipt) where receipt.way == .cash: cents += receipt.total.cents
            case .receiptReversed(let reversal) where reversal.way == .cash: cents -= reversal.total.cents
            default: break
            }
        }
        return Money(cents: cents)
    }

    /// Whether a page said that this was saved.
    func knows(_ entry: CashBook.Entry, of day: CalendarDate) -> Bool {
        switch entry.what {
        case .receipt(let receipt): numbers.contains(receipt.receipt.text)
        case .reversal(let reversal): numbers.contains(reversal.receipt.text)
        case .opening(let opened):
            entries.values.contains { $0.event == .ofBook(day, .dayOpened(opened)) }
        case .count, .closing: true
        }
    }

    /// What a mirror holds that ends at this place.
    func through(_ head: Position?) -> Promises {
        var mirrored = Promises()
        for (place, saved) in entries where head.map({ place <= $0 }) ?? false {
            mirrored.entries[place] = saved
            _ = mirrored.note(saved.event, at: place)
        }
        mirrored.files = files
        return mirrored
    }
}
