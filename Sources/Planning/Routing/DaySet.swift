/// Days of a period, counted from 0 to 31.
package struct DaySet: Hashable, Sendable, Sequence {
    /// Bit n stands for day n.
    package let bits: UInt32

    package init(bits: UInt32) { self.bits = bits }

    /// - Parameter days: each from 0 to 31.
    package init(_ days: some Sequence<Int>) { bits = days.reduce(0) { $0 | 1 << UInt32($1) } }

    package var isEmpty: Bool { bits == 0 }
    package var count: Int { bits.nonzeroBitCount }
    /// The latest day.
    package var last: Int? { isEmpty ? nil : 31 - bits.leadingZeroBitCount }

    package func contains(_ day: Int) -> Bool { bits >> UInt32(day) & 1 == 1 }

    /// The days in order.
    package func makeIterator() -> AnyIterator<Int> {
        var rest = bits
        return AnyIterator {
            guard rest != 0 else { return nil }
            let day = rest.trailingZeroBitCount
            rest &= rest - 1
            return day
        }
    }
}
