package import Casework
import Town

/// Opening an outing at a place: pure, so that the rules can be tried without a desk.
package struct OutingOpening: Sendable {
    package let venue: VenueKey
    package let clerk: ClerkID

    package init(at venue: VenueKey, by clerk: ClerkID) {
        self.venue = venue
        self.clerk = clerk
    }

    package enum Refusal: Explained, Hashable {
        case noSuchVenue
        /// A bus stop, a street: no socket, no table.
        case outdoors(String)
        case openElsewhere(String)
        case openSince(CalendarDate)
        case clockInDoubt(ClockDoubt)

        package var message: String {
            switch self {
            case .noSuchVenue: "Diesen Ort gibt es im Katalog nicht. Wählen Sie einen aus der Liste."
            case .outdoors(let title):
                "\(title) liegt im Freien, ohne Tisch und Steckdose. Wählen Sie einen Ort mit einem Raum."
            case .openElsewhere(let title):
                "Der Außentermin \(title) ist noch offen. Schließen Sie ihn, bevor Sie den nächsten öffnen."
            case .openSince(let day): OutingRefusal.ofAnotherDay(day).message
            case .clockInDoubt(let doubt): doubt.message
            }
        }
    }

    /// - Parameter id: random, used when it is opened.
    /// - Returns: nothing where it is open at this place already.
    package func decide(_ view: DeskView, id: OutingID) throws(Refusal) -> [DeskEvent] {
        if let day = view.forgottenDay { throw .openSince(day) }
        if let open = view.outing {
            if open.opening?.venue == venue { return [] }
            throw .openElsewhere(open.opening?.venueTitle ?? open.id.text)
        }
        if let doubt = view.clockDoubt { throw .clockInDoubt(doubt) }
        guard let venue = view.town.venue(venue) else { throw .noSuchVenue }
        guard venue.kind == .room else { throw .outdoors(venue.title) }
        let opened = OutingOpened(
            outing: id, day: view.today, venue: venue.key, venueTitle: venue.title, district: venue.district.text,
            catalogue: view.catalogue.hash, clerk: clerk,
            offRota: view.town.holiday(on: view.today) != nil
                || !view.town.venues(on: view.today).contains { $0.key == venue.key })
        let counted = OutingCounted(
            outing: id, day: view.today, venue: venue.key, venueTitle: venue.title, closed: false)
        return [.ofOuting(id, .opened(opened)), .statistics(.outing(counted))]
    }
}

/// Closing it: what is open is named, and left so only on purpose.
package struct OutingClosing: Sendable {
    package let clerk: ClerkID
    package let leavingOpen: Bool

    package init(by clerk: ClerkID, leavingOpen: Bool) {
        self.clerk = clerk
        self.leavingOpen = leavingOpen
    }

    /// - Returns: nothing where no outing is open any more.
    package func decide(_ view: DeskView) throws(OutingRefusal) -> [DeskEvent] {
        guard let outing = view.outing else { return [] }
        let untransferred = view.state.untransferred(at: outing.id).map(\.number)
        var after = outing
        var events: [DeskEvent] = []
        for event in try outing.decide(
            OutingCommand(by: clerk, .close(untransferred: untransferred, leavingOpen: leavingOpen)))
        {
            after.apply(event, at: view.now)
            events.append(.ofOuting(outing.id, event))
        }
        return events + (after.counted.map { [.statistics($0)] } ?? [])
    }
}
