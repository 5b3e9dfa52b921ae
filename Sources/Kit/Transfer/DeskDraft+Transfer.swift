package import Casework

/// How the clerk wants to give a case away.
package struct TransferWish: Sendable {
    /// The revision of the check page; nil where several go at once.
    package var seen: Int?
    package var token: String?
    /// She chose "unvollständig abgeben".
    package var isIncomplete = false
    /// Where and when the rest follows.
    package var followsAt: String?
    /// For the citizen's paper; eight characters.
    package var code: String

    package init(
        seen: Int? = nil, token: String? = nil, isIncomplete: Bool = false, followsAt: String? = nil, code: String
    ) {
        self.seen = seen
        self.token = token
        self.isIncomplete = isIncomplete
        self.followsAt = followsAt
        self.code = code
    }
}

extension DeskDraft {
    /// Gives a case away as it stands, and counts it. Pressing the button on the check page says that it was gone through.
    package mutating func transfer(_ number: CaseNumber, _ wish: TransferWish, by clerk: ClerkID) throws {
        let before = try item(number)
        // The same form once more: the case is given away already.
        if before.tokens.contains(wish.token) { return }
        let listed = try? view.service(of: before)
        guard let service = listed ?? before.opening.map(Service.init(unlisted:)) else { throw DeskFault.noSuchService }
        if before.state == .open {
            try decide(
                CaseCommand(by: clerk, seen: wish.seen, .check(readByCitizen: before.wasReadByCitizen)), on: number)
        }
        let review = CaseReview(
            of: before.record, service: service, devices: view.readyDevices, on: before.opening?.day ?? view.today)
        let unverifiable = listed == nil && wish.isIncomplete ? [CaseFile.unverifiable] : []
        try decide(
            CaseCommand(
                by: clerk, seen: wish.seen, token: wish.token,
                .transfer(
                    CaseCommand.Transfer(
                        on: view.today, code: wish.code, hindrances: review.failures.map(\.message.de),
                        missing: review.missing.map(\.name) + unverifiable, asIncomplete: wish.isIncomplete,
                        followsAt: wish.followsAt, finished: service.end == .desk, follows: view.followed(by: before)))),
            on: number)
        if let counted = try item(number).counted { add(.statistics(counted)) }
    }
}
