/// An amount in euro cents. May be negative: a reversal is an amount like any other.
package struct Money: Hashable, Sendable {
    package let cents: Int

    package init(cents: Int) { self.cents = cents }

    package static let zero = Money(cents: 0)

    /// `1.046,00 €`, a minus sign in front where it is negative.
    package var german: String { plainGerman + " €" }

    /// `1.046,00`
    package var plainGerman: String {
        let magnitude = cents.magnitude
        var euros = ""
        for (index, digit) in String(magnitude / 100).reversed().enumerated() {
            if index > 0, index % 3 == 0 { euros.append(".") }
            euros.append(digit)
        }
        return (cents < 0 ? "−" : "") + String(euros.reversed()) + "," + Int(magnitude % 100).padded(2)
    }

    /// Reads what a clerk types: `27,60`, `27,6`, `27`, `1.046,00`, `27.60`. At most 1,000,000 euros; no sign.
    package init?(german text: String) {
        let trimmed = text.filter { !$0.isWhitespace && $0 != "€" }
        guard trimmed.contains(where: \.isNumber),
            trimmed.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") })
        else { return nil }
        let comma = trimmed.split(separator: ",", omittingEmptySubsequences: false)
        var euros: String
        var fraction = ""
        switch comma.count {
        case 1:
            let dots = trimmed.split(separator: ".", omittingEmptySubsequences: false)
            if dots.count == 2, dots[1].count <= 2 {
                (euros, fraction) = (String(dots[0]), String(dots[1]))
            } else {
                guard dots.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
                euros = dots.joined()
            }
        case 2:
            let dots = comma[0].split(separator: ".", omittingEmptySubsequences: false)
            guard dots.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
            (euros, fraction) = (dots.joined(), String(comma[1]))
        default: return nil
        }
        if euros.isEmpty { euros = "0" }
        guard fraction.count <= 2, !fraction.contains("."), let whole = Int(euros), whole <= 1_000_000 else {
            return nil
        }
        while fraction.count < 2 { fraction.append("0") }
        guard let part = Int(fraction) else { return nil }
        cents = whole * 100 + part
    }

    package static func + (left: Money, right: Money) -> Money { Money(cents: left.cents + right.cents) }
    package static func - (left: Money, right: Money) -> Money { Money(cents: left.cents - right.cents) }
    package static prefix func - (money: Money) -> Money { Money(cents: -money.cents) }
    package static func += (left: inout Money, right: Money) { left = left + right }
}

extension Money: Comparable {
    package static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }
}

extension Money: Codable {
    /// Refuses more than ten thousand million euros, so that no sum of read amounts can overflow.
    package init(from decoder: any Decoder) throws {
        cents = try decoder.singleValueContainer().decode(Int.self)
        guard cents.magnitude <= 1_000_000_000_000 else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no such amount"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(cents)
    }
}
