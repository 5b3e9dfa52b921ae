import Identity

/// Where printed zone and chip differ in letters that no check digit guards: the name, mostly because one letter was misread.
package struct ZoneDifference: Hashable, Sendable {
    /// What each says of a field, as it stands there; at least one.
    private let fields: [(field: ZoneField, chip: String, printed: String)]

    /// Nil where both say the same, or where they differ in what check digits guard.
    init?(chip: MachineReadableZone, printed: MachineReadableZone) {
        let differing = chip.fields(differingFrom: printed)
        guard !differing.isEmpty, !differing.contains(where: \.isGuarded) else { return nil }
        fields = differing.map { ($0, chip.characters(of: $0), printed.characters(of: $0)) }
    }

    /// German, for the page: what to compare, and what each of them says.
    package var germanText: String {
        let each = fields.map { "\($0.field.germanNoun) auf dem Chip „\($0.chip)“, im Druck „\($0.printed)“" }
        let names = fields.map(\.field.germanNoun).joined(separator: ", ")
        return "\(names) auf Chip und Druck vergleichen: \(each.joined(separator: "; ")). "
            + "Steht es so im Druck und wurde nicht nur falsch gelesen, ziehen Sie die Leitung hinzu."
    }

    package static func == (one: ZoneDifference, other: ZoneDifference) -> Bool { one.germanText == other.germanText }

    package func hash(into hasher: inout Hasher) { hasher.combine(germanText) }
}

extension ZoneField {
    fileprivate var germanNoun: String {
        switch self {
        case .names: "Name"
        case .nationality: "Staatsangehörigkeit"
        case .sex: "Geschlecht"
        case .issuer: "Staat"
        default: "Art des Dokuments"
        }
    }
}
