/// A page of the form: fields that belong together.
package struct FormStep: Hashable, Sendable {
    package let key: StepKey
    package let title: LocalizedText
    package let fields: [Field]

    package init(key: StepKey, title: LocalizedText, fields: [Field]) {
        self.key = key
        self.title = title
        self.fields = fields
    }
}

package struct Field: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A person's name: DIN 91379 data type A.
        case personName
        /// Any line of DIN 91379 data type C.
        case line(max: Int)
        case multiline(max: Int)
        case date(past: Bool?)
        case number(min: Int, max: Int)
        case yesNo
        case choice([Choice])
        case choices([Choice])
        /// A code of a list of `Identity`: `countries`, `nationalities`, `sex`, `maritalStatus`.
        case codeList(String)
        case postCode
        case phone
        case email
        case documentNumber
        /// The number of another case: the answer makes this case one that follows it.
        case caseNumber
        case money(maxCents: Int)
        /// Persons of the visit other than the applicant, with the role.
        case persons(Role)
        case iban
    }

    package struct Choice: Hashable, Sendable {
        package let key: String
        package let title: LocalizedText

        package init(key: String, title: LocalizedText) {
            self.key = key
            self.title = title
        }
    }

    package let key: FieldKey
    package let label: LocalizedText
    package let hint: LocalizedText?
    package let kind: Kind
    /// Shown only when this holds; an answer to a hidden field is kept in the journal but is no part of the application.
    package let when: Condition
    package let requiredWhen: Condition?
    /// The attribute of the applicant that fills it and that it fills: never asked twice in a visit.
    package let person: PersonAttribute?
    /// DSMeld sheet or FIM field number.
    package let dsmeld: String?
    package let fim: String?
    package let law: String?

    package init(
        key: FieldKey, label: LocalizedText, hint: LocalizedText? = nil, kind: Kind, when: Condition = .always,
        requiredWhen: Condition? = .always, person: PersonAttribute? = nil, dsmeld: String? = nil, fim: String? = nil,
        law: String? = nil
    ) {
        self.key = key
        self.label = label
        self.hint = hint
        self.kind = kind
        self.when = when
        self.requiredWhen = requiredWhen
        self.person = person
        self.dsmeld = dsmeld
        self.fim = fim
        self.law = law
    }
}

/// What the house knows of a person; one place for each, shared by all forms of a visit.
/// `CodingKeyRepresentable`: a dictionary by attribute is a JSON object, so that equal events have equal bytes.
package enum PersonAttribute: String, Hashable, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
    case familyName, birthName, givenNames, doctorate, religiousName
    case birthDate, birthPlace, birthCountry, sex, nationality, maritalStatus
    case street, houseNumber, addressSupplement, postCode, town, district
    case heightCentimetres, eyeColour
    case documentKind, documentNumber, documentExpiry, documentIssuer
    case phone, email
}
