import Casework
import Identity

/// What was found for something typed: a number, a code from the citizen's paper, or a name among today's visits.
struct CaseSearch {
    enum Hit {
        case known(Case)
        /// Only from the office's last word.
        case told(CaseTold)
        case receipt(ReceiptNumber)
    }

    let hits: [Hit]
    /// A number or code that is well-formed, and nobody here knows it.
    let isUnknownNumber: Bool

    init(_ typed: String, in view: DeskView) {
        var hits: [Hit] = []
        var isNumber = false
        if let format = NumberFormat(parsing: typed) {
            isNumber = true
            if let number = format.caseNumber {
                if let item = view.state.cases[number] {
                    hits.append(.known(item))
                } else if let told = view.state.feed.told[number] {
                    hits.append(.told(told))
                }
            } else if let receipt = format.receiptNumber, (try? view.printedReceipt(receipt.text)) != nil {
                hits.append(.receipt(receipt))
            }
        } else if let code = CitizenCode(parsing: typed)?.text {
            if let item = view.state.cases.values.first(where: { $0.transfer?.code == code }) {
                isNumber = true
                hits.append(.known(item))
            } else if let told = view.state.feed.told(code: code) {
                isNumber = true
                hits.append(.told(told))
            }
        }
        if hits.isEmpty, !isNumber { hits = Self.byName(typed, in: view).map { .known($0) } }
        self.hits = hits
        isUnknownNumber = isNumber && hits.isEmpty
    }

    /// Every typed word begins a word of the names of somebody in the case.
    private static func byName(_ typed: String, in view: DeskView) -> [Case] {
        let wanted = words(typed)
        guard !wanted.isEmpty, let outing = view.outing else { return [] }
        return outing.visits.flatMap(\.cases).compactMap { view.state.cases[$0] }.filter { item in
            item.persons.contains { person in
                let names = [PersonAttribute.familyName, .givenNames, .birthName].compactMap {
                    person.attributes[$0]?.text
                }
                let known = names.flatMap(words)
                return wanted.allSatisfy { want in known.contains { $0.hasPrefix(want) } }
            }
        }
    }

    /// MÜLLER and MUELLER are the same word.
    private static func words(_ text: String) -> [String] {
        Transliteration.searchForm(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
