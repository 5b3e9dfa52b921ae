import Casework

/// `units.yaml`: who decides.
struct Organisation {
    let units: [Unit]
    let partners: [Partner]
    /// The keys that stand in the file, also of units that have another mistake.
    let unitKeys: [String]
    let partnerKeys: [String]

    init?(node: SourceNode, log: MistakeLog) {
        guard let section = Section(node, "units.yaml", keys: ["units", "partners"], log: log) else { return nil }
        let unitNodes = section.list("units")
        let partnerNodes = section.list(ifPresent: "partners")
        guard let unitNodes, let partnerNodes else { return nil }
        let unitList = unitNodes.map { Self.unit($0, log) }
        let partnerList = partnerNodes.map { Self.partner($0, log) }
        units = unitList.compactMap(\.unit)
        partners = partnerList.compactMap(\.partner)
        unitKeys = unitList.compactMap(\.key?.text)
        partnerKeys = partnerList.compactMap(\.key?.text)
        if unitNodes.isEmpty { section.mistake("units", "„units“ nennt mindestens eine Organisationseinheit.") }
        let keys = zip(unitList, unitNodes).compactMap { entry, node in entry.key.map { ($0.text, node.place) } }
        log.unique(keys.map { (key: $0.0, place: $0.1) }, "Die Organisationseinheit")
        let others = zip(partnerList, partnerNodes).compactMap { entry, node in entry.key.map { ($0.text, node.place) }
        }
        log.unique(others.map { (key: $0.0, place: $0.1) }, "Den Partner")
    }

    private static func unit(_ node: SourceNode, _ log: MistakeLog) -> (key: UnitKey?, unit: Unit?) {
        let keys = ["key", "title", "phone", "email", "place", "hours"]
        guard let section = Section(node, "Organisationseinheit", keys: keys, log: log) else { return (nil, nil) }
        let key = section.name("key", Naming.Unit.self)
        let title = section.localized("title")
        let phone = section.text("phone", max: 40)
        let email = section.text(ifPresent: "email")
        if let email, !email.looksLikeEmail {
            section.mistake("email", "„\(email.shortened)“ ist keine E-Mail-Adresse (name@beispiel.de).")
        }
        let place = section.text("place")
        let hours = section.text(ifPresent: "hours")
        guard let key, let title, let phone, let place else { return (key, nil) }
        return (key, Unit(key: key, title: title, phone: phone, email: email, place: place, hours: hours))
    }

    private static func partner(_ node: SourceNode, _ log: MistakeLog) -> (key: PartnerKey?, partner: Partner?) {
        let keys = ["key", "title", "address", "phone"]
        guard let section = Section(node, "Partner", keys: keys, log: log) else { return (nil, nil) }
        let key = section.name("key", Naming.Partner.self)
        let title = section.localized("title")
        let address = section.text("address")
        let phone = section.text(ifPresent: "phone", max: 40)
        guard let key, let title, let address else { return (key, nil) }
        return (key, Partner(key: key, title: title, address: address, phone: phone))
    }
}

extension String {
    /// One @ with something on both sides and a point behind it: enough to find a slip.
    fileprivate var looksLikeEmail: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !contains(" ")
            && parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }
}
