package import Casework

/// What there is at a venue, as somebody has seen it there. What nobody has looked at is `nil`, not "no".
package struct VenueFacilities: Hashable, Sendable {
    package let hasPower: Bool?
    /// What the kit measured last.
    package let network: Network?
    /// Without a step, doors wide enough (DIN 18040-1).
    package let isBarrierFree: Bool?
    package let isHeated: Bool?
    /// Nobody else hears or sees what is said and shown.
    package let isPrivate: Bool?
    /// Who opens the door: a function, no private person's name.
    package let keyHolder: String?
    /// An outing; zero where it is free.
    package let cost: Money?
    /// When the room can be had, by weekday, in order; empty where nobody has asked.
    package let opening: [OpenWindow]

    /// The mobile network on the spot.
    package struct Network: Hashable, Sendable {
        /// 0 (none) to 5.
        package let bars: Int
        /// Kilobits a second, the slower of up and down: 0 to 10,000,000.
        package let kilobits: Int
        package let measured: CalendarDate
    }

    package struct OpenWindow: Hashable, Sendable {
        package let weekday: RotaDay.Weekday
        /// Minutes since midnight, 0 to 1439.
        package let from: Int
        /// Later than `from`, to 1440.
        package let until: Int
    }

    /// In `venues.yaml`.
    static let keys = [
        "power", "network", "barrierFree", "heating", "privacy", "keyHolder", "cost", "open",
    ]
}
