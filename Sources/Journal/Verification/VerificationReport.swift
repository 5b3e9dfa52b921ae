/// What `amtskoffer journal verify` found: counts, and one line for every fault with its place.
package struct VerificationReport: Sendable {
    /// More faults than this are only counted.
    package static let listed = 100

    package internal(set) var kits = 0
    package internal(set) var generations = 0
    package internal(set) var entries = 0
    package internal(set) var segments = 0
    /// Entries whose body was forgotten with its key, or by itself.
    package internal(set) var withoutBody = 0
    package internal(set) var subjects = 0
    package internal(set) var keys = 0
    package internal(set) var attachments = 0
    /// At the office: named by an entry and not received yet.
    package internal(set) var attachmentsAwaited = 0
    /// Their key is erased and the file gone, as it should be.
    package internal(set) var attachmentsErased = 0
    /// Files that no entry names: left behind by a crash before the entry was written. Harmless.
    package internal(set) var filesWithoutEntry = 0
    /// Bytes of all entries and attachments.
    package internal(set) var bytes = 0
    package internal(set) var faultCount = 0
    /// At most ``listed``.
    package private(set) var faults: [String] = []

    package var isIntact: Bool { faultCount == 0 }

    mutating func add(_ fault: some CustomStringConvertible) {
        faultCount += 1
        if faults.count < VerificationReport.listed { faults.append(fault.description) }
    }

    /// For a person at a terminal: faults first, then counts, the verdict last.
    package var lines: [String] {
        var lines = faults.map { "FEHLER  \($0)" }
        if faultCount > faults.count { lines.append("FEHLER  … und \(faultCount - faults.count) weitere") }
        lines.append("Koffer: \(kits), Generationen: \(generations), Abschnitte: \(segments)")
        let emptied = withoutBody > 0 ? " (Inhalt gelöscht: \(withoutBody))" : ""
        lines.append("Einträge: \(entries)\(emptied), Gegenstände: \(subjects), Schlüssel: \(keys)")
        var files = "Anlagen: \(attachments)"
        if attachmentsErased > 0 { files += ", gelöscht: \(attachmentsErased)" }
        if attachmentsAwaited > 0 { files += ", noch nicht übertragen: \(attachmentsAwaited)" }
        if filesWithoutEntry > 0 { files += ", Dateien ohne Eintrag (harmlos): \(filesWithoutEntry)" }
        lines.append(files)
        lines.append("Bytes: \(bytes)")
        lines.append(
            isIntact
                ? "Das Journal ist unversehrt."
                : "Das Journal ist beschädigt (\(faultCount) Fehler). Den Ordner sichern und vom Spiegel wiederherstellen."
        )
        return lines
    }
}
