import Casework
import Crypto
import Foundation
import Journal
import Pages
import Sync
import Testing
import Town

@testable import Kit

/// A real kit in a folder of its own: enrolled, the day begun, the cash counted, the outing in Straach open on a first Monday.
struct WalkedKit: Sendable {
    static let clerk: ClerkID = "mueller-platz"
    /// 7 December 2026, 10:40 in Germany.
    static let now = Timestamp(milliseconds: 1_796_636_400_000)

    let desk: Desk
    let kitKey: SymmetricKey
    let outing: OutingID = "outing-1"

    /// - Parameter enrol: the office's answer to the kit's request.
    init(in path: String, enrol: (Data) throws -> Data) async throws {
        let folder = KitFolder(path: path)
        let request = try Enrolling.prepare(folder, program: "1.0")
        let secrets = try Enrolling.complete(
            folder, answer: try enrol(request), cost: ScryptCost(n: 16, r: 1, p: 1))
        kitKey = try LockBox(from: folder.file(LockBox.name)).recover(code: secrets.recoveryCode)
        desk = try Desk(folder: folder, clock: WallClock { Self.now })
        try await desk.unlock(with: kitKey)
        try await begin()
    }

    private func begin() async throws {
        let outing = outing
        let view = try await desk.commit { view, _ in
            let venue = try #require(view.town.venue("straach-lindenhof"))
            let opened = OutingOpened(
                outing: outing, day: view.today, venue: venue.key, venueTitle: venue.title,
                district: venue.district.text,
                catalogue: view.catalogue.hash, clerk: Self.clerk, offRota: false)
            let count = try #require(CashCount([.euro50: 2, .euro1: 20]))
            let book = try CashBook().decide(
                BookCommand(by: Self.clerk, .openDay(view.today, count)), receipts: view.receipts)
            return [.ofOuting(outing, .opened(opened))] + book.map { .ofBook(view.today, $0) }
        }
        #expect(view.today.iso == "2026-12-07")
    }

    // MARK: One case

