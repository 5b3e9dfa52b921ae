import Casework
import Journal

/// How the mirror stands, in a few words for the office's list of kits.
struct MirrorReport {
    let standing: MirrorStanding
    /// The kit's last entry.
    let head: Head?
    /// Whether the office had the kit's keys erased.
    let isErased: Bool

    var text: String {
        guard standing.isSetUp else { return "keiner" }
        if isErased { return erased }
        if let trouble = standing.trouble { return "\(trouble.short)\(since), \(complete)" }
        return standing.holds(head) ? "aktuell" : "holt nach, \(complete)"
    }

    /// The stick may lie in a drawer: what is on it goes only when it is plugged in.
    private var erased: String {
        if standing.isErased { return "auch dort gelöscht" }
        return standing.trouble.map { "dort noch nicht gelöscht: \($0.short)\(since)" } ?? "wird gelöscht"
    }

    private var since: String { standing.since.map { " seit \(Self.moment($0))" } ?? "" }

    private var complete: String {
        standing.lastComplete.map { "vollständig zuletzt \(Self.moment($0))" } ?? "noch nie vollständig"
    }

    /// `07.12.2026 10:42`
    private static func moment(_ time: Timestamp) -> String {
        let moment = Moment(milliseconds: time.milliseconds)
        return "\(moment.germanDay?.german ?? "") \(moment.germanClock)"
    }
}
