/// A day of the calendar, as certificates and the chip count it.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// `year` 2000…2099, as the two digits of a certificate can say.
    package init(_ year: Int, _ month: Int, _ day: Int) {
        precondition((2000...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day))
        self.year = year
        self.month = month
        self.day = day
    }

    package static func < (left: Day, right: Day) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    package var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// YYMMDD, a digit a byte (TR-03110-3, D.2.1.3).
    var certificateForm: [UInt8] {
        [year % 100, month, day].flatMap { [UInt8($0 / 10), UInt8($0 % 10)] }
    }

    init?(certificateForm digits: [UInt8]) {
        guard digits.count == 6, digits.allSatisfy({ $0 <= 9 }) else { return nil }
        let numbers = stride(from: 0, to: 6, by: 2).map { Int(digits[$0]) * 10 + Int(digits[$0 + 1]) }
        guard (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else { return nil }
        self.init(2000 + numbers[0], numbers[1], numbers[2])
    }

    /// YYYYMMDD000000Z, for certificates of ITU X.509.
    var timeText: String { description.filter { $0 != "-" } + "000000Z" }
}
