import Casework
import Foundation
import Planning

/// What happens at one kit in one day and the beginning of the next, drawn from the seed: who comes, what for, and what is
/// done in which order.
struct DayPlan: Sendable {
    /// One form that a clerk sends. Cases and visits are counted within the day.
    enum Step: Hashable, Sendable {
        case openDay
        case openOuting
        case takeTicket
        case callNext
        case startVisit(Int)
        case addPerson(Int)
        case know(Int, PersonAttribute, FieldValue)
        case openCase(Int)
        case answer(Int, FieldKey, typed: [String])
        case see(Int, EvidenceKey)
        case scan(Int, EvidenceKey, bytes: Int)
        case code(Int, CaptureKey)
        case sign(Int, bytes: Int)
        case pay(Int, inCash: Bool)
        case reverse(Int)
        case cancel(Int)
        case transfer(Int)
        case endVisit(Int)
        case handOver
        case closeOuting
        case closeDay
        /// The laptop is switched off until the next morning.
        case night
    }

    struct PlannedCase: Hashable, Sendable {
        let service: ServiceKey
        let visit: Int
    }

    private(set) var steps: [Step] = []
    private(set) var cases: [PlannedCase] = []

    /// - Parameter visits: how many people come on the first day; each brings one or two cases.
    init(visits: Int, _ random: inout SeededRandom) {
        steps = [.openDay, .openOuting]
        for visit in 0..<visits { plan(visit, &random) }
        if random.chance(30) { steps.append(.handOver) }
        steps += [.closeOuting, .closeDay, .night, .openDay, .openOuting]
        plan(visits, &random)
        steps += [.closeOuting, .closeDay]
    }

    private mutating func plan(_ visit: Int, _ random: inout SeededRandom) {
        steps += [.takeTicket, .callNext, .startVisit(visit), .addPerson(visit)]
        let birth = CalendarDate(
            year: random.between(1935, 2005), month: random.between(1, 12), day: random.between(1, 28))!
        let name = random.pick(["Mustermann", "Groß-Müller", "Çelik", "Yıldız"])
        steps += [
            .know(visit, .familyName, .text(name)), .know(visit, .givenNames, .text(random.pick(["Erika", "Jürgen"]))),
            .know(visit, .birthDate, .date(birth)),
        ]
        var own: [Int] = []
        for _ in 0..<(random.chance(25) ? 2 : 1) {
            let index = cases.count
            cases.append(PlannedCase(service: random.pick(["ausweis", "umzug", "anliegen"]), visit: visit))
            own.append(index)
            steps.append(.openCase(index))
            steps += work(on: index, &random)
        }
        // Now and then somebody changes her mind.
        let given = own.filter { index in
            guard random.chance(4) else { return true }
            steps.append(.cancel(index))
            return false
        }
        steps.append(.pay(visit, inCash: random.chance(80)))
        if random.chance(8) { steps += [.reverse(visit), .pay(visit, inCash: true)] }
        for index in given where !random.chance(3) { steps.append(.transfer(index)) }
        steps.append(.endVisit(visit))
    }

    private func work(on index: Int, _ random: inout SeededRandom) -> [Step] {
        var work: [Step] = []
        func answer(_ field: FieldKey, _ typed: String...) { work.append(.answer(index, field, typed: typed)) }
        func line() -> String {
            random.pick(["Anhaltische Straße", "Am Krug", "Dorf", "Straach"]) + " \(random.between(1, 199))"
        }
        func day() -> [String] {
            ["\(random.between(1, 28))", "\(random.between(1, 12))", "\(random.between(2001, 2025))"]
        }
        let service = cases[index].service
        switch service {
        case "ausweis":
            answer("birthplace", line())
            answer("height", "\(random.between(140, 199))")
            answer("eyes", random.pick(["blau", "braun"]))
            answer("street", line())
            answer("place", line())
            answer("reason", line() + "\n" + line())
            if random.chance(50) { answer("phone", "03491 4210") }
            work.append(random.chance(40) ? .scan(index, "alt", bytes: scanSize(&random)) : .see(index, "alt"))
            work.append(.code(index, "photo"))
        case "umzug":
            answer("oldStreet", line())
            answer("oldPlace", line())
            answer("newStreet", line())
            answer("newPlace", line())
            work.append(.answer(index, "since", typed: day()))
            answer("rooms", "\(random.between(1, 9))")
            answer("only", random.pick(["ja", "nein"]))
            work.append(.scan(index, "wohnung", bytes: scanSize(&random)))
        default:
            answer("text", line() + "\n" + line())
            answer("where", line())
            work.append(.answer(index, "when", typed: day()))
            answer("copies", "\(random.between(1, 4))")
            if random.chance(60) { work.append(.scan(index, "bild", bytes: scanSize(&random))) }
        }
        // Somebody looks again and says otherwise.
        for _ in 0..<random.below(4) {
            guard
                let again = work.filter({ if case .answer = $0 { true } else { false } }).randomElement(using: &random),
                case .answer(_, let field, let typed) = again, typed.count == 1,
                ["street", "place", "oldStreet", "oldPlace", "newStreet", "newPlace", "birthplace", "where"].contains(
                    field)
            else { continue }
            answer(field, line())
        }
        if service != "anliegen" { work.append(.sign(index, bytes: random.between(800, 4_000))) }
        return work
    }

    /// Most scans are small; some have several chunks and several frames.
    private func scanSize(_ random: inout SeededRandom) -> Int {
        random.chance(20) ? random.between(270_000, 600_000) : random.between(2_000, 60_000)
    }
}
