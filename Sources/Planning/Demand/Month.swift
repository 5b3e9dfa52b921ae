/// A month of the calendar, `2026-12`.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Months since the year 0.
    package let ordinal: Int

    /// - Parameters:
    ///   - year: 1900 to 2199.
    ///   - month: 1 to 12.
    package init?(year: Int, month: Int) {
        guard (1900...2199).contains(year), (1...12).contains(month) else { return nil }
        ordinal = year * 12 + month - 1
    }

    /// `2026-12` and nothing else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1])
        else { return nil }
        self.init(year: year, month: month)
    }

    private init(ordinal: Int) { self.ordinal = ordinal }

    package var year: Int { ordinal / 12 }
    /// 1 to 12.
    package var number: Int { ordinal % 12 + 1 }

    package func adding(_ months: Int) -> Month { Month(ordinal: ordinal + months) }

    /// So many months from this one on, in order.
    package func following(_ count: Int) -> [Month] { (0..<max(0, count)).map(adding) }

    package static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }

    package var description: String { "\(year)-\(number < 10 ? "0" : "")\(number)" }
}

extension Month: Strideable {
    package func distance(to other: Month) -> Int { other.ordinal - ordinal }
    package func advanced(by months: Int) -> Month { adding(months) }
}

extension Month {
    /// January of a year the calendar has for certain.
    init(year: Int) { self.init(ordinal: year * 12) }
}
