package import Casework
import Foundation
package import Journal

/// A case the office has received: its fold, and what the acknowledgement has to name.
package struct CaseFile: Sendable {
    package internal(set) var item: Case
    /// The kit it came from; 0 for a case the office opened itself.
    package let kit: UInt16
    /// The last entry the kit wrote of it.
    package internal(set) var lastOfKit: Position
    package internal(set) var kitEntries: Int
    package internal(set) var attachments: [KeyID: AttachmentRef]
    /// Number, code and names in small letters without marks, for the search.
    package internal(set) var searchText = ""

    /// When its state last changed.
    package var changedAt: Moment { item.history.last { !$0.isLook }?.at ?? item.receivedAt ?? item.openedAt! }

    mutating func index() {
        var words = [item.number.text, item.number.text.filter { $0 != "-" }]
        if let code = item.transfer?.code { words += [code, code.filter { $0 != "-" }] }
        if let fileNumber = item.fileNumber { words.append(fileNumber) }
        for person in item.persons {
            for attribute in [PersonAttribute.familyName, .birthName, .givenNames] {
                if case .text(let text) = person.attributes[attribute] { words.append(text) }
            }
        }
        for key in ["familyName", "birthName", "givenNames", "name"] as [FieldKey] {
            if let shown = item.answers[key]?.shown { words.append(shown) }
        }
        searchText = Self.folded(words.joined(separator: " "))
    }

    /// Every word of the query stands somewhere in the text.
    package func matches(_ query: String) -> Bool {
        let words = Self.folded(query).split(separator: " ")
        return !words.isEmpty
            && words.allSatisfy { searchText.contains($0) || searchText.contains($0.filter { $0 != "-" }) }
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().replacing("ß", with: "ss").replacing("ä", with: "ae").replacing("ö", with: "oe")
            .replacing("ü", with: "ue").folding(options: .diacriticInsensitive, locale: nil)
    }
}

/// A case of which entries came in, and that the office has not received yet: stored in order, unopened.
struct ArrivingCase: Sendable {
    let number: CaseNumber
    let kit: UInt16
    var entries: [Entry] = []
    var attachments: [KeyID: AttachmentRef] = [:]
    var isTransferred = false
    /// Its citizen withdrew it at the desk: it never comes to the office.
    var isCancelled = false
    /// Everything is here, and it could not be opened.
    var isHeld = false
    /// Something came in since it was last looked at.
    var isChanged = true
    /// Opened, checked and folded; waits for the entry that says so.
    var opened: Case?
    /// Written by a laptop that had been replaced, behind the place where its spare went on.
    private(set) var leftOut: [Entry] = []

    init(number: CaseNumber, kit: UInt16) {
        self.number = number
        self.kit = kit
    }

    mutating func leaveOut(_ lineage: Lineage) {
        guard entries.contains(where: { !lineage.holds($0.position) }) else { return }
        var rest = ArrivingCase(number: number, kit: kit)
        rest.leftOut = leftOut
        for entry in entries {
            if lineage.holds(entry.position) { rest.add(entry) } else { rest.leftOut.append(entry) }
        }
        self = rest
    }

    /// The case was received as the replaced laptop gave it, and the first entry of its spare came in just before that was written down.
    mutating func takeBackLeftOut() {
        guard !isTransferred, !leftOut.isEmpty else { return }
        for entry in leftOut { add(entry) }
        leftOut = []
    }

    mutating func add(_ entry: Entry) {
        entries.append(entry)
        isChanged = true
        opened = nil
        if entry.header.type.name == CaseTransferred.type { isTransferred = true }
        if entry.header.type.name == CaseCancelled.type { isCancelled = true }
        if let ref = entry.attachment { attachments[ref.id] = ref }
    }
}
