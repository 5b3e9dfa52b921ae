import Casework
import HTTPTypes
import Testing
import Town

@testable import Kit
@testable import Office

/// A service counts when a test walks it to its end (inbox, partner's cover sheet or desk), once complete and once with one thing
/// missing.
@Suite("Every service of the town, walked to its end", InOneTown())
struct EveryServiceTests {
    private var town: WalkedTown { get throws { try #require(WalkedTown.current) } }

    @Test func thereAreAtLeast28() { #expect(WalkedTown.services.count >= 28) }

    // MARK: At the desk

    @Test(arguments: WalkedTown.services)
    func isCompletedAtTheDesk(_ key: ServiceKey) throws {
        let walk = try #require(try town.complete[key]).get()
        #expect(walk.missing == [] && walk.failures == [] && walk.checked.unpaid == .zero)
        #expect(walk.checked.paid == walk.checked.charge)
        let item = walk.transferred
        #expect(item.state == .transferred && item.transfer?.missing == [] && item.irregular.isEmpty)
        #expect(item.transfer?.finished == (walk.plan.service.end == .desk))
        #expect(walk.paper.contains(item.number.text) && walk.paper.contains(item.title))
        let papers = walk.plan.service.papers
        #expect(walk.servicePapers.count <= papers.count && walk.servicePapers.allSatisfy(papers.map(\.key).contains))
        #expect((walk.coverSheet != nil) == (walk.plan.service.end == .partner))
    }

    @Test(arguments: WalkedTown.services)
    func namesTheOneThingMissing(_ key: ServiceKey) throws {
        let walk = try #require(try town.incomplete[key]).get()
        #expect(walk.missing == walk.plan.missing.map(\.name) && walk.missing.count == 1)
        guard walk.plan.service.end != .desk else {
            // What is finished at the desk is finished whole.
            #expect(walk.refusals == [.cannotFinish(walk.missing), .cannotFinish(walk.missing)])
            #expect(walk.transferred.state == .open)
            return
        }
        #expect(walk.refusals == [.incomplete(walk.missing), .followUpUnknown])
        let transfer = try #require(walk.transferred.transfer)
        #expect(transfer.missing == walk.missing && transfer.followsAt == WalkedKit.followsAt && !transfer.finished)
        for text in walk.missing + [WalkedKit.followsAt] { #expect(walk.paper.contains(text)) }
    }

    // MARK: At the office

    @Test(arguments: WalkedTown.services)
    func arrivesWithEveryAnswer(_ key: ServiceKey) async throws {
        let town = try town
        let walk = try #require(town.complete[key]).get()
        let item = try arrived(walk)
        let ends = walk.plan.service.end == .desk
        #expect(item.state == (ends ? .done : .new))
        try await checkPages(of: walk, item, filter: ends ? "erledigt" : "neu")
        let sheet = "/vorgang/\(item.number.text)/deckblatt"
        if case .partner(let partner, _) = walk.plan.service.responsible {
            let title = try #require(town.office.town.town.catalogue.partner(partner)).title.de
            #expect(item.opening?.partner == partner)
            #expect(try await town.page(sheet).contains(title))
        } else {
            let answer = try await town.answer(sheet)
            #expect(answer.status == .notFound && answer.text.contains("Diese Unterlage gibt es nicht"))
        }
        #expect(town.kit.state.feed.acknowledged.contains(item.number))
        #expect(town.kit.state.feed.told[item.number]?.state == item.state)
    }

    @Test(arguments: WalkedTown.services)
    func arrivesIncompleteWithWhatIsMissing(_ key: ServiceKey) async throws {
        let walk = try #require(try town.incomplete[key]).get()
        guard walk.plan.service.end != .desk else {
            #expect(try town.office.state.cases[walk.number] == nil)
            return
        }
        let item = try arrived(walk)
        #expect(item.state == .new && item.transfer?.missing == walk.missing)
        try await checkPages(of: walk, item, filter: "neu")
        let page = try await town.page("/vorgang/\(item.number.text)")
        for text in walk.missing + [WalkedKit.followsAt] { #expect(page.contains(text)) }
    }

    /// The office's case holds what the kit's did: answers with labels and words, persons, documents, captures, signature, fees.
    private func arrived(_ walk: WalkedKit.Walk) throws -> Case {
        let item = try #require(try town.office.state.cases[walk.number]?.item)
        let answers = walk.checked.answersInOrder
        #expect(!answers.isEmpty && item.answersInOrder.map(\.field) == answers.map(\.field))
        for (field, answer) in answers {
            let there = item.answers[field]
            #expect(there?.label == answer.label && there?.value == answer.value && there?.shown == answer.shown)
            #expect(answer.label == walk.plan.service.field(field)?.label.de)
        }
        #expect(item.persons == walk.checked.persons && item.evidence == walk.checked.evidence)
        #expect(item.captures.mapValues(\.outcome) == walk.checked.captures.mapValues(\.outcome))
        #expect(item.signature == walk.checked.signature && item.fees == walk.checked.fees)
        #expect(item.payments == walk.checked.payments && item.irregular.isEmpty)
        #expect(item.unit == walk.plan.service.unit)
        return item
    }

    /// The case stands in its unit's inbox, and its page shows every answer.
    private func checkPages(of walk: WalkedKit.Walk, _ item: Case, filter: String) async throws {
        let inbox = try await town.page("/eingang?stand=\(filter)&stelle=\(walk.plan.service.unit.text)")
        #expect(inbox.contains(item.number.text))
        let page = try await town.page("/vorgang/\(item.number.text)")
        for (_, answer) in walk.checked.answersInOrder {
            #expect(page.contains(answer.label))
            let firstLine = answer.shown?.split(whereSeparator: \.isNewline).first.map(String.init)
            #expect(page.contains(try #require(firstLine)))
        }
    }
}
