import Casework
import Journal
import Pages
import Sync

/// How far a case that was given away has come. Nothing leaves the page before the last step.
enum TransferStep: Hashable {
    /// Its entries or attachments are still here; how many attachments.
    case atKit(attachments: Int)
    /// The office has all of it and checks whether it can open it.
    case received
    case heldBack
    case acknowledged

    init(of item: Case, in view: DeskView) {
        if view.state.feed.acknowledged.contains(item.number) {
            self = .acknowledged
        } else if view.state.feed.heldBack[item.number] != nil {
            self = .heldBack
        } else {
            let waiting = view.sync?.waitingAttachments ?? []
            let missing = (view.state.attachments[item.number] ?? []).count { waiting.contains($0.id) }
            let last = view.state.lastEntries[item.number]
            let hasEntries = last.map { last in
                (view.sync?.receivedThrough[last.generation] ?? 0) >= last.sequence
            }
            self = hasEntries == true && missing == 0 ? .received : .atKit(attachments: missing)
        }
    }
}

extension TransferStep {
    /// What keeps a case at the kit, in a word or two: `wird übertragen`, `wartet auf Netz`.
    static func waiting(in view: DeskView) -> String {
        guard let sync = view.sync else { return "wartet auf Netz" }
        if view.isConnected { return "wird übertragen" }
        if case .refused = sync.state { return "Zentrale nimmt nichts an" }
        if sync.state == .connecting { return "Verbindung wird aufgebaut" }
        return sync.isKnown ? "wartet auf Netz" : "Stand unbekannt, wartet auf Netz"
    }

    /// Whether the office has all of it.
    func received(in view: DeskView) -> StatusTag {
        guard case .atKit(let attachments) = self else { return StatusTag(.good, "ja") }
        let tone: Tone = view.isConnected ? .busy : .idle
        guard attachments > 0 else { return StatusTag(tone, Self.waiting(in: view)) }
        let count = GermanText.count(attachments, "Anlage", "Anlagen")
        return StatusTag(tone, view.isConnected ? "\(count) unterwegs" : "\(count): \(Self.waiting(in: view))")
    }

    /// Whether the office could open it and has taken it over.
    var checked: StatusTag? {
        switch self {
        case .atKit: nil
        case .received: StatusTag(.busy, "wird geprüft")
        case .heldBack: StatusTag(.bad, "zurückgehalten")
        case .acknowledged: StatusTag(.good, "ja")
        }
    }
}
