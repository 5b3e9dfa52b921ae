import Casework

/// `town.yaml`
struct TownFacts {
    private static let keys = [
        "name", "ags", "ars", "postCodes", "authority", "address", "phone", "authorityCode", "accounts", "payment",
        "holidays", "unconfirmed",
    ]

    private let section: Section
    private let name: String?
    private let ags: String?
    private let ars: String?
    private let postCodes: [String]?
    private let authority: String?
    private let address: String?
    private let phone: String?
    private let authorityCode: String?
    private let payment: Payment?
    private let holidays: FederalState?
    /// `nil` where the accounts cannot be read.
    let accountKeys: [String]?
    let accounts: [AccountKey: String]

    init?(node: SourceNode, log: MistakeLog) {
        guard let section = Section(node, "Stadt", keys: Self.keys, log: log) else { return nil }
        self.section = section
        _ = section.flag("unconfirmed", otherwise: false)
        name = section.text("name")
        ags = section.digits("ags", count: 8)
        ars = section.digits("ars", count: 12)
        if let ags, let ars, ags != ars.prefix(5) + ars.suffix(3) {
            section.mistake(
                "ars",
                "„ars“ und „ags“ gehören nicht zu derselben Gemeinde: Die ersten fünf und die letzten drei Ziffern müssen übereinstimmen."
            )
        }
        postCodes = section.postCodes("postCodes")
        authority = section.text("authority")
        address = section.text("address")
        phone = section.text("phone", max: 40)
        authorityCode = section.authorityCode("authorityCode")
        payment = section.node("payment").flatMap { Self.payment($0, log) }
        holidays = section.option("holidays", FederalState.self, "kein Bundesland")
        let pairs = section.pairs(ifPresent: "accounts")
        var accounts: [AccountKey: String] = [:]
        for pair in pairs ?? [] {
            guard let key = log.key(pair.key, pair.place), let title = log.text(pair.value, pair.key) else { continue }
            accounts[AccountKey(key)] = title
        }
        self.accounts = accounts
        accountKeys = pairs?.map(\.key)
    }

    private static func payment(_ node: SourceNode, _ log: MistakeLog) -> Payment? {
        guard let section = Section(node, "payment", keys: ["iban", "invoiceDays", "unconfirmed"], log: log) else {
            return nil
        }
        let iban = section.iban("iban")
        let days = section.integer("invoiceDays", 1...90)
        let isUnconfirmed = section.flag("unconfirmed", otherwise: false)
        guard let iban, let days else { return nil }
        return Payment(iban: iban, isUnconfirmed: isUnconfirmed, invoiceDays: days)
    }

    func town(
        catalogue: Catalogue, districts: [District], venues: [Venue], clerks: [Clerk], bundle: TownBundle
    ) -> Town? {
        guard let name, let ags, let ars, let postCodes, let authority, let address, let phone, let payment,
            let holidays
        else { return nil }
        return Town(
            name: name, ags: ags, ars: ars, postCodes: postCodes, authority: authority, address: address, phone: phone,
            authorityCode: authorityCode, payment: payment, holidays: holidays, catalogue: catalogue,
            districts: districts, venues: venues, clerks: clerks, bundle: bundle)
    }
}

extension Section {
    fileprivate func digits(_ key: String, count: Int) -> String? {
        guard let text = text(key) else { return nil }
        guard text.isDigits(count) else {
            mistake(key, "„\(key)“ besteht aus \(count) Ziffern, hier steht „\(text.shortened)“.")
            return nil
        }
        return text
    }

    fileprivate func postCodes(_ key: String) -> [String]? {
        guard let nodes = list(key) else { return nil }
        if nodes.isEmpty { mistake(key, "„\(key)“ nennt mindestens eine Postleitzahl.") }
        let codes = nodes.compactMap { node -> String? in
            guard let code = log.text(node, key) else { return nil }
            guard code.isDigits(5) else {
                log.add(node.place, "Eine Postleitzahl hat 5 Ziffern, hier steht „\(code.shortened)“.")
                return nil
            }
            return code
        }
        return codes.count == nodes.count ? codes : nil
    }

    /// Serial numbers of identity documents use only these characters (PAuswV, ICAO 9303): no vowels, no zero.
    fileprivate func authorityCode(_ key: String) -> String? {
        guard let text = text(ifPresent: key) else { return nil }
        guard text.count == 4, text.allSatisfy({ "CFGHJKLMNPRTVWXYZ123456789".contains($0) }) else {
            mistake(key, "„\(key)“ besteht aus 4 Zeichen, ohne Vokale und ohne 0, hier steht „\(text.shortened)“.")
            return nil
        }
        return text
    }

    /// German IBAN: DE, two check digits, 18 digits; modulo 97 (ISO 13616).
    fileprivate func iban(_ key: String) -> String? {
        guard let text = text(key)?.filter({ $0 != " " }) else { return nil }
        guard text.hasPrefix("DE"), text.dropFirst(2).isDigits(20) else {
            mistake(key, "Eine deutsche IBAN besteht aus DE und 20 Ziffern, hier steht „\(text.shortened)“.")
            return nil
        }
        let rearranged = text.dropFirst(4) + "1314" + text.dropFirst(2).prefix(2)
        let remainder = rearranged.reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % 97 }
        guard remainder == 1 else {
            mistake(key, "Die Prüfziffern der IBAN „\(text)“ stimmen nicht. Vergleichen Sie Ziffer für Ziffer.")
            return nil
        }
        return text
    }
}

extension StringProtocol {
    /// Whether it is exactly so many digits 0 to 9.
    func isDigits(_ count: Int) -> Bool {
        utf8.count == count && utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
