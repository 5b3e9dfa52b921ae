/// The appointments of an opening, for the kit that goes there. Sealed payload of the feed's `appointments`, JSON; members may be added. Each
/// sheet holds all of them, and takes the place of the one before.
package struct AppointmentSheet: Codable, Hashable, Sendable {
    package var opening: Opening
    /// Counts up within the opening.
    package var revision: Int
    /// By time and desk.
    package var appointments: [Appointment]
    /// Why the outing does not take place.
    package var calledOff: String?

    package struct Appointment: Codable, Hashable, Sendable {
        package var booking: BookingID
        package var slot: Slot
        package var visits: [BookedService]
        /// The services in words.
        package var wish: String
        package var name: String
        package var phone: String?
        /// Told after the kit had its list.
        package var isCancelled: Bool

        package init(
            booking: BookingID, slot: Slot, visits: [BookedService], wish: String, name: String, phone: String?,
            isCancelled: Bool
        ) {
            self.booking = booking
            self.slot = slot
            self.visits = visits
            self.wish = wish
            self.name = name
            self.phone = phone
            self.isCancelled = isCancelled
        }
    }

    package init(opening: Opening, revision: Int, appointments: [Appointment], calledOff: String? = nil) {
        self.opening = opening
        self.revision = revision
        self.appointments = appointments
        self.calledOff = calledOff
    }
}
