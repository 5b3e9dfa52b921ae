import Casework
package import Hummingbird
import Pages

/// Opening and closing an outing, the overview before leaving, the clock.
package struct OutingRoutes: Sendable {
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("aussentermin/oeffnen") { _, _ in .redirect(to: KitAddress.today) as Response }
        router.post("aussentermin/oeffnen", use: open)
        router.get("aussentermin/schliessen", use: closePage)
        router.post("aussentermin/schliessen", use: close)
        router.get("abfahrt", use: leaving)
        router.get("uhr", use: clockPage)
        router.post("uhr", use: setClock)
    }

    // MARK: Opening

    @Sendable private func open(_ request: Request, _ context: KitContext) async throws -> Response {
        let clerk = try context.clerk.id
        do {
            guard let key = context.form["venue"], !key.isEmpty else { throw OutingOpening.Refusal.noSuchVenue }
            let opening = OutingOpening(at: VenueKey(key), by: clerk)
            try await kit.desk.commit { view, names in
                try opening.decide(view, id: OutingID("\(view.state.kit.text)-\(view.today.iso)-\(names.next())"))
            }
        } catch OutingOpening.Refusal.clockInDoubt {
            return .redirect(to: KitAddress.clock(backTo: KitAddress.today))
        } catch let refusal as any Explained {
            return try TodayPage(kit, try await kit.desk.view(), context)
                .page(problems: [Problem(refusal.message)]).response(from: request, context: context)
        }
        return .redirect(to: KitAddress.today)
    }

    // MARK: Closing and leaving

    @Sendable private func closePage(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        guard view.outing != nil else { return .redirect(to: KitAddress.leaving) }
        return try LeavingPage(kit, view, context).closing().response(from: request, context: context)
    }

    @Sendable private func close(_ request: Request, _ context: KitContext) async throws -> Response {
        let closing = OutingClosing(by: try context.clerk.id, leavingOpen: context.form["anyway"] == "yes")
        do {
            try await kit.desk.commit { view, _ in try closing.decide(view) }
        } catch let refusal as any Explained {
            let view = try await kit.desk.view()
            return try LeavingPage(kit, view, context).closing(problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.leaving)
    }

    @Sendable private func leaving(_ request: Request, _ context: KitContext) async throws -> Response {
        LeavingPage(kit, try await kit.desk.view(), context).page().response(from: request, context: context)
    }

    // MARK: The clock

    @Sendable private func clockPage(_ request: Request, _ context: KitContext) async throws -> Response {
        let back = request.uri.queryParameters["back"].map { String($0) }
        return ClockPage(kit, try await kit.desk.view(), context, back: back).page()
            .response(from: request, context: context)
    }

    @Sendable private func setClock(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let page = ClockPage(kit, view, context, back: context.form["back"])
        do throws(ClockMistake) {
            let moment = try page.moment()
            do { try await kit.desk.setClock(to: moment, by: try context.clerk.id) } catch let fault as any Explained {
                throw .notSaved(fault.message)
            } catch { throw .notSaved("Versuchen Sie es noch einmal.") }
        } catch { return page.page(mistake: error).response(from: request, context: context) }
        return .redirect(to: page.back)
    }
}
