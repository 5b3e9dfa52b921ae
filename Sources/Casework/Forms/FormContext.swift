/// What reading and showing an answer needs to know of the world around the form. Given in, because pure rooms do not know
/// each other: letters and code lists are of `Identity`, persons of the visit.
package struct FormContext: Sendable {
    /// Which letters a line may hold: data types of DIN 91379.
    package enum Letters: String, Hashable, Sendable {
        /// Data type A: names of persons.
        case personName
        /// Data type C: free text.
        case text
    }

    package enum LettersVerdict: Hashable, Sendable {
        /// The text in the normal form NFC.
        case allowed(String)
        /// Each letter that does not belong, named, with what to do, in German.
        case foreign(message: String)
    }

    package let day: CalendarDate
    package let letters: @Sendable (String, Letters) -> LettersVerdict
    /// The title of a code of a code list in a language, `nil` where the list has no such code.
    package let codeTitle: @Sendable (_ list: String, _ code: String, _ language: Language) -> String?
    /// The persons of the visit, as the page calls them.
    package let persons: [PersonID: String]

    package init(
        day: CalendarDate, letters: @escaping @Sendable (String, Letters) -> LettersVerdict,
        codeTitle: @escaping @Sendable (_ list: String, _ code: String, _ language: Language) -> String?,
        persons: [PersonID: String] = [:]
    ) {
        self.day = day
        self.letters = letters
        self.codeTitle = codeTitle
        self.persons = persons
    }
}
