import Casework

/// Reads the fees of a service. What is unconfirmed is never an amount: the office sets it.
struct FeeReader {
    private static let keys = [
        "key", "title", "law", "account", "shares", "when", "rates", "amount", "reason", "unconfirmed",
    ]
    private static let setByOffice = "setByOffice"
    private static let officeReason = LocalizedText(
        de: "wird vom Amt festgesetzt", en: "set by the office", plain: "Das Amt sagt Ihnen später, was es kostet.")

    let log: MistakeLog
    let conditions: ConditionReader
    let accounts: [String]?

    func fees(_ section: Section) -> [FeeRule]? {
        guard let nodes = section.list(ifPresent: "fees") else { return nil }
        let fees = nodes.map(fee)
        log.unique(
            zip(fees, nodes).compactMap { fee, node in fee.map { (key: $0.key.text, place: node.place) } },
            "Die Gebühr")
        return fees.allRead()
    }

    private func fee(_ node: SourceNode) -> FeeRule? {
        guard let section = Section(node, "Gebühr", keys: Self.keys, log: log) else { return nil }
        let key = section.name("key", Naming.Fee.self)
        let title = section.localized("title")
        let law = section.text("law")
        let account = section.node("account").flatMap { log.reference($0, known: accounts, "kein Konto") }
        let shares = shares(section)
        let when = conditions.when(section)
        let isUnconfirmed = section.flag("unconfirmed", otherwise: false)
        let rates = rates(section, title: title, isUnconfirmed: isUnconfirmed)
        guard let key, let title, let law, let account, let shares, let when, let rates else { return nil }
        return FeeRule(
            key: key, title: title, law: law, account: AccountKey(account), shares: shares, when: when, rates: rates)
    }

    private func shares(_ section: Section) -> [FeeRule.Share]? {
        guard let nodes = section.list(ifPresent: "shares") else { return nil }
        let shares = nodes.map { node -> FeeRule.Share? in
            guard let item = Section(node, "Anteil", keys: ["account", "percent"], log: log) else { return nil }
            let account = item.node("account").flatMap { log.reference($0, known: accounts, "kein Konto") }
            let percent = item.integer("percent", 1...100)
            guard let account, let percent else { return nil }
            return FeeRule.Share(account: AccountKey(account), percent: percent)
        }
        guard let read = shares.allRead() else { return nil }
        let sum = read.reduce(0) { $0 + $1.percent }
        if sum > 100 {
            section.mistake("shares", "Die Anteile ergeben zusammen \(sum) %. Möglich sind höchstens 100 %.")
        }
        if Set(read.map(\.account)).count != read.count {
            section.mistake("shares", "Ein Konto steht in den Anteilen doppelt.")
        }
        return read
    }

    // MARK: - Rates

    /// `rates`, or `amount` and `reason` for a fee with one amount.
    private func rates(_ section: Section, title: LocalizedText?, isUnconfirmed: Bool) -> [FeeRule.Rate]? {
        if section.has("rates"), section.has("amount") {
            section.mistake("amount", "Eine Gebühr hat entweder „amount“ oder „rates“, nicht beides.")
            return nil
        }
        if section.has("rates") { return rateList(section, title: title, isUnconfirmed: isUnconfirmed) }
        let reason = section.localized(ifPresent: "reason")
        if !section.has("amount"), isUnconfirmed {
            return [FeeRule.Rate(when: .always, amount: .setByOffice, reason: reason ?? Self.officeReason)]
        }
        guard let node = section.node("amount"), let amount = amount(node, isUnconfirmed) else { return nil }
        return rate(.always, amount, reason, title).map { [$0] }
    }

    private func rateList(_ section: Section, title: LocalizedText?, isUnconfirmed: Bool) -> [FeeRule.Rate]? {
        if section.has("reason") { section.mistake("reason", "„reason“ steht bei jedem Satz unter „rates“.") }
        guard let nodes = section.list("rates") else { return nil }
        if nodes.isEmpty { section.mistake("rates", "„rates“ enthält keinen Satz.") }
        var earlier: [Condition] = []
        let rates = nodes.map { node -> FeeRule.Rate? in
            guard let item = Section(node, "Satz", keys: ["when", "amount", "reason"], log: log) else { return nil }
            let when = conditions.when(item)
            let amount = item.node("amount").flatMap { self.amount($0, isUnconfirmed) }
            let reason = item.localized(ifPresent: "reason")
            if earlier.contains(.always) {
                log.add(
                    item.place,
                    "Dieser Satz wird nie erreicht: Ein Satz davor gilt immer. Sätze ohne „when“ stehen am Ende.")
            } else if let when, earlier.contains(when) {
                log.add(item.place, "Dieser Satz wird nie erreicht: Ein Satz davor hat dieselbe Bedingung.")
            }
            if let when { earlier.append(when) }
            guard let when, let amount else { return nil }
            return rate(when, amount, reason, title)
        }
        return rates.allRead()
    }

    private func rate(
        _ when: Condition, _ amount: FeeRule.Amount, _ reason: LocalizedText?, _ title: LocalizedText?
    ) -> FeeRule.Rate? {
        let otherwise = amount == .setByOffice ? Self.officeReason : title
        return (reason ?? otherwise).map { FeeRule.Rate(when: when, amount: amount, reason: $0) }
    }

    private func amount(_ node: SourceNode, _ isUnconfirmed: Bool) -> FeeRule.Amount? {
        let amount = self.amount(node)
        return isUnconfirmed ? amount.map { _ in .setByOffice } : amount
    }

    private func amount(_ node: SourceNode) -> FeeRule.Amount? {
        if case .text(Self.setByOffice) = node.content { return .setByOffice }
        guard case .map = node.content else {
            return log.money(node, "amount").map { .fixed($0) }
        }
        guard let section = Section(node, "Betrag", keys: ["counted", "first", "further"], log: log) else { return nil }
        let counted = section.node("counted").flatMap(conditions.fieldKey)
        if let counted, let kind = conditions.fields.kinds[counted] {
            guard case .number = kind else {
                section.mistake("counted", "„\(counted)“ ist kein Zahlenfeld. Gezählt wird ein Feld der Art „number“.")
                return nil
            }
        }
        let first = section.node("first").flatMap { log.money($0, "first") }
        let further = section.node("further").flatMap { log.money($0, "further") }
        guard let counted, let first, let further else { return nil }
        return .counted(FieldKey(counted), first: first, further: further)
    }

    /// The inner value is `nil` where nothing can be waived.
    func waiver(_ section: Section) -> WaiverRule?? {
        guard section.has("waiver") else { return .some(nil) }
        guard let node = section.node(ifPresent: "waiver"),
            let item = Section(node, "waiver", keys: ["mayReduce", "law", "reasons"], log: log)
        else { return nil }
        let mayReduce = item.flag("mayReduce", otherwise: false)
        let law = item.text("law")
        let reasons = item.list("reasons").flatMap { log.choices($0, "Grund") }
        if reasons?.isEmpty == true { item.mistake("reasons", "„reasons“ nennt mindestens einen Grund.") }
        guard let law, let reasons else { return nil }
        return WaiverRule(reasons: reasons, mayReduce: mayReduce, law: law)
    }
}
