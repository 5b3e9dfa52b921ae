/// What a case costs, with the reason of every position.
package struct FeeQuote: Hashable, Sendable {
    /// A position with what is to be paid of it after a reduction or waiver.
    package struct Due: Hashable, Sendable {
        package let position: FeePosition
        package let amount: Money
        package let accounts: [AccountShare]
    }

    package let positions: [FeePosition]
    /// Titles of the fees that cannot be said yet, because an answer or a birth date is still missing.
    package let undecided: [String]

    package init(positions: [FeePosition], undecided: [String] = []) {
        self.positions = positions
        self.undecided = undecided
    }

    /// What is to be paid at the desk without a waiver; what the office sets is no part of it.
    package var total: Money { positions.compactMap(\.amount).reduce(.zero, +) }

    /// One line a position, as on the page: `27,60 €: unter 24 am Tag des Antrags`.
    package var lines: [String] {
        positions.map(\.line) + undecided.map { "\($0): steht fest, sobald alle Angaben dazu da sind" }
    }

    /// What is to be paid of each position. A reduction is spread over the positions in proportion to the cent, and never raises
    /// the total; positions set by the office are left out.
    package func due(after waiver: CaseRecord.Waiver?) -> [Due] { positions.due(after: waiver) }
}

extension [FeePosition] {
    /// What is to be paid of positions decided before: see `FeeQuote.due`.
    package func due(after waiver: CaseRecord.Waiver?) -> [FeeQuote.Due] {
        let payable = compactMap { position in position.amount.map { (position: position, amount: $0) } }
        guard let waiver else {
            return payable.map {
                FeeQuote.Due(position: $0.position, amount: $0.amount, accounts: $0.position.accounts)
            }
        }
        let total = payable.reduce(Money.zero) { $0 + $1.amount }
        let left = Swift.min(Swift.max(waiver.reducedTo, .zero), total)
        let parts = left.split(by: payable.map(\.amount.cents))
        return zip(payable, parts).map { payable, part in
            let accounts = payable.position.accounts
            let amounts = part.split(by: accounts.map(\.amount.cents))
            return FeeQuote.Due(
                position: payable.position, amount: part,
                accounts: zip(accounts, amounts).map { AccountShare(account: $0.account, amount: $1) })
        }
    }

    /// `0,00 €: Bedürftigkeit nachgewiesen (PAuswGebV § 1 Abs. 6)`, the line of a reduction or waiver under the positions.
    package func line(of waiver: CaseRecord.Waiver) -> String {
        let left = due(after: waiver).reduce(Money.zero) { $0 + $1.amount }
        return "\(left.german): \(left == .zero ? "erlassen" : "ermäßigt"), \(waiver.reason) (\(waiver.law))"
    }
}

extension FeePosition {
    /// `27,60 €: unter 24 am Tag des Antrags`; `wird vom Amt festgesetzt` where no money is taken here.
    package var line: String {
        guard let amount else { return "\(title): wird vom Amt festgesetzt" }
        return "\(amount.german): \(reason)"
    }
}

extension Service {
    /// The fees on these facts. A fee is undecided as long as its condition, or that of a rate before the one that would apply,
    /// hangs on something still missing: no amount is shown that the next answer could change.
    package func fees(_ facts: Facts) -> FeeQuote {
        var positions: [FeePosition] = []
        var undecided: [String] = []
        for fee in fees {
            switch fee.outcome(on: facts) {
            case .position(let position): positions.append(position)
            case .undecided: undecided.append(fee.title.de)
            case .none: continue
            }
        }
        return FeeQuote(positions: positions, undecided: undecided)
    }
}

extension FeeRule {
    fileprivate enum Outcome { case position(FeePosition), undecided, none }

    fileprivate func outcome(on facts: Facts) -> Outcome {
        switch when.truth(in: facts) {
        case .no: return .none
        case .open: return .undecided
        case .yes: break
        }
        for rate in rates {
            switch rate.when.truth(in: facts) {
            case .no: continue
            case .open: return .undecided
            case .yes: return position(at: rate, on: facts)
            }
        }
        return .none
    }

    private func position(at rate: Rate, on facts: Facts) -> Outcome {
        let amount: Money?
        var reason = rate.reason.de
        switch rate.amount {
        case .fixed(let money): amount = money
        case .setByOffice: amount = nil
        case .counted(let field, let first, let further):
            guard let count = facts.answers[field]?.number else {
                return facts.awaited.contains(field) ? .undecided : .none
            }
            guard count > 0 else { return .none }
            amount = Money(cents: first.cents + (count - 1) * further.cents)
            if count > 1 { reason += ": 1 × \(first.german), \(count - 1) × \(further.german)" }
        }
        return .position(
            FeePosition(
                fee: key, title: title.de, law: law, reason: reason, amount: amount,
                accounts: amount.map(accountShares) ?? []))
    }

    /// The shares of others, and the rest on the fee's own account; parts of nothing are left out.
    private func accountShares(of amount: Money) -> [AccountShare] {
        let own = 100 - shares.reduce(0) { $0 + $1.percent }
        let accounts = [account] + shares.map(\.account)
        let parts = amount.split(by: [own] + shares.map(\.percent))
        let all = zip(accounts, parts).map { AccountShare(account: $0, amount: $1) }
        let filled = all.filter { $0.amount != .zero }
        return filled.isEmpty ? [AccountShare(account: account, amount: amount)] : filled
    }
}
