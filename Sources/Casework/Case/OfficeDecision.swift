extension CaseStep {
    init(_ act: CaseCommand.Act) {
        switch act {
        case .answer, .join, .leave, .seeEvidence, .scanEvidence, .withdrawEvidence, .codeCapture, .takeCapture,
            .giveUpCapture, .sign, .recordAbsentSignature, .decideFees, .decideWaiver, .takeBackWaiver, .pay, .check:
            self = .record
        case .beginChipChange, .endChipChange, .beginPIN, .servePIN: self = .chip
        case .settle, .note, .look: self = .remark
        case .transfer: self = .transfer
        case .cancel: self = .cancel
        case .receive: self = .receive
        case .take: self = .take
        case .askBack: self = .askBack
        case .tell: self = .tell
        case .receiveAnswer: self = .receiveAnswer
        case .forward: self = .forward
        case .makeReady: self = .makeReady
        case .handOut: self = .handOut
        case .withdraw: self = .withdraw
        case .reject: self = .reject
        case .finish: self = .finish
        }
    }
}

extension Case {
    /// Notes and looks in every state, and what the office decides.
    func decideLater(_ command: CaseCommand) throws(CaseRefusal) -> [CaseEvent] {
        let clerk = command.by
        let token = command.token
        switch command.act {
        case .settle(let line):
            if payments.contains(where: { $0.receipt == line.receipt }) { return [] }
            return [
                .paid(
                    CasePaid(
                        receipt: line.receipt, amount: line.amount, reverses: line.reverses,
                        day: line.reverses == nil ? nil : line.day, reason: line.reason))
            ]
        case .note(let text):
            return [.noteAdded(CaseNoteAdded(text: try word(text, .note), clerk: clerk, token: token))]
        case .look: return [.looked(CaseLooked(clerk: clerk))]
        case .receive(let moment): return [.received(CaseReceived(at: moment))]
        case .take(let number):
            let number = try word(number, .fileNumber)
            if state == .inWork, fileNumber == number { return [] }
            return [.taken(CaseTaken(fileNumber: number, clerk: clerk))]
        case .askBack(let question, let due, let telling, let today):
            let question = try word(question, .question)
            guard due >= today else { throw .dueInPast }
            return [
                .askedBack(
                    CaseAskedBack(question: question, due: due, telling: telling, clerk: clerk, token: token))
            ]
        case .tell(let note):
            return [.askedBackTold(CaseAskedBackTold(note: try word(note, .note), clerk: clerk, token: token))]
        case .receiveAnswer(let follower, let day):
            if followers.contains(follower) { return [] }
            return [.answerReceived(CaseAnswerReceived(follower: follower, day: day))]
        case .forward(let target, let reason):
            guard target != unit else { throw .sameUnit }
            return [
                .forwarded(
                    CaseForwarded(unit: target, reason: try word(reason, .reason), clerk: clerk, token: token))
            ]
        case .makeReady(let place):
            return [.readyToCollect(CaseReadyToCollect(place: try word(place, .place), clerk: clerk))]
        case .handOut(let recipient):
            return [.handedOut(CaseHandedOut(to: try word(recipient, .recipient), clerk: clerk))]
        case .withdraw(let reason):
            return [.withdrawn(CaseWithdrawn(reason: try word(reason, .reason), clerk: clerk))]
        case .reject(let reason):
            return [.rejected(CaseRejected(reason: try word(reason, .reason), clerk: clerk))]
        case .finish(let note): return [.done(CaseDone(note: note.flatMap { $0.isBlank ? nil : $0 }, clerk: clerk))]
        default: return []
        }
    }
}
