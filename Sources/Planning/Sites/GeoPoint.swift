import Foundation

/// A point on the earth, degrees north and east (WGS 84).
package struct GeoPoint: Hashable, Sendable {
    package let latitude: Double
    package let longitude: Double

    /// - Returns: `nil` where latitude is not within ±90 or longitude not within ±180.
    package init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Along the great circle (haversine formula; the earth a sphere of mean radius 6,371.0088 km, IUGG).
    package func kilometres(to other: GeoPoint) -> Double {
        let radians = Double.pi / 180
        let (north, east) = ((other.latitude - latitude) * radians, (other.longitude - longitude) * radians)
        let half =
            sin(north / 2) * sin(north / 2)
            + cos(latitude * radians) * cos(other.latitude * radians) * sin(east / 2) * sin(east / 2)
        return 2 * 6371.0088 * asin(min(1, half.squareRoot()))
    }
}

/// How long a way takes that is known by its ends only. Named assumptions: whoever knows better gives a matrix.
package struct TravelAssumptions: Hashable, Sendable {
    /// A road is this much longer than the straight line. In German districts 1.3 is the usual figure.
    package let detour: Double
    /// Kilometres an hour, village roads and looking for a place to park included.
    package let speed: Double
    /// Minutes that even the shortest way takes: getting ready, a walk to the door.
    package let start: Double

    package static let usual = TravelAssumptions(detour: 1.3, speed: 40, start: 3)

    private init(detour: Double, speed: Double, start: Double) {
        self.detour = detour
        self.speed = speed
        self.start = start
    }

    /// - Returns: `nil` unless 1 ≤ detour ≤ 3, 1 ≤ speed ≤ 130, 0 ≤ start ≤ 60.
    package init?(checking detour: Double, speed: Double, start: Double) {
        guard (1...3).contains(detour), (1...130).contains(speed), (0...60).contains(start) else { return nil }
        self.init(detour: detour, speed: speed, start: start)
    }

    package func way(from: GeoPoint, to: GeoPoint) -> Way {
        let kilometres = from.kilometres(to: to) * detour
        return Way(minutes: start + kilometres / speed * 60, kilometres: kilometres)
    }
}

/// One way, there and not back.
package struct Way: Hashable, Sendable {
    /// 0 or more.
    package let minutes: Double
    /// On the road; `nil` where only the time is known.
    package let kilometres: Double?
}
