@testable import Casework

/// Short ways to write catalogue values, so that a test shows only what it is about.
extension LocalizedText: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(de: value) }
}

extension Condition {
    static func under(_ age: Int, _ role: Role = .applicant) -> Condition {
        .test(.age(role), .below(.number(age)))
    }
    static func from(_ age: Int, _ role: Role = .applicant) -> Condition {
        .test(.age(role), .atLeast(.number(age)))
    }
    static func present(_ role: Role) -> Condition { .test(.present(role), .isPresent) }
    static func device(_ name: String) -> Condition { .test(.device(name), .isPresent) }
    static func yes(_ key: FieldKey) -> Condition { .test(.field(key), .equals(.yesNo(true))) }
    static func answered(_ key: FieldKey) -> Condition { .test(.field(key), .isPresent) }
    static func chosen(_ key: FieldKey, _ choice: String) -> Condition {
        .test(.field(key), .equals(.choice(choice)))
    }
}

extension Field {
    static func make(
        _ key: FieldKey, _ kind: Kind, label: String? = nil, when: Condition = .always,
        required: Condition? = .always, person: PersonAttribute? = nil
    ) -> Field {
        Field(
            key: key, label: LocalizedText(de: label ?? key.text), kind: kind, when: when, requiredWhen: required,
            person: person)
    }

    static let birthDate = Field.make("birthDate", .date(past: true), label: "Geburtsdatum", person: .birthDate)
}

extension FeeRule {
    static func make(
        _ key: FeeKey, when: Condition = .always, account: AccountKey = "stadt", shares: [Share] = [],
        _ rates: Rate...
    ) -> FeeRule {
        FeeRule(
            key: key, title: LocalizedText(de: key.text), law: "Gesetz § 1", account: account, shares: shares,
            when: when,
            rates: rates)
    }
}

extension FeeRule.Rate {
    static func rate(_ amount: FeeRule.Amount, _ reason: String) -> FeeRule.Rate { rate(.always, amount, reason) }

    static func rate(_ when: Condition, _ amount: FeeRule.Amount, _ reason: String) -> FeeRule.Rate {
        FeeRule.Rate(when: when, amount: amount, reason: LocalizedText(de: reason))
    }
}

extension FeeRule.Amount {
    static func euro(_ text: String) -> FeeRule.Amount { .fixed(.euro(text)) }
}

extension Money {
    static func euro(_ text: String) -> Money { Money(german: text)! }
}

extension Service {
    static func make(
        _ key: ServiceKey = "test", title: LocalizedText = "Testleistung", leika: String? = nil, search: [String] = [],
        rules: [EligibilityRule] = [], roles: [RoleRule] = [], fields: [Field] = [], evidence: [EvidenceRule] = [],
        captures: [CaptureRule] = [], fees: [FeeRule] = [], signature: SignatureRule? = nil, chip: ChipRule? = nil
    ) -> Service {
        Service(
            key: key, leika: leika, title: title, hint: nil, search: search, law: [], responsible: .unit("amt"),
            end: .unit, withoutNetwork: .takenIn, withoutNetworkText: "Aufnahme", rules: rules, roles: roles,
            steps: fields.isEmpty ? [] : [FormStep(key: "step", title: "Angaben", fields: fields)], evidence: evidence,
            captures: captures, fees: fees, waiver: nil, papers: [], deadlineDays: nil,
            retention: Retention(caseMonths: 12), next: "Danach", signature: signature, chip: chip)
    }
}

func day(_ iso: String) -> CalendarDate { CalendarDate(iso: iso)! }

extension CaseRecord {
    /// A record whose applicant was born on a day.
    static func born(
        _ iso: String?, answers: [FieldKey: FieldValue] = [:], others: [CaseRecord.Person] = []
    ) -> CaseRecord {
        let attributes: [PersonAttribute: FieldValue] = iso.map { [.birthDate: .date(day($0))] } ?? [:]
        return CaseRecord(
            answers: answers, persons: [Person(id: "p1", role: .applicant, attributes: attributes)] + others)
    }
}

/// Pseudo-random numbers from a seed (SplitMix64): the same every time.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
