import Testing

@testable import Casework

@Suite struct ConditionTests {
    private static let today = day("2026-12-07")
    private static let facts = Facts(
        answers: [
            "reason": .choice("loss"), "count": .number(3), "since": .date(day("2026-01-31")), "abroad": .yesNo(false),
            "goods": .choices(["dog", "cat"]), "fee": .money(.euro("12,50")), "name": .text("Erika"),
            "none": .choices([]),
        ],
        birthDates: [
            .applicant: [day("1983-08-12")], .child: [day("2020-01-01"), day("2009-01-01")], .companion: [nil],
        ],
        devices: ["photo"], day: today)

    @Test(
        arguments: [
            (.always, true),
            (.all([]), true), (.all([.always, .always]), true), (.all([.always, .not(.always)]), false),
            (.any([]), false), (.any([.not(.always), .always]), true), (.any([.not(.always)]), false),
            (.not(.always), false), (.not(.not(.always)), true),
            (.chosen("reason", "loss"), true), (.chosen("reason", "new"), false), (.chosen("unknown", "loss"), false),
            (.not(.chosen("unknown", "loss")), true),
            (.test(.field("reason"), .oneOf([.choice("new"), .choice("loss")])), true),
            (.test(.field("reason"), .oneOf([])), false),
            (.test(.field("count"), .below(.number(4))), true), (.test(.field("count"), .below(.number(3))), false),
            (.test(.field("count"), .atLeast(.number(3))), true), (.test(.field("count"), .atLeast(.number(4))), false),
            (.test(.field("unknown"), .below(.number(4))), false),
            (.test(.field("unknown"), .atLeast(.number(0))), false),
            (.test(.field("since"), .below(.date(day("2026-02-01")))), true),
            (.test(.field("since"), .atLeast(.date(day("2026-02-01")))), false),
            (.test(.field("fee"), .below(.money(.euro("12,51")))), true),
            (.test(.field("name"), .below(.number(4))), false), (.test(.field("name"), .atLeast(.number(4))), false),
            (.yes("abroad"), false), (.test(.field("abroad"), .equals(.yesNo(false))), true),
            (.answered("abroad"), true),
            (.chosen("goods", "cat"), true), (.chosen("goods", "bird"), false),
            (.test(.field("goods"), .equals(.choices(["dog", "cat"]))), true),
            (.answered("none"), false), (.answered("unknown"), false), (.not(.answered("unknown")), true),
            (.from(43), true), (.under(43), false), (.under(44), true), (.from(44), false),
            (.present(.child), true), (.present(.custodian), false), (.not(.present(.custodian)), true),
            (.device("photo"), true), (.device("fingerprints"), false),
            // The youngest counts: 6 and 17.
            (.under(16, .child), true), (.from(16, .child), false), (.from(6, .child), true),
            (.under(6, .child), false),
            // Nobody, or nobody whose age is known.
            (.under(16, .custodian), false), (.from(0, .custodian), false), (.under(99, .companion), false),
            (.not(.under(99, .companion)), true), (.under(16, .familyMember), false), (.from(3, .familyMember), false),
            (.test(.age(.companion), .isPresent), false),
            (.test(.age(.child), .isPresent), true),
        ] as [(Condition, Bool)])
    func truthTable(condition: Condition, holds: Bool) { #expect(condition.holds(in: Self.facts) == holds) }

    /// Once everything is known, the two logics agree.
    @Test func threeValuesAgreeWithTwoWhereNothingIsOpen() {
        var generator = Seeded(7)
        for _ in 0..<500 {
            let condition = Self.random(depth: 4, using: &generator)
            #expect(condition.truth(in: Self.facts) == (condition.holds(in: Self.facts) ? .yes : .no))
        }
    }

    /// An open truth may become either; a decided one stays, whatever the missing answer turns out to be.
    @Test func whatIsDecidedStaysDecided() {
        let service = Service.make(fields: [
            .make("reason", .choice([])), .make("count", .number(min: 0, max: 9)), .birthDate,
        ])
        var generator = Seeded(8)
        for _ in 0..<500 {
            let condition = Self.random(depth: 3, using: &generator)
            let before = condition.truth(
                in: Facts(of: CaseRecord(), service: service, devices: ["photo"], on: Self.today))
            for (reason, count, born) in [("loss", 3, "1983-08-12"), ("new", 5, "2020-01-01")] {
                let record = CaseRecord(answers: [
                    "reason": .choice(reason), "count": .number(count), "birthDate": .date(day(born)),
                ])
                let after = condition.truth(in: Facts(of: record, service: service, devices: ["photo"], on: Self.today))
                #expect(before == .open || before == after)
                #expect(after != .open)
            }
        }
    }

    private static func random(depth: Int, using generator: inout Seeded) -> Condition {
        switch Int.random(in: 0..<(depth == 0 ? 4 : 7), using: &generator) {
        case 0: return .chosen("reason", Bool.random(using: &generator) ? "loss" : "new")
        case 1: return .test(.field("count"), .atLeast(.number(Int.random(in: 0...6, using: &generator))))
        case 2: return .under([16, 24, 43, 44].randomElement(using: &generator)!)
        case 3: return .device(Bool.random(using: &generator) ? "photo" : "fingerprints")
        case 4: return .not(random(depth: depth - 1, using: &generator))
        case 5: return .all((0..<3).map { _ in random(depth: depth - 1, using: &generator) })
        default: return .any((0..<3).map { _ in random(depth: depth - 1, using: &generator) })
        }
    }

    @Test(
        arguments: [
            (.always, "immer"),
            (.under(24), "Alter der antragstellenden Person unter 24"),
            (.from(16, .child), "Alter des Kindes ab 16"),
            (.present(.custodian), "sorgeberechtigte Person ist dabei"),
            (.not(.present(.custodian)), "sorgeberechtigte Person ist nicht dabei"),
            (.chosen("reason", "loss"), "„Grund des Antrags“ ist „Verlust“"),
            (.not(.chosen("reason", "loss")), "„Grund des Antrags“ ist nicht „Verlust“"),
            (.yes("abroad"), "„Wegzug ins Ausland“ ist ja"),
            (.not(.device("photo")), "Gerät für Lichtbilder ist nicht im Koffer"),
            (.test(.field("since"), .below(.date(day("2026-02-01")))), "„seit“ vor dem 01.02.2026"),
            (
                .all([.under(16), .any([.present(.custodian), .present(.guardian)])]),
                "Alter der antragstellenden Person unter 16 und (sorgeberechtigte Person ist dabei oder betreuende Person ist dabei)"
            ),
            (
                .not(.any([.under(16), .answered("reason")])),
                "nicht (Alter der antragstellenden Person unter 16 oder „Grund des Antrags“ ist ausgefüllt)"
            ),
        ] as [(Condition, String)])
    func inGermanWords(condition: Condition, words: String) {
        let service = Service.make(fields: [
            .make("reason", .choice([.init(key: "loss", title: "Verlust")]), label: "Grund des Antrags"),
            .make("abroad", .yesNo, label: "Wegzug ins Ausland"), .make("since", .date(past: nil), label: "seit"),
        ])
        #expect(condition.german(in: service) == words)
    }

    @Test func answersToHiddenFieldsAreNoFacts() {
        let service = Service.make(fields: [
            // Named before the field it depends on: the order of the form does not matter.
            .make("third", .yesNo, when: .yes("second")),
            .make("second", .yesNo, when: .yes("first")),
            .make("first", .yesNo),
        ])
        func shown(_ first: Bool) -> Set<FieldKey> {
            let answers: [FieldKey: FieldValue] = [
                "first": .yesNo(first), "second": .yesNo(true), "third": .yesNo(true),
            ]
            let facts = Facts(of: CaseRecord(answers: answers), service: service, devices: [], on: Self.today)
            return Set(facts.answers.keys)
        }
        #expect(shown(true) == ["first", "second", "third"])
        #expect(shown(false) == ["first"])
    }

    @Test func fieldsThatNameEachOtherEndInARoundOfQuestionsNotInAnEndlessOne() {
        let service = Service.make(fields: [
            .make("a", .yesNo, when: .yes("b")), .make("b", .yesNo, when: .not(.yes("a"))),
        ])
        let record = CaseRecord(answers: ["a": .yesNo(true), "b": .yesNo(true)])
        let facts = Facts(of: record, service: service, devices: [], on: Self.today)
        #expect(facts == Facts(of: record, service: service, devices: [], on: Self.today))
        #expect(facts.answers["b"] == .yesNo(true))
    }
}
