import Casework
import Journal
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
