/// The codes of states and organisations that zones carry.
enum ZoneState {
    /// Codes of ICAO 9303-3, section 5 that no list of states has: Germany, the kinds of British nationality, Kosovo,
    /// organisations, people without a state, and the state of the specimens.
    private static let beyondISO: Set<String> = [
        "D", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "EUE", "UNO", "UNA", "UNK", "XBA", "XCC", "XCE", "XCO", "XEC",
        "XIM", "XMP", "XOM", "XPO", "XES", "XDC", "XXA", "XXB", "XXC", "XXX", "UTO",
    ]

    private static let all: [[UInt8]] = beyondISO.union(
        CodeList.states.entries.compactMap(\.iso3) + CodeList.nationalities.entries.compactMap(\.iso3)
    ).map { code in Array((code + "<<").utf8.prefix(3)) }

    /// Whether three characters of a zone are a known code, when each digit among them stands for any letter.
    static func couldBe(_ field: [UInt8]) -> Bool {
        all.contains { code in
            zip(code, field).allSatisfy { $0 == $1 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($1) }
        }
    }
}
