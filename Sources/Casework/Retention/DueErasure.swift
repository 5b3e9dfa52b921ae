/// What of a case has outlived its retention.
package enum DueErasure: Hashable, Sendable {
    case wholeCase
    /// Evidence or a capture whose own time is shorter than the case's.
    case part(Case.Part)
}

/// A file that was ever added for a part with a retention of its own. A later scan or capture does not take an earlier one away.
package struct PartFile: Hashable, Sendable {
    package let part: Case.Part
    package let attachment: Attachment
    package let at: Moment
}

extension Case {
    /// What has to be erased now. The case and its evidence count from the day it ended (handed out, withdrawn, rejected, done), and go on the
    /// day after their last one; a capture's hours count from the capture. Fingerprints go when the document is handed out at the latest
    /// (PAuswG § 26 Abs. 2, PassG § 16 Abs. 2). What was cancelled at the desk goes at once.
    ///
    /// - Parameter service: as the catalogue has it now; nil where it left the catalogue: then everything goes with the case.
    package func dueErasures(at now: Moment, service: Service?) -> [DueErasure] {
        guard access == .readable, let today = now.germanDay else { return [] }
        if state == .cancelled { return [.wholeCase] }
        guard state.isAtOffice else { return [] }
        if let retentionEnd, today > retentionEnd { return [.wholeCase] }
        guard let service else { return [] }
        let captures = service.captures.filter { isDue($0, at: now) }.map { Part.capture($0.key) }
        let evidence = service.retention.evidenceDays.keys.sorted { $0.text < $1.text }.filter { key in
            guard let endedOn, let days = service.retention.evidenceDays[key], let item = self.evidence[key] else {
                return false
            }
            return !item.isErased && endedOn.adding(days: days).map { today > $0 } ?? false
        }.map { Part.evidence($0) }
        return (captures + evidence).map { .part($0) }
    }

    /// The hours count from the oldest file that is there; what was captured again goes with it.
    private func isDue(_ rule: CaptureRule, at now: Moment) -> Bool {
        guard let first = partFiles.filter({ $0.part == .capture(rule.key) }).map(\.at).min() else { return false }
        if rule.kind == .fingerprints, state.isEnded { return true }
        guard let hours = rule.retentionHours else { return false }
        return now.milliseconds - first.milliseconds >= Int64(hours) * 3_600_000
    }

    /// The part's name as the case knows it.
    package func title(of part: Part) -> String? {
        switch part {
        case .evidence(let key): evidence[key]?.title
        case .capture(let key): captures[key]?.title
        default: nil
        }
    }
}

extension CaseEvent {
    /// Whether the event's own words have to go with the part: what a clerk noted about a piece of evidence, a photographer's code.
    package func says(somethingOf part: Case.Part) -> Bool {
        switch (self, part) {
        case (.evidenceSeen(let it), .evidence(let key)): it.evidence == key
        case (.captureCoded(let it), .capture(let key)): it.capture == key
        default: false
        }
    }
}
