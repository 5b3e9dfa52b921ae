import Casework
import Foundation
import Journal
import Kit
import Planning

/// Sends the forms of a day's plan to a desk, as the kit's pages do. The same form sent again has the same token.
struct Clerk: Sendable {
    let plan: DayPlan
    /// Tells this day at this kit from all others.
    let name: String

    /// What a form came to.
    enum Outcome: Sendable {
        /// The page said that it was saved.
        case saved(Saved)
        /// The desk said why it could not; the clerk reads it and goes on.
        case refused
        /// Nothing was saved, and the clerk tries again.
        case failed(any Error)

        var word: String {
            switch self {
            case .saved(let saved): "\(saved.events.count) saved"
            case .refused: "refused"
            case .failed(let fault): "\(fault)"
            }
        }
    }

    /// What the page said was saved.
    struct Saved: Sendable {
        let events: [DeskEvent]
        /// The files behind the attachments among the events.
        var files: [KeyID: Data] = [:]
    }

    func visit(_ index: Int) -> VisitID { VisitID("\(name)-v\(index)") }
    func person(_ index: Int) -> PersonID { PersonID("\(name)-p\(index)") }
    /// Each day has one.
    func outing(of step: Int) -> OutingID {
        let nights = plan.steps[..<step].count { $0 == .night }
        return OutingID("\(name)-outing-\(nights)")
    }

    func token(_ step: Int) -> String { "\(name)-form-\(step)" }

    /// The number a planned case got; nil before it was opened.
    func number(_ index: Int, in view: DeskView) -> CaseNumber? {
        guard let step = plan.steps.firstIndex(of: .openCase(index)) else { return nil }
        return view.state.outings[outing(of: step)]?.tokens[token(step)].map { CaseNumber($0) }
    }

    /// Sends the form of a step and waits for the page.
    /// - Parameter again: what becomes of the form's token at a second try.
    func send(_ index: Int, to desk: Desk, again: (@Sendable (String) -> String)?) async -> Outcome {
        let step = plan.steps[index]
        let token = again.map { $0(self.token(index)) } ?? self.token(index)
        do {
            if let (slot, bytes) = step.file {
                return try await sendFile(index, of: slot, bytes: bytes, token: token, to: desk)
            }
            let decided = Decided()
            try await desk.commit { view, names in
                decided.take(try events(of: step, index, token: token, in: view, &names))
            }
            return .saved(Saved(events: decided.events))
        } catch DeskFault.takenByOffice {
            return .refused
        } catch let fault as DeskFault {
            return .failed(fault)
        } catch { return .refused }
    }

    /// The file is stored first, then the entry that names it, together with what the file is.
    private func sendFile(
        _ index: Int, of slot: Int, bytes: Int, token: String, to desk: Desk
    ) async throws -> Outcome {
        let before = try await desk.view()
        guard let number = number(slot, in: before) else { return .refused }
        var random = SeededRandom(seed: UInt64(index), for: UInt64(bytes))
        let clear = random.data(bytes)
        let probe = Casework.Attachment(
            id: "00000000000000000000000000000000", keyID: "-", bytes: bytes, cipherSHA256: "-", mediaType: "-")
        // As the pages do: what would be refused, or was sent before, is not written at all.
        guard try !before.openCase(number).decide(command(index, token, probe)).isEmpty else { return .refused }
        let stored = try await desk.store(clear, mediaType: "image/jpeg", for: number, pages: 1)
        let command = command(index, token, stored.attachment)
        let decided = Decided()
        try await desk.commit { view, _ in
            guard try !view.openCase(number).decide(command).isEmpty else { return [] }
            var draft = DeskDraft(view)
            draft.add(.attachmentAdded(number, stored.ref))
            try draft.decide(command, on: number)
            try draft.settleFees(by: SimulatedTown.clerk)
            return decided.take(draft.events)
        }
        return .saved(Saved(events: decided.events, files: [stored.ref.id: clear]))
    }

    private func command(_ index: Int, _ token: String, _ file: Casework.Attachment) -> CaseCommand {
        let act: CaseCommand.Act =
            switch plan.steps[index] {
            case .scan(_, let evidence, _): .scanEvidence(evidence, title: evidence.text, file)
            default: .sign(file, statement: "Ich beantrage.", signer: nil)
            }
        return CaseCommand(by: SimulatedTown.clerk, token: token, act)
    }
}

extension DayPlan.Step {
    fileprivate var file: (slot: Int, bytes: Int)? {
        switch self {
        case .scan(let slot, _, let bytes), .sign(let slot, let bytes): (slot, bytes)
        default: nil
        }
    }
}
