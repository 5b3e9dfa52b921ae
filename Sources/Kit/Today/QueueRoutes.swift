import Casework
package import Hummingbird
import Pages
import Town

/// The queue at the door: every button of it is a post of its own, and leads back to "Heute".
package struct QueueRoutes: Sendable {
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        let queue = router.group("warteschlange")
        queue.post("nummer", use: takeTicket)
        queue.post("aufrufen") { request, context in
            try await act(request, context) { $0.map(OutingCommand.Act.call) ?? .callNext }
        }
        queue.post("nochmal") { try await act($0, $1) { ticket throws(OutingRefusal) in .call(try named(ticket)) } }
        queue.post("parken") { request, context in
            let reason = context.form["reason"]
            return try await act(request, context) { ticket throws(OutingRefusal) in
                .park(try named(ticket), reason: reason)
            }
        }
        queue.post("zurueck") {
            try await act($0, $1) { ticket throws(OutingRefusal) in .returnTicket(try named(ticket)) }
        }
        queue.post("nicht-erschienen") {
            try await act($0, $1) { ticket throws(OutingRefusal) in .markNoShow(try named(ticket)) }
        }
        queue.post("angekommen") { request, context in
            try await appointment(request, context) {
                .checkIn($0.booking, start: $0.slot.span.start, wish: $0.wish)
            }
        }
        queue.post("nicht-gekommen") { request, context in
            try await appointment(request, context) { .missAppointment($0.booking) }
        }
        queue.post("weitergeben") { request, context in
            let to = context.form["to"].flatMap { $0.isEmpty ? nil : ClerkID($0) }
            guard let to, try await kit.desk.view().town.clerk(to)?.worksAtKit == true else {
                throw AccessRefusal.notAllowed
            }
            return try await act(request, context) { ticket throws(OutingRefusal) in
                .forwardTicket(try named(ticket), to: to)
            }
        }
    }

    @Sendable private func takeTicket(_ request: Request, _ context: KitContext) async throws -> Response {
        let (wish, once) = (context.form["wish"], context.once)
        return try await act(request, context, { _ in .takeTicket(wish: wish.map { String($0.prefix(120)) }) }) {
            outing in
            let made = once.flatMap { outing.tokens[$0] }.map { TicketNumber($0) } ?? outing.tickets.last?.number
            return made.map(KitAddress.today(newTicket:)) ?? KitAddress.today
        }
    }

    /// Something with one of the day's appointments.
    private func appointment(
        _ request: Request, _ context: KitContext, _ wanted: (AppointmentSheet.Appointment) -> OutingCommand.Act
    ) async throws -> Response {
        let name = context.form["booking"] ?? ""
        let found = try await kit.desk.view().appointmentSheet?.appointments.first { $0.booking.text == name }
        return try await act(
            request, context,
            { _ throws(OutingRefusal) in
                guard let found else { throw .noSuchAppointment }
                return wanted(found)
            },
            { outing in
                found.flatMap { outing.ticket(of: $0.booking) }.map { KitAddress.today(newTicket: $0.number) }
                    ?? KitAddress.today
            })
    }

    /// - Parameters:
    ///   - wanted: what to do with the ticket that the form names.
    ///   - next: where to go when it is done.
    private func act(
        _ request: Request, _ context: KitContext, _ wanted: (TicketNumber?) throws(OutingRefusal) -> OutingCommand.Act,
        _ next: (Outing) -> String = { _ in KitAddress.today }
    ) async throws -> Response {
        let clerk = try context.clerk.id
        let ticket = context.form["ticket"].flatMap { $0.isEmpty ? nil : TicketNumber($0) }
        do {
            let command = OutingCommand(by: clerk, seen: context.seen, token: context.once, try wanted(ticket))
            let after = try await kit.desk.commit { view, _ in
                guard let outing = view.outing else { throw OutingRefusal.notOpen }
                var draft = DeskDraft(view)
                try draft.decide(command, in: outing.id)
                return draft.events
            }
            return .redirect(to: after.outing.map(next) ?? KitAddress.today)
        } catch let refusal as any Explained where !(refusal is AccessRefusal) {
            let page = TodayPage(kit, try await kit.desk.view(), context)
            return try page.page(problems: [Problem(refusal.message)]).response(from: request, context: context)
        }
    }

    private func named(_ ticket: TicketNumber?) throws(OutingRefusal) -> TicketNumber {
        guard let ticket else { throw .nobodyWaits }
        return ticket
    }
}
