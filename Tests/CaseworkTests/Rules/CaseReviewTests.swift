import Testing

@testable import Casework

@Suite struct CaseReviewTests {
    private static let today = day("2026-12-07")

    /// The rules of an identity card, shortened.
    private static let service = Service.make(
        rules: [
            EligibilityRule(
                holds: .any([.from(16), .present(.custodian)]),
                message: "Unter 16 Jahren stellt eine sorgeberechtigte Person den Antrag.", law: "PAuswG § 9")
        ],
        roles: [
            RoleRule(role: .custodian, title: "Sorgeberechtigte Person", requiredWhen: .under(16), several: true)
        ],
        fields: [
            .make("familyName", .personName, label: "Familienname", person: .familyName), .birthDate,
            .make("birthName", .personName, label: "Geburtsname", required: nil, person: .birthName),
            .make(
                "reason", .choice([.init(key: "new", title: "Neu"), .init(key: "loss", title: "Verlust")]),
                label: "Grund"),
            .make("lostOn", .date(past: true), label: "Verloren am", when: .chosen("reason", "loss")),
        ],
        evidence: [
            EvidenceRule(
                key: "oldCard", title: "Bisheriger Ausweis", hint: nil, when: .not(.chosen("reason", "loss")),
                isRequired: true, ways: [.seen, .scan], law: nil),
            EvidenceRule(
                key: "letter", title: "Vollmacht", hint: nil, when: .present(.proxy), isRequired: true, ways: [.scan],
                law: nil),
            EvidenceRule(
                key: "other", title: "Sonstiges", hint: nil, when: .always, isRequired: false, ways: [.scan], law: nil),
        ],
        captures: [
            CaptureRule(
                key: "photo", title: "Lichtbild", kind: .photo, ways: [.photographerCode], when: .always,
                fallback: "Im Bürgerbüro nachholen.", retentionHours: 96, law: nil),
            CaptureRule(
                key: "prints", title: "Fingerabdrücke", kind: .fingerprints, ways: [.device], when: .from(6),
                fallback: "Im Bürgerbüro nachholen.", retentionHours: nil, law: nil),
        ],
        signature: SignatureRule(
            title: "Unterschrift", requiredWhen: .from(10), statement: "Die Angaben stimmen.", law: nil))

    private static func review(_ record: CaseRecord) -> CaseReview {
        CaseReview(of: record, service: service, devices: [], on: today)
    }

    private static let complete: CaseRecord = {
        var record = CaseRecord.born("1983-08-12")
        record.answers = [
            "familyName": .text("Mustermann"), "birthDate": .date(day("1983-08-12")), "reason": .choice("new"),
        ]
        record.evidence = ["oldCard": .init(isSeen: true)]
        record.captures = ["photo": .coded("ABC"), "prints": .taken("a1")]
        record.signature = .signed("a2")
        record.isChecked = true
        return record
    }()

    @Test func aCompleteCaseIsDoneInEveryTask() {
        let review = Self.review(Self.complete)
        #expect(review.isComplete)
        #expect(review.tasks.map(\.state) == [.done, .done, .done, .done])
        #expect(review.tasks.map(\.kind.german) == ["Angaben", "Unterlagen", "Erfassung", "Prüfen"])
    }

