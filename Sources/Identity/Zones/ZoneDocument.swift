/// What kind of document a zone belongs to.
package enum ZoneDocument: String, Hashable, Sendable {
    case identityCard, provisionalIdentityCard, passport, childPassport, officialPassport
    case residencePermit, crewCertificate, visa, other

    /// Decides by the two characters of the document code and the issuing state (ICAO 9303 and German practice).
    init(code: String, issuer: String, format: ZoneFormat) {
        let german = issuer == "D"
        switch (code.first, code.dropFirst().first) {
        case ("V", _): self = .visa
        case ("P", "C"?) where german: self = .childPassport
        case ("P", "O"?), ("P", "D"?), ("P", "S"?): self = .officialPassport
        case ("P", _): self = .passport
        case ("I", "T"?) where german: self = .provisionalIdentityCard
        case ("I", "R"?), ("A", "R"?), ("C", "R"?): self = .residencePermit
        case ("A", "C"?): self = .crewCertificate
        case ("I", _): self = .identityCard
        default: self = .other
        }
    }

    /// German, for the page.
    package var germanName: String {
        switch self {
        case .identityCard: "Personalausweis"
        case .provisionalIdentityCard: "vorläufiger Personalausweis"
        case .passport: "Reisepass"
        case .childPassport: "Kinderreisepass"
        case .officialPassport: "amtlicher Pass"
        case .residencePermit: "Aufenthaltstitel"
        case .crewCertificate: "Besatzungsausweis"
        case .visa: "Visum"
        case .other: "anderes Dokument"
        }
    }
}

/// The sex a zone states. A German identity card states none.
package enum ZoneSex: String, CaseIterable, Sendable {
    case male = "M"
    case female = "F"
    case unspecified = "X"

    /// The code of XInneres (m, w, x).
    package var registerCode: String {
        switch self {
        case .male: "m"
        case .female: "w"
        case .unspecified: "x"
        }
    }
}
