import Casework

extension PersonAttribute {
    /// As lists call it.
    var german: String {
        switch self {
        case .familyName: "Familienname"
        case .birthName: "Geburtsname"
        case .givenNames: "Vornamen"
        case .doctorate: "Doktorgrad"
        case .religiousName: "Ordens- oder Künstlername"
        case .birthDate: "Geburtsdatum"
        case .birthPlace: "Geburtsort"
        case .birthCountry: "Geburtsland"
        case .sex: "Geschlecht"
        case .nationality: "Staatsangehörigkeit"
        case .maritalStatus: "Familienstand"
        case .street: "Straße"
        case .houseNumber: "Hausnummer"
        case .addressSupplement: "Zusatz zur Anschrift"
        case .postCode: "Postleitzahl"
        case .town: "Ort"
        case .district: "Ortsteil"
        case .heightCentimetres: "Größe in cm"
        case .eyeColour: "Augenfarbe"
        case .documentKind: "Art des Dokuments"
        case .documentNumber: "Nummer des Dokuments"
        case .documentExpiry: "Dokument gültig bis"
        case .documentIssuer: "Ausstellende Behörde"
        case .phone: "Telefon"
        case .email: "E-Mail"
        }
    }
}

extension FieldValue {
    /// As a person reads it where no form is at hand.
    var german: String {
        switch self {
        case .text(let text): text
        case .date(let date): date.german
        case .number(let number): String(number)
        case .yesNo(let isYes): isYes ? "ja" : "nein"
        case .choice(let key): key
        case .choices(let keys): keys.joined(separator: ", ")
        case .persons(let persons): "\(persons.count) Personen"
        case .money(let money): money.german
        }
    }
}
