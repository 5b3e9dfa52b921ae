import Planning
import Testing

@Suite struct TravelTests {
    /// Great circles as the geodesic reference for spheres gives them: a degree of the equator, of a meridian, half the earth.
    @Test(arguments: [
        (0.0, 0.0, 0.0, 1.0, 111.19508), (0.0, 0.0, 1.0, 0.0, 111.19508), (0.0, 0.0, 0.0, 180.0, 20015.1144),
        (51.8661, 12.64973, 51.8661, 12.64973, 0.0),
    ])
    func greatCircles(lat1: Double, lon1: Double, lat2: Double, lon2: Double, kilometres: Double) throws {
        let from = try #require(GeoPoint(latitude: lat1, longitude: lon1))
        let to = try #require(GeoPoint(latitude: lat2, longitude: lon2))
        #expect(abs(from.kilometres(to: to) - kilometres) < 0.001)
        #expect(from.kilometres(to: to) == to.kilometres(to: from))
    }

    @Test func aWayFromCoordinates() throws {
        let from = try #require(GeoPoint(latitude: 0, longitude: 0))
        let to = try #require(GeoPoint(latitude: 0, longitude: 0.1))
        let assumptions = try #require(TravelAssumptions(checking: 2, speed: 60, start: 5))
        let way = assumptions.way(from: from, to: to)
        #expect(abs((way.kilometres ?? 0) - 22.239016) < 1e-4 && abs(way.minutes - 27.239016) < 1e-4)
    }

    @Test func whatIsNoPointAndNoAssumption() {
        #expect(GeoPoint(latitude: 91, longitude: 0) == nil && GeoPoint(latitude: 0, longitude: .nan) == nil)
        #expect(TravelAssumptions(checking: 0.9, speed: 40, start: 3) == nil)
        #expect(TravelAssumptions(checking: 1.3, speed: 0, start: 3) == nil)
        #expect(TravelAssumptions(checking: 1.3, speed: 40, start: -1) == nil)
    }

    @Test(arguments: [
        "von,x,y\na,1,2\nb,3.5,0\n", "\u{FEFF}von;y;x\r\n\r\nb;0;3,5\r\na;2;1\r\n",
        "\"\" , \"x\" , \"y\"\nb,3.5,0\na, 1 ,2",
    ])
    func formsOfAMatrix(text: String) throws {
        let matrix = try TravelMatrix(reading: text, districts: ["a", "b"], venues: ["x", "y"])
        #expect(matrix.minutes(from: "a", to: "x") == 1 && matrix.minutes(from: "a", to: "y") == 2)
        #expect(matrix.minutes(from: "b", to: "x") == 3.5 && matrix.minutes(from: "b", to: "y") == 0)
        #expect(matrix.minutes(from: "c", to: "x") == nil)
    }

    @Test(arguments: [
        ("", TravelMatrix.Mistake.empty),
        ("\n  \n", .empty),
        ("von,x,z\na,1,2\nb,1,2", .unknown(line: 1, "z", kind: .column)),
        ("von,x,x\na,1,2\nb,1,2", .twice(line: 1, "x", kind: .column)),
        ("von,x\na,1\nb,1", .missingColumn("y")),
        ("von,x,y\nc,1,2", .unknown(line: 2, "c", kind: .row)),
        ("von,x,y\na,1,2\n\na,1,2", .twice(line: 4, "a", kind: .row)),
        ("von,x,y\na,1\nb,1,2", .width(line: 2, cells: 1, columns: 2)),
        ("von,x,y\na,1,2\nb,1,2,3", .width(line: 3, cells: 3, columns: 2)),
        ("von,x,y\na,1,\nb,1,2", .hole(line: 2, from: "a", to: "y")),
        ("von,x,y\na,1,-2\nb,1,2", .negative(line: 2, from: "a", to: "y", "-2")),
        ("von,x,y\na,1,zwei\nb,1,2", .number(line: 2, from: "a", to: "y", "zwei")),
        ("von,x,y\na,1,inf\nb,1,2", .number(line: 2, from: "a", to: "y", "inf")),
        ("von,x,y\na,1,nan\nb,1,2", .number(line: 2, from: "a", to: "y", "nan")),
        ("von,x,y\na,1,2\n", .missingRow(line: 2, "b")),
    ])
    func eachMistakeIsNamed(text: String, mistake: TravelMatrix.Mistake) {
        #expect(throws: mistake) {
            try TravelMatrix(reading: text, districts: ["a", "b"], venues: ["x", "y"])
        }
        #expect(mistake.description.hasPrefix("Zeile ") && mistake.description.hasSuffix("."))
    }
}
