import Casework
import Foundation
import Hummingbird
import HummingbirdTesting
import Journal
import Logging
import Pages
import Testing

@testable import Kit
@testable import Office

extension RouteWorld {
    /// A kit at Straach: a visit with a paid case that has a scan, and one with a paper; nobody is logged in but who asks.
    static func kit() async throws -> RouteWorld {
        let bench = try OfficeBench(services: ["personalausweis", "beglaubigung", "anliegen"])
        let day = try #require(CalendarDate(iso: "2026-12-07"))
        let walked = try await WalkedKit(in: bench.path + "/kit") { request in
            try KitEnrolment.enrol(request, code: "W01", in: bench.folder, at: WalkedKit.now.date, today: day).answer
        }
        let catalogue = try await walked.desk.view().catalogue
        let visit: VisitID = "visit-1"
        let card = try #require(catalogue.service("personalausweis"))
        let plan = try #require(WalkPlan(card, on: day))
        let number = try await walked.open(plan, visit: visit)
        try await walked.work(through: plan, on: number)
        let copies = try #require(catalogue.service("beglaubigung"))
        let papers = try #require(WalkPlan(copies, on: day))
        let paperCase = try await walked.open(papers, visit: "visit-2")
        try await walked.work(through: papers, on: paperCase)
        try await walked.pay(paperCase)
        let view = try await walked.desk.view()
        let file = try CaseFile(paperCase, in: view)
        let receipt = try #require(view.book.receipts.last).receipt
        let paper = try #require(file.papers.first { file.document($0.key) != nil }).key
        let step = try #require(card.steps.first).key
        let capture = try #require(card.captures.first).key
        let item = try #require(view.state.cases[number])
        let stored = try await walked.desk.store(WalkedKit.picture, mediaType: "image/png", for: number)
        let key = try #require(plan.service.evidence.first { $0.ways.contains(.scan) })
        try await walked.desk.commit { view, _ in
            var draft = DeskDraft(view)
            draft.add(.attachmentAdded(number, stored.ref))
            try draft.decide(
                CaseCommand(by: WalkedKit.clerk, .scanEvidence(key.key, title: key.title.de, stored.attachment)),
                on: number)
            return draft.events
        }
        let known: [String: String] = [
            "hash": Look.hash, "name": "look.css", "visit": visit.text, "case": number.text,
            "person": plan.persons[0].id.text, "step": step.text,
            "evidence": key.key.text, "attachment": stored.attachment.id.text,
            "capture": capture.text,
            "receipt": receipt.text,
            "paper": paper.text,
        ]
        #expect(item.state == .open)
        return try await kit(walked, known: known, paperCase: paperCase, keeping: bench)
    }

    private static func kit(
        _ walked: WalkedKit, known: [String: String], paperCase: CaseNumber, keeping bench: OfficeBench
    ) async throws -> RouteWorld {
        let desk = walked.desk
        let program = try KitProgram(
            desk: desk, settings: .init(port: 80, lockCost: OfficeBench.cheap), logger: Logger(label: "test"))
        let person = DeskClerk(id: WalkedKit.clerk, name: "Müller-Platz")
        // Somebody is always at work: no post from outside ends the day.
        _ = program.sessions.start(person)
        return RouteWorld(
            routes: program.router().listed,
            serving: { body in
                try await program.application().test(.router) { client in try await body(client) }
                withExtendedLifetime(bench) {}
            },
            logIn: { isLocked in
                if await !desk.isUnlocked { try await desk.unlock(with: walked.kitKey) }
                let session = program.sessions.start(person)
                if isLocked { program.sessions.lock(session.secret) }
                return Pass(session, program.cookie)
            },
            kept: {
                let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path("attachments"))
                return "\(String(describing: try desk.store.head(kit: 1))) \(files.sorted())"
            },
            known: { parameter, route in
                parameter == "case" && route.parameters.contains("paper") ? paperCase.text : known[parameter]
            },
            open: [
                "GET /", "GET /tagesbeginn", "POST /tagesbeginn", "POST /tagesende", "GET /anmelden", "POST /anmelden",
                "GET /anmelden/einmalcode", "POST /anmelden/einmalcode", "GET /anmelden/vertretung",
                "POST /anmelden/vertretung", "POST /abmelden", "POST /sperren",
                "GET /gesperrt", "POST /entsperren", "GET /wechseln", "POST /wechseln", "GET /zustand",
                "GET /look/{hash}/{name}",
            ],
            logInPath: "/anmelden", lockedPath: "/gesperrt",
            secrets: ["Mustermann", known["case"] ?? "", known["receipt"] ?? ""],
            isDocumented: { _ in false }, isDone: ["POST /vorsprache/{visit}/person/{person}/entfernen {person}"])
    }
}
