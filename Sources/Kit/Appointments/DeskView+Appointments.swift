package import Casework

extension DeskView {
    /// The appointments of the open outing, as the office gave them with its list; `nil` where none came.
    package var appointmentSheet: AppointmentSheet? {
        guard let opening = outing?.opening else { return nil }
        return state.feed.appointments[Opening.id(venue: opening.venue, day: opening.day)]
    }

    /// Who is called next: by the clock, where it can be believed, and by the rule of the list.
    var queueOrder: QueueOrder {
        QueueOrder(
            minute: believedDay == nil ? nil : now.inGermany?.minute,
            walkIns: appointmentSheet?.opening.walkIns ?? .between)
    }
}
