/// What a zone says of its holder, as proposals for a form; what it cannot say is named, never guessed.
package struct ProposedPerson: Hashable, Sendable {
    /// What a person's form asks and a zone may not hold.
    package enum Missing: String, CaseIterable, Sendable {
        case givenNames, birthName, birthPlace, address, sex, completeBirthDate
    }

    package let familyName: SpellingProposal
    /// Nil for a person with one name.
    package let givenNames: SpellingProposal?
    /// The name was longer than the zone: compare it with the printed side, and type what is missing.
    package let nameWasCut: Bool
    package let birthDate: ZoneBirthDate
    /// Code of XInneres (m, w, x); nil where the zone states none, as on German identity cards.
    package let sexCode: String?
    /// Code of the register's list of nationalities (`000` German); nil when the zone's code is not in it on that day.
    package let nationalityCode: String?
    /// The zone's code of the nationality: `D`, `UTO`.
    package let nationality: String
    package let documentNumber: String
    /// Key of DSMeld annex 3 (`09` identity card, `01` passport, provisional ones included: their zone tells no
    /// difference); nil when the zone does not decide it.
    package let documentKey: String?
    package let issuer: String
    package let expiry: CivilDate?
    package let missing: Set<Missing>

    /// - Parameter day: on it the nationality's code must be valid.
    package init(_ zone: MachineReadableZone, on day: CivilDate) {
        let name = zone.name
        let state = zone.nationality.isEmpty ? zone.issuer : zone.nationality
        familyName = SpellingProposal(
            name.primary, part: .familyName, state: state, isCut: name.wasCut && name.secondary.isEmpty)
        givenNames =
            name.secondary.isEmpty
            ? nil : SpellingProposal(name.secondary, part: .givenNames, state: state, isCut: name.wasCut)
        nameWasCut = name.wasCut
        birthDate = zone.birthDate
        sexCode = zone.sex?.registerCode
        nationality = zone.nationality
        nationalityCode = CodeList.nationalities.code(ofZoneState: zone.nationality, on: day)
        documentNumber = zone.number
        documentKey = Self.documentKey(of: zone)
        issuer = zone.issuer
        expiry = zone.expiry
        var missing: Set<Missing> = [.birthName, .birthPlace, .address]
        if zone.sex == nil { missing.insert(.sex) }
        if name.secondary.isEmpty { missing.insert(.givenNames) }
        if zone.birthDate.date == nil { missing.insert(.completeBirthDate) }
        self.missing = missing
    }

    private static func documentKey(of zone: MachineReadableZone) -> String? {
        guard zone.issuer == "D" else { return nil }
        return switch zone.document {
        case .identityCard: "09"
        case .provisionalIdentityCard: "10"
        case .passport: "01"
        case .childPassport: "03"
        case .officialPassport: "04"
        case .residencePermit, .crewCertificate, .visa, .other: nil
        }
    }
}
