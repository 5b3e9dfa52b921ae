package import Casework
import Crypto
import Foundation
import Journal
import Sync

/// Something that could not be sent, was held back or refused, and that stays in sight until a person has dealt with it.
struct Matter: Hashable {
    /// Names the matter in the journal: kind, and what tells this one from others of its kind. Names no person.
    let key: String
    let title: String
    /// What it is, in the office's or the sync's words.
    let text: String
    let advice: String
    /// The case it is about.
    var number: CaseNumber?
    /// A file of this laptop is bad: the bar says so too.
    var isDamage = false

    /// All there are, those that were dealt with too.
    static func all(in view: DeskView) -> [Matter] {
        damaged(view) + heldBack(view) + refused(view) + keptAside(view) + failed(view)
    }

    static func open(in view: DeskView) -> [Matter] {
        let settled = view.state.settledMatters
        return all(in: view).filter { settled[$0.key] == nil }
    }

    private static func damaged(_ view: DeskView) -> [Matter] {
        view.damaged.sorted { $0.hex < $1.hex }.map { id in
            let number = view.caseNumber(of: id)
            let isOpen = number.flatMap { view.state.cases[$0]?.state } == .open
            return Matter(
                key: "damaged.\(mark(id.hex))",
                title: number.map { "Vorgang \($0.text): eine Anlage ist beschädigt" } ?? "Eine Anlage ist beschädigt",
                text:
                    "Die Anlage ist auf diesem Laptop beschädigt und auf keinem Spiegel heil. Sie kommt so nicht in der Zentrale an; alles andere wird weiter übertragen.",
                advice: isOpen
                    ? "Nehmen Sie die Unterlage im Vorgang zurück und scannen oder erfassen Sie sie erneut."
                    : "Scannen oder erfassen Sie sie erneut: in der Liste der Vorgänge mit „Nachreichen“.",
                number: number, isDamage: true)
        }
    }

    private static func heldBack(_ view: DeskView) -> [Matter] {
        view.state.feed.heldBack.sorted { $0.key.text < $1.key.text }.map { number, reasons in
            let text = reasons.joined(separator: " ")
            return Matter(
                key: "held.\(number.text).\(mark(text))",
                title: "Vorgang \(number.text): in der Zentrale zurückgehalten",
                text: text,
                advice: "Rufen Sie die Zentrale an. Der Vorgang bleibt am Koffer erhalten und lässt sich neu erfassen.",
                number: number)
        }
    }

    private static func refused(_ view: DeskView) -> [Matter] {
        view.state.feed.refused.enumerated().map { index, reason in
            Matter(
                key: "refused.\(index).\(mark(reason))", title: "Die Zentrale hat etwas nicht angenommen", text: reason,
                advice: "Rufen Sie die Zentrale an. Am Koffer bleibt es erhalten.")
        }
    }

    /// A second history: what this laptop wrote lies at the office for a person to decide.
    private static func keptAside(_ view: DeskView) -> [Matter] {
        guard case .refused(let refusal) = view.sync?.state, refusal.isKeptAside else { return [] }
        return [
            Matter(
                key: "aside.\(view.state.generation).\(refusal.rawValue)",
                title: "Was dieser Laptop schreibt, wird in der Zentrale zurückgelegt", text: refusal.message,
                advice: "Nehmen Sie hier nichts mehr auf. Die Zentrale entscheidet, was davon neu erfasst wird.")
        ]
    }

    /// What the office turned away and will turn away again. Troubles of the line pass by themselves and are no matter.
    private static func failed(_ view: DeskView) -> [Matter] {
        (view.sync?.problems ?? []).compactMap { problem in
            guard problem.trouble.needsPerson, !view.isDamaged(problem) else { return nil }
            let number: CaseNumber? =
                if case .attachment(let id) = problem.subject { view.caseNumber(of: id) } else { nil }
            let subject = number.map { "Anlage zum Vorgang \($0.text)" } ?? "Nicht gesendet"
            return Matter(
                key: "failed.\(mark("\(problem.subject) \(problem.trouble)"))", title: subject, text: problem.message,
                // Whom to call says the trouble itself.
                advice: "Am Koffer bleibt alles erhalten und wird weiter versucht.",
                number: number)
        }
    }

    /// Twelve hexadecimal digits: the text itself may name somebody.
    private static func mark(_ text: String) -> String {
        Data(SHA256.hash(data: Data(text.utf8)).prefix(6)).hex
    }
}

extension SyncTrouble {
    /// It does not pass by itself.
    var needsPerson: Bool {
        switch self {
        case .keysRefused, .attachment(.tooLong), .feed, .journalIsBehind, .certificateEnded, .ownDisk: true
        case .entries(let kind): kind != .gap
        default: false
        }
    }
}

extension DeskView {
    /// Its file is known to be bad, which is told by itself.
    func isDamaged(_ problem: SyncProgress.Problem) -> Bool {
        if case .attachment(let id) = problem.subject { damaged.contains(id) } else { false }
    }

    func caseNumber(of attachment: KeyID) -> CaseNumber? {
        state.attachments.first { $0.value.contains { $0.id == attachment } }?.key
    }
}

extension DeskState {
    /// What people have dealt with, by ``Matter/key``.
    package var settledMatters: [String: MatterSettled] {
        books.values.reduce(into: [:]) { all, book in for matter in book.matters { all[matter.matter] = matter } }
    }
}
