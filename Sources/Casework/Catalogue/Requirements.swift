/// A document that must be shown or scanned.
package struct EvidenceRule: Hashable, Sendable {
    package enum Way: String, Hashable, Sendable, Codable { case seen, scan }

    package let key: EvidenceKey
    package let title: LocalizedText
    package let hint: LocalizedText?
    package let when: Condition
    /// Optional evidence may be added and is never missing.
    package let isRequired: Bool
    package let ways: [Way]
    package let law: String?

    package init(
        key: EvidenceKey, title: LocalizedText, hint: LocalizedText?, when: Condition, isRequired: Bool, ways: [Way],
        law: String?
    ) {
        self.key = key
        self.title = title
        self.hint = hint
        self.when = when
        self.isRequired = isRequired
        self.ways = ways
        self.law = law
    }
}

/// Something taken from the person with a device, or fetched by code.
package struct CaptureRule: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable { case photo, fingerprints }
    package enum Way: String, Hashable, Sendable, Codable { case photographerCode, device }

    package let key: CaptureKey
    package let title: LocalizedText
    package let kind: Kind
    package let ways: [Way]
    package let when: Condition
    /// What to do when the device is missing.
    package let fallback: LocalizedText
    /// Hours after which a capture of the own device is erased, `nil` = with the case.
    package let retentionHours: Int?
    package let law: String?

    package init(
        key: CaptureKey, title: LocalizedText, kind: Kind, ways: [Way], when: Condition, fallback: LocalizedText,
        retentionHours: Int?, law: String?
    ) {
        self.key = key
        self.title = title
        self.kind = kind
        self.ways = ways
        self.when = when
        self.fallback = fallback
        self.retentionHours = retentionHours
        self.law = law
    }
}

/// One position of the bill. The first case whose condition holds gives the amount and its reason.
package struct FeeRule: Hashable, Sendable {
    package struct Rate: Hashable, Sendable {
        package let when: Condition
        package let amount: Amount
        /// As it stands on the page and the receipt: `unter 24 am Tag des Antrags`.
        package let reason: LocalizedText

        package init(when: Condition, amount: Amount, reason: LocalizedText) {
            self.when = when
            self.amount = amount
            self.reason = reason
        }
    }

    package enum Amount: Hashable, Sendable {
        case fixed(Money)
        /// The first of a counted thing costs one amount, each further one another.
        case counted(FieldKey, first: Money, further: Money)
        /// Unconfirmed or a range: no money is taken, `wird vom Amt festgesetzt`.
        case setByOffice
    }

    /// A part of the amount that belongs to somebody else, in hundredths: the federation's 60 of the Führungszeugnis.
    package struct Share: Hashable, Sendable {
        package let account: AccountKey
        package let percent: Int

        package init(account: AccountKey, percent: Int) {
            self.account = account
            self.percent = percent
        }
    }

    package let key: FeeKey
    package let title: LocalizedText
    package let law: String
    package let account: AccountKey
    package let shares: [Share]
    package let when: Condition
    package let rates: [Rate]

    package init(
        key: FeeKey, title: LocalizedText, law: String, account: AccountKey, shares: [Share], when: Condition,
        rates: [Rate]
    ) {
        self.key = key
        self.title = title
        self.law = law
        self.account = account
        self.shares = shares
        self.when = when
        self.rates = rates
    }
}

/// Whether a clerk may reduce or waive the fees, and why: a decision with a reason, never a rule.
package struct WaiverRule: Hashable, Sendable {
    package let reasons: [Field.Choice]
    package let mayReduce: Bool
    package let law: String

    package init(reasons: [Field.Choice], mayReduce: Bool, law: String) {
        self.reasons = reasons
        self.mayReduce = mayReduce
        self.law = law
    }
}
