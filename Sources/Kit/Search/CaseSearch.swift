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

    /// Why nothing was found.
    enum Miss {
        /// The form of a number, and its check character does not fit.
        case mistyped
        /// Well-formed, and nobody here knows it.
        case unknownNumber, unknownCode
        case nothing
    }

    let hits: [Hit]
    /// Nil where something was found.
    let miss: Miss?

    init(_ typed: String, in view: DeskView) {
        let (found, miss) = Self.search(typed, in: view)
        hits = found
        self.miss = found.isEmpty ? miss : nil
    }

    private static func search(_ typed: String, in view: DeskView) -> ([Hit], Miss) {
        if let format = NumberFormat(parsing: typed) { return (hits(of: format, in: view), .unknownNumber) }
        if let code = CitizenCode(parsing: typed)?.text {
            if let item = view.state.cases.values.first(where: { $0.transfer?.code == code }) {
                return ([.known(item)], .unknownCode)
            }
            if let told = view.state.feed.told(code: code) { return ([.told(told)], .unknownCode) }
            // A name may look like a code.
            return (byName(typed, in: view).map { .known($0) }, .unknownCode)
        }
        return (byName(typed, in: view).map { .known($0) }, NumberFormat.isMistyped(typed) ? .mistyped : .nothing)
    }

    private static func hits(of format: NumberFormat, in view: DeskView) -> [Hit] {
        if let number = format.caseNumber {
            if let item = view.state.cases[number] { return [.known(item)] }
            return view.state.feed.told[number].map { [.told($0)] } ?? []
        }
        guard let receipt = format.receiptNumber, (try? view.printedReceipt(receipt.text)) != nil else { return [] }
        return [.receipt(receipt)]
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
