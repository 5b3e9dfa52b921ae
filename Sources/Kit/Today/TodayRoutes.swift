import Casework
package import Hummingbird
import Pages

/// "Heute": where the clerk is when nobody sits in front of her.
package struct TodayRoutes: Sendable {
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("heute", use: today)
    }

    @Sendable private func today(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let new = request.uri.queryParameters["neu"].map { String($0) }
        let ticket = new.flatMap { $0.isEmpty ? nil : view.outing?.ticket(TicketNumber($0)) }
        return try TodayPage(kit, view, context).page(newTicket: ticket).response(from: request, context: context)
    }
}
