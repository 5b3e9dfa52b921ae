import Casework
import Foundation
import Hummingbird
import HummingbirdTesting
import Journal
import Pages
import Testing
import Town

@testable import Office

extension RouteWorld {
    /// An office with a partner's case that has a scan and an open question; the head asks.
    static func office() async throws -> RouteWorld {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        let number = try kit.takeIn(partner: "bundesamt-justiz", scan: WalkedKit.picture)
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        let view = await program.registry.view()
        let scan = try #require(view.state.cases[number]?.item.evidence["oldCard"]?.scans.first)
        let due = try #require(CalendarDate(iso: "2026-12-20"))
        try await program.registry.commit { view in
            let item = try #require(view.state.cases[number]?.item)
            let question = CaseCommand.Act.askBack(
                question: "Welche Augenfarbe?", due: due, telling: .letter, today: view.today)
            return try item.decide(CaseCommand(by: "brandt", question)).map { .ofCase(number, $0) }
        }
        let (opening, link, booking) = try await bookedOpening(program)
        let known = [
            "opening": opening.text, "secret": link.secret, "booking": booking.text,
            "hash": Look.hash, "name": "look.css", "number": number.text, "attachment": scan.id.text, "act": "notiz",
            "code": "W01", "id": "krueger", "order": "freigeben", "venue": "straach-lindenhof",
            "service": "personalausweis",
        ]
        let pages = program.pages
        return RouteWorld(
            routes: pages.router().listed,
            serving: { body in
                try await Application(router: pages.router()).test(.router) { client in try await body(client) }
                withExtendedLifetime(bench) {}
            },
            logIn: { isLocked in
                let session = pages.sessions.start(OfficeSession(clerk: "brandt"))
                if isLocked { pages.sessions.lock(session.secret) }
                return Pass(session, pages.cookie)
            },
            kept: {
                let staff = try? Data(contentsOf: URL(filePath: bench.folder.path(StaffBook.name)))
                let kits = try program.registry.ledger.kits().map(\.kit)
                return "\(try program.registry.store.heads()) \(kits) \(staff?.hashValue ?? 0)"
            },
            known: { parameter, _ in known[parameter] },
            open: [
                "GET /anmelden", "POST /anmelden", "GET /anmelden/einmalcode", "POST /anmelden/einmalcode",
                "POST /abmelden", "GET /look/{hash}/{name}", "GET /termine", "GET /termine/o/{opening}",
                "GET /termine/o/{opening}/personen", "GET /termine/o/{opening}/zeit",
                "POST /termine/o/{opening}/reservieren", "POST /termine/o/{opening}/warten", "GET /termine/b/{secret}",
                "POST /termine/b/{secret}/bestaetigen", "POST /termine/b/{secret}/zeit",
                "GET /termine/b/{secret}/verschieben", "POST /termine/b/{secret}/verschieben",
                "GET /termine/b/{secret}/absagen", "POST /termine/b/{secret}/absagen",
                "GET /termine/b/{secret}/termin.ics", "GET /termine/besuch", "POST /termine/besuch",
                "GET /termine/besuch/danke", "GET /wann", "GET /wann/kalender.ics", "GET /wann/{venue}",
                "GET /wann/{venue}/kalender.ics", "GET /wann/{venue}/plakat.pdf", "GET /leistungen",
                "GET /leistungen/{service}", "GET /stand", "POST /stand", "GET /api/v1/openapi.json",
                "GET /api/v1/stops", "GET /api/v1/services",
            ],
            logInPath: "/anmelden", lockedPath: "/anmelden", secrets: ["Mustermann", number.text],
            isDocumented: { $0.path.hasPrefix("/vorgang/{number}") })
    }

    /// A published opening with one booking.
    private static func bookedOpening(
        _ program: OfficeProgram
    ) async throws -> (OpeningID, PrivateLink, BookingID) {
        let opening = try PublicBookingTests.opening()
        try await PublicBookingTests.publish(opening, program)
        let link = PrivateLink.make()
        let visit = try #require(BookedService(service: "personalausweis", minutes: 15))
        try await program.appointments.carryOut(
            AppointmentCommand(.book("CFGH2346", [visit], start: 540, link: link.hash)), on: opening.id,
            await program.registry.view().town.town.catalogue)
        return (opening.id, link, "CFGH2346")
    }
}
