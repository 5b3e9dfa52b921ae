import Foundation

/// The values a level may have: how many times as many people come as the assumptions say, from e⁻⁵ to e⁵ in steps of a tenth of the logarithm.
enum LevelGrid {
    static let step = 0.1
    static let count = 101
    static let logarithms = (0..<count).map { (Double($0) - 50) * step }
    static let values = logarithms.map { exp($0) }

    /// A normal density of the logarithm, as weights of steps away from the middle; adds up to 1.
    struct Kernel {
        let reach: Int
        let weights: [Double]

        init(spread: Double) {
            reach = max(1, min(count, Int((4 * spread / step).rounded(.up))))
            let raw = (-reach...reach).map { exp(-0.5 * pow(Double($0) * step / spread, 2)) }
            let sum = raw.reduce(0, +)
            weights = raw.map { $0 / sum }
        }

        /// The grid's positions this kernel reaches from one of them.
        func range(around position: Int) -> ClosedRange<Int> {
            max(0, position - reach)...min(count - 1, position + reach)
        }

        func weight(from position: Int, to other: Int) -> Double { weights[other - position + reach] }
    }
}
