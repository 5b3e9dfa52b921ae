/// One entry of the catalogue: everything the desk must know to take an application in.
package struct Service: Hashable, Sendable {
    /// What it is without a network.
    package enum WithoutNetwork: String, Hashable, Sendable, Codable { case finished, takenIn, preparedOnly }
    /// Where it ends.
    package enum End: String, Hashable, Sendable, Codable { case desk, unit, partner }
    package enum Responsible: Hashable, Sendable, Codable { case unit(UnitKey), partner(PartnerKey, via: UnitKey) }

    package let key: ServiceKey
    /// 14 digits, `nil` where none is confirmed.
    package let leika: String?
    package let title: LocalizedText
    package let hint: LocalizedText?
    /// Further words a clerk may type to find it.
    package let search: [String]
    package let law: [String]
    package let responsible: Responsible
    package let end: End
    package let withoutNetwork: WithoutNetwork
    package let withoutNetworkText: LocalizedText
    package let rules: [EligibilityRule]
    package let roles: [RoleRule]
    package let steps: [FormStep]
    package let evidence: [EvidenceRule]
    package let captures: [CaptureRule]
    package let fees: [FeeRule]
    package let waiver: WaiverRule?
    package let papers: [Paper]
    /// Working time the office gives itself, in days from transfer; overdue after it.
    package let deadlineDays: Int?
    package let retention: Retention
    /// What the citizen is told happens next.
    package let next: LocalizedText
    /// Whether the applicant signs, and on what.
    package let signature: SignatureRule?
    /// What it does at the chip of the applicant's identity card.
    package let chip: ChipRule?
    /// How long it takes for one person, 1 to 180; what appointments are made for.
    package let minutes: Int

    /// Where the town has said nothing: the published time of one capture.
    package static let usualMinutes = 15

    // Worked out once, because rules look at them whenever an answer is saved.

    /// The fields of all steps, in the order of the form.
    package let fields: [Field]
    /// Where in `fields` each one stands; the first where a key stands twice.
    let places: [FieldKey: Int]
    /// Every role whose age some rule looks at.
    let ages: Set<Role>

    package init(
        key: ServiceKey, leika: String?, title: LocalizedText, hint: LocalizedText?, search: [String], law: [String],
        responsible: Responsible, end: End, withoutNetwork: WithoutNetwork, withoutNetworkText: LocalizedText,
        rules: [EligibilityRule], roles: [RoleRule], steps: [FormStep], evidence: [EvidenceRule],
        captures: [CaptureRule], fees: [FeeRule], waiver: WaiverRule?, papers: [Paper], deadlineDays: Int?,
        retention: Retention, next: LocalizedText, signature: SignatureRule?, chip: ChipRule? = nil,
        minutes: Int = usualMinutes
    ) {
        self.key = key
        self.leika = leika
        self.title = title
        self.hint = hint
        self.search = search
        self.law = law
        self.responsible = responsible
        self.end = end
        self.withoutNetwork = withoutNetwork
        self.withoutNetworkText = withoutNetworkText
        self.rules = rules
        self.roles = roles
        self.steps = steps
        self.evidence = evidence
        self.captures = captures
        self.fees = fees
        self.waiver = waiver
        self.papers = papers
        self.deadlineDays = deadlineDays
        self.retention = retention
        self.next = next
        self.signature = signature
        self.chip = chip
        self.minutes = minutes
        let fields = steps.flatMap(\.fields)
        self.fields = fields
        places = Dictionary(zip(fields.map(\.key), fields.indices), uniquingKeysWith: { first, _ in first })
        var conditions = rules.map(\.holds) + roles.compactMap(\.requiredWhen) + evidence.map(\.when)
        conditions += captures.map(\.when) + fees.flatMap { [$0.when] + $0.rates.map(\.when) } + papers.map(\.when)
        conditions += fields.flatMap { [$0.when] + ($0.requiredWhen.map { [$0] } ?? []) }
        if let signature { conditions.append(signature.requiredWhen) }
        ages = conditions.reduce(into: []) { $0.formUnion($1.ages) }
    }

    package func field(_ key: FieldKey) -> Field? { places[key].map { fields[$0] } }

    /// The unit that gets the case: its own, or the one that passes it to the partner.
    package var unit: UnitKey {
        switch responsible {
        case .unit(let key): key
        case .partner(_, let via): via
        }
    }
}

/// Who may apply. Where `holds` fails the case cannot be transferred, and the message says what would make it hold.
package struct EligibilityRule: Hashable, Sendable {
    package let holds: Condition
    package let message: LocalizedText
    package let law: String?

    package init(holds: Condition, message: LocalizedText, law: String? = nil) {
        self.holds = holds
        self.message = message
        self.law = law
    }
}

/// A role that a case of the service may or must fill.
package struct RoleRule: Hashable, Sendable {
    package let role: Role
    package let title: LocalizedText
    package let requiredWhen: Condition?
    package let several: Bool

    package init(role: Role, title: LocalizedText, requiredWhen: Condition?, several: Bool) {
        self.role = role
        self.title = title
        self.requiredWhen = requiredWhen
        self.several = several
    }
}

package struct SignatureRule: Hashable, Sendable {
    package let title: LocalizedText
    package let requiredWhen: Condition
    /// What is confirmed by signing, in the words the citizen reads.
    package let statement: LocalizedText
    package let law: String?

    package init(title: LocalizedText, requiredWhen: Condition, statement: LocalizedText, law: String?) {
        self.title = title
        self.requiredWhen = requiredWhen
        self.statement = statement
        self.law = law
    }
}

package struct Paper: Hashable, Sendable {
    package let key: PaperKey
    package let title: LocalizedText
    package let when: Condition
    /// What the paper says above the data, in the words of the office.
    package let text: LocalizedText?
    /// The answers it shows; empty means all.
    package let shows: [FieldKey]

    package init(key: PaperKey, title: LocalizedText, when: Condition, text: LocalizedText?, shows: [FieldKey]) {
        self.key = key
        self.title = title
        self.when = when
        self.text = text
        self.shows = shows
    }
}

/// How long what is kept, counted from the end of the case (handed out, withdrawn, rejected, done).
package struct Retention: Hashable, Sendable {
    package let caseMonths: Int
    /// Days for single evidence items where they are shorter than the case.
    package let evidenceDays: [EvidenceKey: Int]

    package init(caseMonths: Int, evidenceDays: [EvidenceKey: Int] = [:]) {
        self.caseMonths = caseMonths
        self.evidenceDays = evidenceDays
    }
}
