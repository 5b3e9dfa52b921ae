/// A place where the suitcase might stand, with what matters there. What nobody has looked at is `nil`, not "no".
package struct CandidateVenue: Hashable, Sendable {
    package let key: String
    package let title: String
    package let point: GeoPoint?
    /// A room, not a street or a car park.
    package let isRoom: Bool
    package let facilities: Facilities
    /// When it can be used; `nil` where nobody has asked.
    package let opening: WeeklyOpening?

    package init(
        key: String, title: String, point: GeoPoint?, isRoom: Bool, facilities: Facilities = .init(),
        opening: WeeklyOpening? = nil
    ) {
        self.key = key
        self.title = title
        self.point = point
        self.isRoom = isRoom
        self.facilities = facilities
        self.opening = opening
    }

    package struct Facilities: Hashable, Sendable {
        package var hasPower: Bool?
        package var network: NetworkMeasurement?
        /// Without a step, doors wide enough (DIN 18040-1).
        package var isBarrierFree: Bool?
        package var isHeated: Bool?
        /// Nobody else hears or sees what is said and shown.
        package var isPrivate: Bool?
        /// Who opens the door: a function, no private person's name.
        package var keyHolder: String?
        /// Cents an outing; 0 where it is free.
        package var cost: Int?

        package init(
            hasPower: Bool? = nil, network: NetworkMeasurement? = nil, isBarrierFree: Bool? = nil,
            isHeated: Bool? = nil, isPrivate: Bool? = nil, keyHolder: String? = nil, cost: Int? = nil
        ) {
            self.hasPower = hasPower
            self.network = network
            self.isBarrierFree = isBarrierFree
            self.isHeated = isHeated
            self.isPrivate = isPrivate
            self.keyHolder = keyHolder
            self.cost = cost
        }
    }
}

/// What the kit itself measured of the mobile network on the spot.
package struct NetworkMeasurement: Hashable, Sendable {
    /// 0 (none) to 5.
    package let bars: Int
    /// Kilobits a second, the slower of up and down; 0 without a network.
    package let kilobits: Int
    package let day: Day

    /// - Returns: `nil` unless 0 ≤ bars ≤ 5 and 0 ≤ kilobits ≤ 10,000,000.
    package init?(bars: Int, kilobits: Int, day: Day) {
        guard (0...5).contains(bars), (0...10_000_000).contains(kilobits) else { return nil }
        self.bars = bars
        self.kilobits = kilobits
        self.day = day
    }
}

/// What a scenario demands of its venues.
package enum VenueRequirement: Hashable, Sendable {
    case room
    case power
    case barrierFree
    case heating
    case privacy
    /// At least so many kilobits a second, as measured.
    case network(kilobits: Int)
    /// Open for so many minutes at a stretch on at least one weekday.
    case open(minutes: Int)
    /// At most so many cents an outing.
    case cost(cents: Int)

    /// How a venue stands to a requirement.
    package enum Answer: Hashable, Sendable {
        case met
        /// Why not, in German: `kein Strom`.
        case unmet(String)
        /// What nobody has looked at yet, in German: `Strom`.
        case unknown(String)
    }

    package func answer(of venue: CandidateVenue) -> Answer {
        let has = venue.facilities
        switch self {
        case .room: return venue.isRoom ? .met : .unmet("kein Raum")
        case .power: return Self.answer(has.hasPower, "Strom", "kein Strom")
        case .barrierFree: return Self.answer(has.isBarrierFree, "barrierefrei", "nicht barrierefrei")
        case .heating: return Self.answer(has.isHeated, "Heizung", "keine Heizung")
        case .privacy: return Self.answer(has.isPrivate, "Vertraulichkeit", "kein vertrauliches Gespräch möglich")
        case .network(let kilobits):
            guard let network = has.network else { return .unknown("Netz") }
            guard network.kilobits > 0 else { return .unmet("kein Netz (gemessen am \(network.day.german))") }
            if network.kilobits >= kilobits { return .met }
            return .unmet(
                "Netz zu schwach (\(network.kilobits) kbit/s am \(network.day.german), verlangt sind \(kilobits))")
        case .open(let minutes):
            guard let opening = venue.opening else { return .unknown("Öffnungszeiten") }
            let longest = Weekday.allCases.map { opening.longest(on: $0) }.max() ?? 0
            if longest >= minutes { return .met }
            return .unmet("höchstens \(longest) Minuten am Stück offen, verlangt sind \(minutes)")
        case .cost(let cents):
            guard let cost = has.cost else { return .unknown("Kosten") }
            return cost <= cents ? .met : .unmet("zu teuer (\(Self.euros(cost)), höchstens \(Self.euros(cents)))")
        }
    }

    private static func answer(_ isMet: Bool?, _ question: String, _ reason: String) -> Answer {
        guard let isMet else { return .unknown(question) }
        return isMet ? .met : .unmet(reason)
    }

    private static func euros(_ cents: Int) -> String { "\(cents / 100),\(filled(cents % 100, 2)) €" }
}