    /// Opens a visit with the plan's persons and a case in it.
    func open(_ plan: WalkPlan, visit: VisitID) async throws -> CaseNumber {
        let outing = outing
        let view = try await desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(OutingCommand(by: Self.clerk, .startVisit(visit, ticket: nil)), in: outing)
            for person in plan.persons {
                try draft.decide(
                    OutingCommand(by: Self.clerk, .addPerson(visit, person.id, as: person.role)), in: outing)
                for (attribute, value) in person.attributes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    try draft.set(
                        attribute, label: attribute.rawValue, to: value, of: person.id, in: visit, at: outing,
                        source: .typed, by: Self.clerk)
                }
            }
            let wish = CaseWish(service: plan.service.key, person: plan.persons[0].id)
            let number = try draft.open(wish, in: visit, at: outing, by: Self.clerk, token: nil)
            for person in plan.persons.dropFirst() {
                try draft.decide(
                    CaseCommand(by: Self.clerk, .join(person.id, as: person.role, attributes: person.attributes)),
                    on: number)
            }
            return draft.events
        }
        return try #require(view.state.visit(visit)?.visit.cases.last)
    }

    /// Does what the plan says, in its order; every answer is read from what was typed.
    func work(through plan: WalkPlan, on number: CaseNumber) async throws {
        var files: [(attachment: Casework.Attachment, ref: AttachmentRef)] = []
        for act in plan.acts {
            switch act {
            case .scan, .take, .sign:
                files.append(try await desk.store(Self.picture, mediaType: "image/png", for: number, pages: 1))
            case .answer, .see, .code: break
            }
        }
        let stored = files
        try await desk.commit { view, _ in
            var rest = stored[...]
            let file = try CaseFile(number, in: view)
            var draft = DeskDraft(view)
            func keep() -> Casework.Attachment {
                // One file was stored for each act that needs one.
                let next = rest.removeFirst()
                draft.add(.attachmentAdded(number, next.ref))
                return next.attachment
            }
            for act in plan.acts {
                let step: CaseCommand.Act
                switch act {
                case .answer(let key, let typed):
                    let field = try #require(plan.service.field(key))
                    let value = try field.read(typed, in: file.context).get()
                    try draft.answer(field, value, of: file.desk, by: Self.clerk, seen: nil)
                    continue
                case .see(let key): step = .seeEvidence(key, title: title(of: key, plan.service), note: nil)
                case .scan(let key): step = .scanEvidence(key, title: title(of: key, plan.service), keep())
                case .code(let key): step = .codeCapture(key, title: title(of: key, plan.service), code: "DM-4711")
                case .take(let key):
                    step = .takeCapture(
                        key, title: title(of: key, plan.service), keep(), device: "Testgerät", place: "Straach")
                case .sign:
                    step = .sign(
                        keep(), statement: plan.service.signature?.statement.de ?? "", signer: plan.persons[0].id)
                }
                try draft.decide(CaseCommand(by: Self.clerk, step), on: number)
            }
            try draft.settleFees(by: Self.clerk)
            return draft.events
        }
    }

    /// Takes the case's fees in cash.
    func pay(_ number: CaseNumber) async throws {
        try await desk.commit { view, _ in
            let item = try view.openCase(number)
            guard item.unpaid > .zero else { return [] }
            let bill = Bill(of: [item], place: "Straach", outing: item.opening?.outing, visit: item.opening?.visit)
            var events: [DeskEvent] = []
            let book = view.state.books[view.today] ?? CashBook()
            for event in try book.decide(
                BookCommand(by: Self.clerk, .issue(bill, .cash(given: bill.total))), receipts: view.receipts)
            {
                events.append(.ofBook(view.today, event))
                guard case .receiptIssued(let issued) = event else { continue }
                for (number, amount) in bill.amounts {
                    let paid = try view.openCase(number).decide(
                        CaseCommand(by: Self.clerk, .pay(issued.receipt, amount)))
                    events += paid.map { .ofCase(number, $0) }
                }
            }
            return events
        }
    }

    /// Goes through the case with the citizen and gives it away.
    func transfer(_ number: CaseNumber, asIncomplete: Bool, followsAt: String?) async throws {
        try await desk.commit { view, names in
            var draft = DeskDraft(view)
            let wish = TransferWish(isIncomplete: asIncomplete, followsAt: followsAt, code: names.citizenCode())
            try draft.transfer(number, wish, by: Self.clerk)
            return draft.events
        }
    }

    /// What came of walking a plan.
    struct Walk: Sendable {
        let plan: WalkPlan
        let number: CaseNumber
        /// On the check page, everything done that the plan says, and paid.
        let checked: Case
        let missing: [String]
        let failures: [String]
        /// What stood against giving the case away as complete, and as incomplete without saying where the rest follows.
        let refusals: [CaseRefusal]
        /// Given away; still at the desk where an incomplete case has to end there.
        let transferred: Case
        /// What the citizen takes home, as HTML.
        let paper: String
        let servicePapers: [PaperKey]
        /// What goes with it to a partner.
        let coverSheet: String?
    }

    static let followsAt = "Straach am 04.01.2027"

    /// The whole way. What is incomplete is first tried as complete.
    func walk(_ plan: WalkPlan) async throws -> Walk {
        let isComplete = plan.missing.isEmpty
        let visit = VisitID("\(isComplete ? "complete" : "incomplete")-\(plan.service.key.text)")
        let number = try await open(plan, visit: visit)
        try await work(through: plan, on: number)
        try await pay(number)
        let file = try CaseFile(number, in: try await desk.view())
        var refusals: [CaseRefusal] = []
        if !isComplete {
            for asIncomplete in [false, true] {
                do { try await transfer(number, asIncomplete: asIncomplete, followsAt: nil) } catch let refusal
                    as CaseRefusal
                {
                    refusals.append(refusal)
                }
            }
        }
        if isComplete || plan.service.end != .desk {
            try await transfer(number, asIncomplete: !isComplete, followsAt: isComplete ? nil : Self.followsAt)
        }
        let after = try CaseFile(number, in: try await desk.view())
        return Walk(
            plan: plan, number: number, checked: file.item, missing: file.review.missing.map(\.name),
            failures: file.review.failures.map(\.message.de), refusals: refusals,
            transferred: after.item, paper: CitizenPaper(file: after).document.html.string.unescaped,
            servicePapers: after.papers.filter { after.document($0.key) != nil }.map(\.key),
            coverSheet: after.document(.coverSheet)?.html.string.unescaped)
    }

    /// The smallest picture there is: a PNG of one white point.
    static let picture = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==")!
}

private func title(of key: EvidenceKey, _ service: Service) -> String {
    service.evidence.first { $0.key == key }?.title.de ?? key.text
}

private func title(of key: CaptureKey, _ service: Service) -> String {
    service.captures.first { $0.key == key }?.title.de ?? key.text
}
