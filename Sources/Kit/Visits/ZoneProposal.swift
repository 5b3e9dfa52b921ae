import Casework
import Identity

/// What the last zone read from a person's documents says of her, as long as the clerk has not taken it over.
struct ZoneProposal {
    let zone: MachineReadableZone
    let person: ProposedPerson

    /// Nil where no zone was read, or the last one was taken over.
    init?(for person: Visit.Person, on day: CalendarDate) {
        guard let zone = person.zones.last?.reading(on: day), person.values[.documentNumber] != .text(zone.number),
            let civil = CivilDate(year: day.year, month: day.month, day: day.day)
        else { return nil }
        self.zone = zone
        self.person = ProposedPerson(zone, on: civil)
    }

    /// A name's spellings, the likeliest first; empty for everything else.
    func spellings(of attribute: PersonAttribute) -> SpellingProposal? {
        switch attribute {
        case .familyName: person.familyName
        case .givenNames: person.givenNames
        default: nil
        }
    }

    /// What the zone says outright.
    var values: [PersonAttribute: FieldValue] {
        var values: [PersonAttribute: FieldValue] = [:]
        if let spelling = person.familyName.spellings.first { values[.familyName] = .text(spelling) }
        if let spelling = person.givenNames?.spellings.first { values[.givenNames] = .text(spelling) }
        values[.birthDate] = CalendarDate(zone.birthDate.date).map(FieldValue.date)
        values[.documentExpiry] = CalendarDate(zone.expiry).map(FieldValue.date)
        values[.documentNumber] = .text(zone.number)
        values[.nationality] = person.nationalityCode.map(FieldValue.choice)
        values[.sex] = person.sexCode.map(FieldValue.choice)
        values[.documentKind] = documentKind.map(FieldValue.choice)
        return values
    }

    /// The kinds of documents of the town's forms.
    private var documentKind: String? {
        let isGerman = zone.issuer == "D"
        return switch zone.document {
        case .identityCard: isGerman ? "identityCard" : "foreignIdentityCard"
        case .provisionalIdentityCard: "temporaryIdentityCard"
        case .passport, .officialPassport: isGerman ? "passport" : "foreignPassport"
        case .childPassport: "childPassport"
        case .residencePermit: "residencePermit"
        case .crewCertificate, .visa, .other: nil
        }
    }

    /// What must be asked, because no zone or not this one says it.
    var lacking: [String] {
        ProposedPerson.Missing.allCases.filter(person.missing.contains).map { missing in
            switch missing {
            case .givenNames: "Vornamen"
            case .birthName: "Geburtsname"
            case .birthPlace: "Geburtsort"
            case .address: "Anschrift"
            case .sex: "Geschlecht"
            case .completeBirthDate: "vollständiges Geburtsdatum"
            }
        }
    }
}

extension DocumentRead {
    /// The zone these lines are.
    func reading(on day: CalendarDate) -> MachineReadableZone? {
        CivilDate(year: day.year, month: day.month, day: day.day).flatMap {
            try? MachineReadableZone.read(zone.joined(separator: "\n"), today: $0)
        }
    }
}

extension CalendarDate {
    init?(_ date: CivilDate?) {
        guard let date else { return nil }
        self.init(year: date.year, month: date.month, day: date.day)
    }
}

/// A zone was read: whose is it?
enum ZoneOwner {
    /// The person of the visit the zone belongs to; nil for somebody new.
    static func find(_ zone: MachineReadableZone, in visit: Visit, on day: CalendarDate) -> Visit.Person? {
        let same = visit.persons.first { person in
            person.zones.compactMap { $0.reading(on: day) }.contains { known in
                known.number == zone.number || (known.name == zone.name && known.birthDate == zone.birthDate)
            }
        }
        if let same { return same }
        // Somebody who was only announced: no name, no document yet.
        return visit.persons.first { $0.zones.isEmpty && $0.values[.familyName] == nil }
    }

    /// What somebody new probably is; the page asks.
    static func role(for zone: MachineReadableZone, in visit: Visit, on day: CalendarDate) -> Role {
        if visit.applicant == nil { return .applicant }
        let age = CalendarDate(zone.birthDate.date)?.age(on: day)
        return age.map { $0 < 18 } ?? false ? .child : .companion
    }
}
