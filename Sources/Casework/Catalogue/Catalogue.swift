/// The department of the town that decides cases.
package struct Unit: Hashable, Sendable {
    package let key: UnitKey
    package let title: LocalizedText
    package let phone: String
    package let email: String?
    package let place: String
    package let hours: String?

    package init(key: UnitKey, title: LocalizedText, phone: String, email: String?, place: String, hours: String?) {
        self.key = key
        self.title = title
        self.phone = phone
        self.email = email
        self.place = place
        self.hours = hours
    }
}

/// Another organisation whose applications the town takes in and passes on.
package struct Partner: Hashable, Sendable {
    package let key: PartnerKey
    package let title: LocalizedText
    package let address: String
    package let phone: String?

    package init(key: PartnerKey, title: LocalizedText, address: String, phone: String?) {
        self.key = key
        self.title = title
        self.address = address
        self.phone = phone
    }
}

/// What a town offers. `hash` is the SHA-256 of its files in hexadecimal: entries carry it, so that a decision can be traced to its rules.
package struct Catalogue: Hashable, Sendable {
    package let hash: String
    package let services: [Service]
    package let units: [Unit]
    package let partners: [Partner]
    package let accounts: [AccountKey: String]

    package init(
        hash: String, services: [Service], units: [Unit], partners: [Partner], accounts: [AccountKey: String]
    ) {
        self.hash = hash
        self.services = services
        self.units = units
        self.partners = partners
        self.accounts = accounts
    }

    package func service(_ key: ServiceKey) -> Service? { services.first { $0.key == key } }
    package func unit(_ key: UnitKey) -> Unit? { units.first { $0.key == key } }
    package func partner(_ key: PartnerKey) -> Partner? { partners.first { $0.key == key } }
}
