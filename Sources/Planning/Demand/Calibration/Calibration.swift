/// How the forecast did on made-up histories: whether its intervals hold what they say, and whether it beats the plain mean of the past.
package struct Calibration: Equatable, Sendable {
    package struct Coverage: Equatable, Sendable {
        /// 0.5, 0.8, 0.95.
        package let nominal: Double
        /// What the forecasts themselves say lies in their intervals: more than nominal, because people are whole numbers.
        package let stated: Double
        /// What did.
        package let reached: Double
        /// The same for the naive forecast.
        package let naive: Double
    }

    package let histories: Int
    /// Outings that were forecast.
    package let forecasts: Int
    package let coverage: [Coverage]
    /// Shares of outcomes by the tenth of the forecast they fell into; a tenth each is perfect (Czado, Gneiting and Held 2009).
    package let tenths: [Double]
    /// Mean ranked probability score, in people.
    package let score: Double
    package let naiveScore: Double
    /// Mean distance of the outcome from the median and from the naive mean, in people.
    package let error: Double
    package let naiveError: Double

    /// What it shows and what not.
    package static let sentence = """
        Gezeigt ist nur, wie gut die Vorhersage auf erfundenen Verläufen geeicht ist, die nach einem anderen Modell entstanden sind. \
        Ob sie in einer wirklichen Stadt stimmt, zeigen erst deren Zahlen.
        """
}
