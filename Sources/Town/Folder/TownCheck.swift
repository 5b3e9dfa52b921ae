/// What a reading found: a town, or every mistake that is in the way of one.
package struct TownCheck: Sendable {
    /// `nil` exactly when there are mistakes.
    package let town: Town?
    /// Sorted by file, line and text.
    package let mistakes: [Mistake]
    package let fileCount: Int
    package let serviceCount: Int

    package var isClean: Bool { town != nil }

    /// What `amtskoffer town check` prints: the mistakes, then `n Dateien, n Leistungen, n Fehler`.
    package var lines: [String] {
        let sum = [
            fileCount == 1 ? "1 Datei" : "\(fileCount) Dateien",
            serviceCount == 1 ? "1 Leistung" : "\(serviceCount) Leistungen", "\(mistakes.count) Fehler",
        ]
        return mistakes.map(\.description) + [sum.joined(separator: ", ")]
    }
}
