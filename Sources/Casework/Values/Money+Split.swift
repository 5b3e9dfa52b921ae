extension Money {
    /// Splits to the cent: every part is its exact share rounded down, and the cents left over go one each to the parts with the
    /// largest remainders, the first of equals first (largest remainder method). The parts add up to the amount.
    /// - Parameter weights: None negative. With a sum of zero, or a negative amount, all goes to the first part.
    package func split(by weights: [Int]) -> [Money] {
        guard let first = weights.indices.first else { return [] }
        let sum = weights.reduce(0) { $0 + Swift.max(0, $1) }
        guard sum > 0, cents >= 0 else {
            return weights.indices.map { $0 == first ? self : .zero }
        }
        // Twice as wide on the way: weights may be cents themselves.
        let shares = weights.map { weight in
            let product = cents.multipliedFullWidth(by: Swift.max(0, weight))
            return sum.dividingFullWidth(product)
        }
        var parts = shares.map(\.quotient)
        let rest = cents - parts.reduce(0, +)
        let order = shares.indices.sorted { left, right in
            (shares[left].remainder, -left) > (shares[right].remainder, -right)
        }
        for index in order.prefix(rest) { parts[index] += 1 }
        return parts.map(Money.init(cents:))
    }
}
