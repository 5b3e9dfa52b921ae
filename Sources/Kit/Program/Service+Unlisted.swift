import Casework

extension Service {
    /// Stands for the service of a case that has left the catalogue since: nothing is asked and nothing is required any more. What was
    /// taken in can be given away or cancelled; the case itself carries its title, its unit and its deadlines.
    init(unlisted opening: CaseOpened) {
        let unlisted = LocalizedText(de: "Die Leistung steht nicht mehr im Katalog.")
        self.init(
            key: opening.service, leika: opening.leika, title: LocalizedText(de: opening.title), hint: nil, search: [],
            law: [], responsible: opening.partner.map { .partner($0, via: opening.unit) } ?? .unit(opening.unit),
            end: .unit, withoutNetwork: .takenIn, withoutNetworkText: unlisted, rules: [], roles: [], steps: [],
            evidence: [], captures: [], fees: [], waiver: nil, papers: [], deadlineDays: opening.deadlineDays,
            retention: Retention(caseMonths: opening.retentionMonths),
            next: LocalizedText(de: "Die zuständige Stelle prüft den Vorgang und meldet sich."), signature: nil)
    }
}

extension CaseFile {
    /// What goes with an incomplete case of such a service: nobody can say any more what it lacks.
    static let unverifiable = "Vollständigkeit nicht prüfbar: Die Leistung steht nicht mehr im Katalog"
}
