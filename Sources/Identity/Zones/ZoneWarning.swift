/// Something unusual in a zone whose check digits are all right.
package enum ZoneWarning: Hashable, Sendable {
    /// The number of a German identity card or passport is not made as German serial numbers are.
    case serialNumber(GermanSerialNumberError)

    /// No error: the printed specimen of the identity card of 2021 carries an O itself.
    ///
    /// Provisional cards, permits and visas number otherwise and are not looked at.
    static func all(of zone: MachineReadableZone) -> [ZoneWarning] {
        guard zone.issuer == "D" else { return [] }
        switch zone.document {
        case .identityCard, .passport, .childPassport, .officialPassport:
            do {
                _ = try GermanSerialNumber(zone.number)
                return []
            } catch {
                return [.serialNumber(error)]
            }
        case .provisionalIdentityCard, .residencePermit, .crewCertificate, .visa, .other:
            return []
        }
    }

    /// German, with what to do next.
    package var message: String {
        switch self {
        case .serialNumber(.character(let character, let position)):
            "Dokumentennummer, Stelle \(position): „\(character)“ kommt in deutschen Seriennummern nicht vor. "
                + "Vergleichen Sie die Nummer mit dem Ausweis."
        case .serialNumber(let error):
            error.message
        }
    }
}
