import Foundation
package import Pages
package import Town

/// A map of the town from its own data: districts as circles by inhabitants, stops as squares. Drawn here, nothing is fetched.
package struct TownMap: Sendable {
    private struct Box {
        let left, top, width, height: Double
        func meets(_ other: Box) -> Bool {
            left < other.left + other.width && other.left < left + width && top < other.top + other.height
                && other.top < top + height
        }
    }

    private struct Place {
        let name: String
        let x, y, radius: Double
        let hasStop: Bool
    }

    private static let width = 480.0
    private static let margin = 34.0
    private static let letter = 7.2
    private static let line = 16.0

    private let places: [Place]
    private let height: Double

    /// Nil for a town of fewer than two districts with coordinates.
    ///
    /// Equirectangular, true to distance at the town's middle.
    package init?(_ town: Town) {
        let located = town.districts.compactMap { district in district.coordinates.map { (district, $0) } }
        let north = located.map(\.1.latitude)
        let east = located.map(\.1.longitude)
        guard located.count > 1, let top = north.max(), let bottom = north.min(), let left = east.min(),
            let right = east.max(), top > bottom, right > left
        else { return nil }
        let narrowing = cos((top + bottom) / 2 * .pi / 180)
        let scale = (Self.width - 2 * Self.margin) / ((right - left) * narrowing)
        let stops = Set(town.publicVenues.map(\.district))
        height = (top - bottom) * scale + 2 * Self.margin
        places = located.map { district, coordinates in
            Place(
                name: district.name, x: Self.margin + (coordinates.longitude - left) * narrowing * scale,
                y: Self.margin + (top - coordinates.latitude) * scale,
                radius: max(3, min(18, Double(district.inhabitants ?? 300).squareRoot() / 5)),
                hasStop: stops.contains(district.key))
        }
    }

    /// - Parameters:
    ///   - title: what it shows, for who cannot see it; the list beside it says the same.
    ///   - marked: the name of a district to bring out.
    package func html(title: String, marked: String? = nil) -> HTML {
        let circles = places.map { place -> HTML in
            """
            <circle class="\(place.name == marked ? "is-marked" : "")" cx="\(Self.short(place.x))" cy="\(Self.short(place.y))" \
            r="\(Self.short(place.radius))"/>
            """
        }
        let stops = places.filter(\.hasStop).map { place -> HTML in
            "<rect x=\"\(Self.short(place.x - 4))\" y=\"\(Self.short(place.y - 4))\" width=\"8\" height=\"8\" rx=\"2\"/>"
        }
        return """
            <svg class="map" role="img" aria-label="\(title)" viewBox="0 0 \(Self.short(Self.width)) \(Self.short(height))">\
            <g class="map-districts">\(circles)</g><g class="map-stops">\(stops)</g><g class="map-names">\(names)</g></svg>
            """
    }

    /// Places with a stop first; a name that would lie on another one is left out: the list has all.
    private var names: [HTML] {
        var taken = places.filter(\.hasStop).map { Box(left: $0.x - 6, top: $0.y - 6, width: 12, height: 12) }
        return places.sorted { ($0.hasStop ? 0 : 1, -$0.radius) < ($1.hasStop ? 0 : 1, -$1.radius) }.compactMap {
            place in
            let width = Double(place.name.count) * Self.letter
            let gap = max(7, place.radius + 2)
            let spots = [
                (place.x + gap, place.y - Self.line / 2), (place.x - gap - width, place.y - Self.line / 2),
                (place.x - width / 2, place.y - gap - Self.line), (place.x - width / 2, place.y + gap),
            ]
            for (left, top) in spots {
                let box = Box(left: left, top: top, width: width, height: Self.line)
                guard left >= 2, left + width <= Self.width - 2, !taken.contains(where: box.meets) else { continue }
                taken.append(box)
                return
                    "<text x=\"\(Self.short(left))\" y=\"\(Self.short(top + 12))\">\(place.name)</text>"
            }
            return nil
        }
    }

    private static func short(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
