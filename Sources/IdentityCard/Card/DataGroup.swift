/// What the eID application of a German card holds (TR-03110-4, 2.2.2). The raw value is the number of the group.
package enum DataGroup: UInt8, CaseIterable, Sendable {
    case documentType = 1
    case issuer, expiry, givenNames, familyName, artisticName, doctoralTitle, birthDate, birthPlace, nationality, sex
    case optional, birthName, signature, issueDate
    case reserved
    case address = 17
    case communityID, residencePermit, residencePermitSupplement, phone, mail

    /// The short identifier of its file.
    var fileIdentifier: UInt8 { rawValue }

    /// The long one.
    var fileName: UInt16 { 0x0100 | UInt16(rawValue) }

    /// German, for the page.
    package var germanName: String {
        switch self {
        case .documentType: "Dokumentenart"
        case .issuer: "Ausstellender Staat"
        case .expiry: "Ablaufdatum"
        case .givenNames: "Vornamen"
        case .familyName: "Familienname"
        case .artisticName: "Ordens- oder Künstlername"
        case .doctoralTitle: "Doktorgrad"
        case .birthDate: "Geburtsdatum"
        case .birthPlace: "Geburtsort"
        case .nationality: "Staatsangehörigkeit"
        case .sex: "Geschlecht"
        case .optional: "Weitere Angaben"
        case .birthName: "Geburtsname"
        case .signature: "Unterschrift"
        case .issueDate: "Ausstellungsdatum"
        case .reserved: "Vorgehaltenes Feld"
        case .address: "Anschrift"
        case .communityID: "Gemeindeschlüssel"
        case .residencePermit, .residencePermitSupplement: "Nebenbestimmungen"
        case .phone: "Telefonnummer"
        case .mail: "E-Mail-Adresse"
        }
    }
}
