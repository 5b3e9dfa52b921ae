import Casework
import Foundation
import Journal
import Pages

/// What the pages say of the mirror.
struct MirrorNotice {
    let view: DeskView

    /// On the page "Übertragung".
    var standing: HTML {
        "\(replaced)\(mirror)\(beside)"
    }

    /// After a transfer or a receipt, where the mirror has not all of it yet.
    var late: HTML? {
        guard !view.isMirrored else { return nil }
        let trouble = view.mirror.trouble
        return Notice(
            .warning, "Auf diesem Laptop gespeichert, noch nicht auf dem Spiegel.",
            text: trouble.map { "\($0.message) Sie können weiterarbeiten. \($0.remedy)" }
                ?? "Sie können weiterarbeiten. Lassen Sie den Stick stecken; er holt es von selbst nach."
        ).html
    }

    var item: StateBar.Item? {
        if view.successor != nil { return .init(.bad, "Laptop ersetzt", to: "/uebertragung") }
        let mirror = view.mirror
        guard mirror.isSetUp else { return nil }
        if let trouble = mirror.trouble { return .init(.warning, trouble.short, to: "/uebertragung") }
        return view.isMirrored
            ? .init(.good, "gespiegelt", to: "/uebertragung") : .init(.busy, "Spiegel holt nach", to: "/uebertragung")
    }

    private var replaced: HTML? {
        guard let successor = view.successor else { return nil }
        let trouble = MirrorTrouble.replaced(generation: successor.generation ?? 0, continues: successor.continues)
        return Notice(
            .bad, trouble.message, text: "\(trouble.remedy) \(written(since: successor.continues))"
        ).html
    }

    /// What only this laptop has.
    private func written(since position: Position?) -> String {
        let kept =
            "Was hier seit der Ablösung geschrieben wurde, bleibt erhalten und geht an die Zentrale; dort entscheidet jemand, was davon gilt."
        guard let position, let head = view.head?.position, head.generation == position.generation else { return kept }
        let count = head.sequence > position.sequence ? Int(clamping: head.sequence - position.sequence) : 0
        return count == 0
            ? "Der andere Laptop hat alles, was hier geschrieben wurde."
            : "\(GermanText.count(count, "Eintrag steht", "Einträge stehen")) nur auf diesem Laptop. \(kept)"
    }

    private var mirror: HTML? {
        let mirror = view.mirror
        guard mirror.isSetUp else {
            return Notice(
                .idle, "Kein Spiegel eingerichtet.",
                text:
                    "Fällt dieser Laptop aus, fehlt alles, was noch nicht in der Zentrale ist. Stecken Sie einen Stick ein und richten Sie den Spiegel ein: „amtskoffer kit mirror“."
            ).html
        }
        let complete = mirror.lastComplete.map { "Zuletzt vollständig: \(time($0))." } ?? "Noch nie vollständig."
        if let trouble = mirror.trouble {
            let since = mirror.since.map { "Seit \(time($0))." } ?? ""
            return Notice(
                .warning, trouble.message, text: "\(trouble.remedy) \(since) \(complete) Weiterarbeiten ist möglich."
            ).html
        }
        if !view.isMirrored {
            let left =
                mirror.attachmentsLeft > 0
                ? "Noch \(GermanText.count(mirror.attachmentsLeft, "Anlage", "Anlagen"))." : "Gleich fertig."
            return Notice(.busy, "Der Spiegel holt nach.", text: "\(left) Lassen Sie den Stick stecken.").html
        }
        return Notice(.good, "Der Spiegel hat alles.", text: complete).html
    }

    private var beside: HTML? {
        let count = view.mirror.keptBeside
        guard count > 0 else { return nil }
        return Notice(
            .warning,
            GermanText.count(count, "älteres Journal liegt", "ältere Journale liegen") + " neben dem Spiegel.",
            text:
                "Darin stehen Einträge, die dieser Laptop nicht hat. Nichts davon wird gelöscht. Rufen Sie die Zentrale an."
        ).html
    }

    /// `10:42 Uhr`, with the day where it is another one.
    private func time(_ time: Timestamp) -> String {
        let moment = Moment(milliseconds: time.milliseconds)
        let day = moment.germanDay.flatMap { $0 == view.today ? nil : "\($0.german), " } ?? ""
        return "\(day)\(moment.germanClock) Uhr"
    }
}
