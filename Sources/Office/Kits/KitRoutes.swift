import Casework
import Hummingbird
import Journal
import Pages
import Sync
import Town

extension OfficePages {
    func addKits(to router: OfficeRoutes) {
        router.get("/koffer") { _, context in try await desk(context).kits(kitShelf()) }
        router.get("/koffer/:code") { _, context in
            let record = try kitRecord(context)
            return try await desk(context).kit(
                record, kitShelf(), told: registry.substitutes.told(record.kit),
                hasHeardOfLock: registry.hasHeardOfLock(record))
        }
        router.post("/koffer/frist") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            guard let days = Int(desk.form["tage"]?.trimmed ?? ""), KitTerms.possibleDays.contains(days) else {
                return desk.kits(try kitShelf(), problem: .days).html.response(status: .unprocessableContent)
            }
            try await registry.setLockAfter(days: days, by: desk.clerk.id)
            return Response.redirect(to: "/koffer")
        }
        router.post("/koffer/:code/loeschen") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            let kit = try kitRecord(context)
            guard kit.kit.state == .locked else { return Response.redirect(to: "/koffer/\(kit.code)") }
            let reason = desk.form["grund"]?.trimmed ?? ""
            let problem: KitProblem? =
                reason.isEmpty
                ? .reason(kit.code)
                : desk.form["kennung"]?.trimmed.uppercased() != kit.code ? .confirmation(kit.code) : nil
            if let problem {
                return desk.kit(kit, try kitShelf(), told: try registry.substitutes.told(kit.kit), problem: problem)
                    .html.response(status: .unprocessableContent)
            }
            try await registry.erase(kit.kit.number, reason: reason, by: desk.clerk.id)
            return Response.redirect(to: "/koffer/\(kit.code)")
        }
        router.post("/koffer/:code/:order") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            let kit = try kitRecord(context)
            guard let order = context.parameters.get("order"), order == "sperren" || order == "freigeben" else {
                throw OfficeRefusal.noSuchKit
            }
            let isLocking = order == "sperren"
            guard kit.kit.state != .erased, (kit.kit.state == .locked) != isLocking else {
                return Response.redirect(to: "/koffer/\(kit.code)")
            }
            let reason = desk.form["grund"]?.trimmed ?? ""
            guard !isLocking || !reason.isEmpty else {
                // Where it was pressed: the list, or the page of the one kit.
                let page =
                    desk.form["von"] == "koffer"
                    ? desk.kit(
                        kit, try kitShelf(), told: try registry.substitutes.told(kit.kit), problem: .reason(kit.code))
                    : desk.kits(try kitShelf(), problem: .reason(kit.code))
                return page.html.response(status: .unprocessableContent)
            }
            try await registry.setLock(isLocking, of: kit.kit.number, reason: reason, by: desk.clerk.id)
            return Response.redirect(to: "/koffer/\(kit.code)")
        }
    }

    func kitRecord(_ context: OfficeContext) throws -> KitRecord {
        guard let code = context.parameters.get("code"),
            let kit = try registry.ledger.kits().first(where: { $0.code == code })
        else { throw OfficeRefusal.noSuchKit }
        return kit
    }

    func kitShelf() throws -> KitShelf {
        let kits = try registry.ledger.kits()
        return KitShelf(
            kits: kits, lockAfterDays: try registry.ledger.lockAfterDays(),
            unsettled: try registry.ledger.unsettledCounts(),
            slips: Dictionary(uniqueKeysWithValues: try kits.map { ($0.kit.number, try registry.slips(at: $0)) }),
            enrolments: try registry.enrolments.pending(at: registry.clock.now()))
    }
}

/// What the pages about kits show.
struct KitShelf: Sendable {
    let kits: [KitRecord]
    let lockAfterDays: Int
    /// Refused entries of a kit that nobody has dealt with.
    let unsettled: [UInt16: Int]
    /// How many slips for substitutes each kit has.
    let slips: [UInt16: Int]
    let enrolments: [EnrolmentBook.Pending]
}

/// What was wrong with an order to a kit; the text stands at the field.
enum KitProblem: Hashable, Sendable {
    case reason(String)
    case confirmation(String)
    case days
    /// Of a substitute.
    case name, substituteDays
    case noSlipLeft
    /// Of a kit to be enrolled.
    case kitCode

    var field: String? {
        switch self {
        case .reason(let code): "grund-\(code)"
        case .confirmation: "kennung"
        case .days: "tage"
        case .name: "name"
        case .substituteDays: "vertretungstage"
        case .noSlipLeft: nil
        case .kitCode: "aufnahmekennung"
        }
    }

    var text: String {
        switch self {
        case .kitCode: "Geben Sie eine Kennung aus bis zu drei Buchstaben und zwei Ziffern ein (W05), oder keine."
        case .reason: "Geben Sie den Grund an."
        case .confirmation(let code): "Geben Sie zur Bestätigung die Kennung des Koffers ein: \(code)."
        case .name: "Geben Sie Vor- und Nachnamen ein."
        case .substituteDays:
            "Geben Sie eine Zahl von \(OfficeDesk.substituteDays.lowerBound) bis \(OfficeDesk.substituteDays.upperBound) ein."
        case .noSlipLeft:
            "Alle Codes dieses Koffers sind vergeben. Neue bekommt er, sobald er sich wieder meldet; bis dahin hilft ein Einmalcode auf der Seite „Mitarbeiter“."
        case .days:
            "Geben Sie eine Zahl von \(KitTerms.possibleDays.lowerBound) bis \(KitTerms.possibleDays.upperBound) ein."
        }
    }
}
