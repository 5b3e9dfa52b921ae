import HTTPTypes
package import Hummingbird
import Pages
import Town

/// Behind the log-in: the desk must be open, the office must not have locked the kit, and the clerk must still work here. All of it
/// holds from one request to the next, whatever was open before.
package struct DeskOpen: RouterMiddleware {
    package typealias Context = KitContext
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func handle(
        _ request: Request, context: KitContext, next: (Request, KitContext) async throws -> Response
    ) async throws -> Response {
        guard await kit.desk.isUnlocked else { return .redirect(to: KitAddress.start) }
        let view = try await kit.desk.view()
        if let lock = view.lock { throw lock }
        let clerk = try context.clerk
        if await Entrance(kit: kit).takeInCodes().contains(clerk.id) { throw AccessRefusal.secretEnded }
        guard view.town.clerk(clerk.id)?.worksAtKit == true || Entrance(kit: kit).isSubstitute(clerk.id, on: view.today)
        else {
            kit.sessions.endAll { $0.id == clerk.id }
            throw AccessRefusal.notAllowed
        }
        return try await next(request, context)
    }
}

extension AccessRefusal: PageError {
    package var title: String { "Kein Zugang" }
    package var status: HTTPResponse.Status { .forbidden }
}
