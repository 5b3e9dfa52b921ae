/// Structured data that says when something holds. Not code and not a language: it can be printed, checked and compared.
package indirect enum Condition: Hashable, Sendable {
    case always
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case test(Subject, Comparison)

    /// What is looked at: an answer of this case, or a fact that follows from the visit.
    package enum Subject: Hashable, Sendable {
        case field(FieldKey)
        /// Completed years of the person in a role on the day of the application.
        case age(Role)
        /// Whether somebody of the visit has the role in this case.
        case present(Role)
        /// Whether the kit has the device: `photo`, `fingerprints`, `cardTerminal`, …
        case device(String)
    }

    package enum Comparison: Hashable, Sendable {
        case equals(FieldValue)
        case oneOf([FieldValue])
        /// Numbers, ages, dates.
        case below(FieldValue)
        case atLeast(FieldValue)
        /// There is an answer, a person, a device.
        case isPresent
    }
}

/// What a person is in a case or a visit.
package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// Whose matter it is: the holder of the card, the person who moves.
    case applicant
    case child
    case custodian
    case guardian
    case proxy
    /// Moves along, travels along.
    case familyMember
    case companion
    /// Landlord, dog's former owner, the dead person of a certificate: asked in fields as a rule, a person where she is present.
    case other
}