    @Test func anEmptyCaseNamesAllInAFixedOrder() {
        let review = Self.review(CaseRecord(persons: [.init(id: "p1", role: .applicant)]))
        #expect(!review.isComplete)
        #expect(
            review.missing.map(\.target) == [
                .field("step", "familyName"), .field("step", "birthDate"), .field("step", "reason"),
                .evidence("oldCard"),
                .capture("photo"),
            ])
        #expect(
            review.missing.map(\.message) == [
                "Geben Sie ein: Familienname.", "Geben Sie das Geburtsdatum mit Tag, Monat und Jahr ein.",
                "Wählen Sie aus: Grund.", "Zeigen lassen oder scannen: Bisheriger Ausweis.", "Erfassen: Lichtbild.",
            ])
        #expect(review.failures.isEmpty, "the age is not known yet: nobody is told that she may not apply")
    }

    /// Whatever is taken away from a complete case is named, and nothing else.
    @Test(arguments: ["familyName", "birthDate", "reason"] as [FieldKey])
    func oneMissingAnswer(field: FieldKey) {
        var record = Self.complete
        record.answers[field] = nil
        // The visit knows the birth date, so that only the answer itself is missing.
        let target = Missing.Target.field("step", field)
        let review = Self.review(record)
        #expect(review.missing.map(\.target) == [target])
        #expect(review.tasks.first?.german == "1 fehlt")
        #expect(!review.isComplete)
    }

    @Test func missingEvidenceCapturesAndSignature() {
        var record = Self.complete
        record.evidence = [:]
        record.captures["prints"] = .impossible(reason: "kein Gerät")
        record.signature = nil
        let review = Self.review(record)
        #expect(review.missing.map(\.target) == [.evidence("oldCard"), .capture("prints"), .signature])
        #expect(
            review.missing.map(\.name) == [
                "Bisheriger Ausweis", "Fingerabdrücke (nicht möglich: kein Gerät)", "Unterschrift",
            ])
        #expect(
            review.tasks.map(\.state) == [
                .done, .open(["Bisheriger Ausweis"]), .open(["Fingerabdrücke (nicht möglich: kein Gerät)"]),
                .open(["Unterschrift"]),
            ])
        record.captures["prints"] = .erased
        #expect(Self.review(record).missing.map(\.message).contains("Fingerabdrücke gelöscht, neu erfassen."))
    }

    @Test func aCaptureInAWayTheRuleDoesNotAllowIsMissing() {
        var record = Self.complete
        record.captures = ["photo": .taken("a1"), "prints": .coded("ABC")]
        #expect(Self.review(record).missing.map(\.target) == [.capture("photo"), .capture("prints")])
    }

    @Test func anAbsentSignatureWithReasonAndWitnessIsEnough() {
        var record = Self.complete
        record.signature = .absent(reason: "Hand verletzt", witness: "Müller-Platz")
        #expect(Self.review(record).isComplete)
    }

    @Test func aCaseThatWasNotReadTogetherIsNotDoneButNothingIsMissing() {
        var record = Self.complete
        record.isChecked = false
        let review = Self.review(record)
        #expect(review.isComplete)
        #expect(review.tasks.last?.state == .open(["Angaben gemeinsam durchgehen"]))
        #expect(review.tasks.last?.german == "offen")
    }

    @Test func whatAnAnswerBringsUpShows() {
        var record = Self.complete
        record.answers["reason"] = .choice("loss")
        let review = Self.review(record)
        #expect(review.steps[0].fields.map(\.field.key).contains("lostOn"))
        #expect(review.evidence.map(\.rule.key) == ["other"], "the lost card cannot be shown")
        #expect(review.missing.map(\.target) == [.field("step", "lostOn")])
    }

    @Test func optionalFieldsAndEvidenceAreNeverMissing() {
        let review = Self.review(Self.complete)
        #expect(review.steps[0].fields.first { $0.field.key == "birthName" }?.isRequired == false)
        #expect(review.evidence.map(\.isMissing) == [false, false])
    }

    @Test func evidenceThatMustBeScannedIsNotMetBySeeing() {
        var record = Self.complete
        record.persons.append(.init(id: "p2", role: .proxy))
        record.evidence["letter"] = .init(isSeen: true)
        #expect(Self.review(record).missing.map(\.target) == [.evidence("letter")])
        record.evidence["letter"] = .init(isSeen: false, scans: ["a9"])
        #expect(Self.review(record).isComplete)
    }

    @Test(arguments: [
        // The day before and of the 16th, the 10th, the 6th birthday.
        ("2010-12-08", false, 1, true, true), ("2010-12-07", true, 0, true, true),
        ("2016-12-08", false, 1, false, true), ("2016-12-07", false, 1, true, true),
        ("2020-12-08", false, 1, false, false), ("2020-12-07", false, 1, false, true),
    ])
    func ages(born: String, mayApply: Bool, custodians: Int, signs: Bool, prints: Bool) {
        var record = Self.complete
        record.answers["birthDate"] = .date(day(born))
        let review = Self.review(record)
        #expect(review.failures.isEmpty == mayApply)
        #expect(review.missing.count { $0.target == .role(.custodian) } == custodians)
        #expect((review.signature != nil) == signs)
        #expect(review.captures.contains { $0.rule.key == "prints" } == prints)
        record.persons.append(.init(id: "p2", role: .custodian))
        #expect(Self.review(record).failures.isEmpty)
        #expect(Self.review(record).isComplete)
    }

    @Test func aServiceWithNothingToAskNeedsNothing() {
        let review = CaseReview(of: CaseRecord(), service: .make(), devices: [], on: Self.today)
        #expect(review.isComplete)
        #expect(review.tasks.map(\.state).dropLast() == [.notNeeded, .notNeeded, .notNeeded])
    }

    @Test func anAgeNobodyKnowsIsMissing() {
        let service = Service.make(
            rules: [EligibilityRule(holds: .from(14), message: "Ab 14 Jahren.")],
            fees: [.make("fee", .rate(.under(3, .child), .euro("1,00"), "klein"))])
        func targets(_ record: CaseRecord) -> [Missing.Target] {
            CaseReview(of: record, service: service, devices: [], on: Self.today).missing.map(\.target)
        }
        #expect(targets(CaseRecord()) == [.role(.applicant)])
        #expect(targets(.born(nil)) == [.birthDate(.applicant)])
        #expect(targets(.born("1983-08-12")).isEmpty)
        let child = CaseRecord.Person(id: "c", role: .child)
        #expect(targets(.born("1983-08-12", others: [child])) == [.birthDate(.child)])
    }

    @Test(
        arguments: [
            (.date(past: true), "Wann?", "Geben Sie bei „Wann?“ Tag, Monat und Jahr ein."),
            (.choice([]), "Was ist passiert?", "Wählen Sie aus: Was ist passiert?"),
            (.codeList("sex"), "Geschlecht", "Wählen Sie aus: Geschlecht."),
            (.choices([]), "Sperren", "Wählen Sie mindestens eines aus: Sperren."),
            (.yesNo, "Zieht jemand mit um?", "Beantworten Sie mit Ja oder Nein: Zieht jemand mit um?"),
            (.persons(.child), "Kinder", "Wählen Sie die Personen aus: Kinder."),
            (.line(max: 9), "Wo?", "Geben Sie ein: Wo?"),
        ] as [(Field.Kind, String, String)])
    func aMissingAnswerSaysWhatToDo(kind: Field.Kind, label: String, request: String) {
        #expect(Field.make("field", kind, label: label).request == request)
    }

    @Test func whatTheVisitKnowsIsFilledInAndGoesBack() {
        let attributes: [PersonAttribute: FieldValue] = [
            .familyName: .text("Mustermann"), .birthDate: .date(day("1983-08-12")), .email: .text("e@example.org"),
            .birthName: .number(3),
        ]
        let filled = Self.service.prefill(from: attributes)
        #expect(filled.map(\.field) == ["familyName", "birthDate"])
        #expect(filled.map(\.value) == [.text("Mustermann"), .date(day("1983-08-12"))])
        #expect(Self.service.attribute(filledBy: "familyName") == .familyName)
        #expect(Self.service.attribute(filledBy: "reason") == nil)
    }
}
