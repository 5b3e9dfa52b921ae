package import Casework
import Journal

/// Everything the office knows, folded from all kits' entries and its own in the order in which they arrived.
package struct OfficeState: Sendable {
    package internal(set) var cases: [CaseNumber: CaseFile] = [:]
    var arriving: [CaseNumber: ArrivingCase] = [:]
    /// Of each kit: what of its entries is its history.
    var lineages: [UInt16: Lineage] = [:]
    /// Received from a laptop that had been replaced, and gone on with by its spare, which did not know: a person has to compare the two.
    var twofold: Set<CaseNumber> = []
    /// Outings of which something can still be read, and when the last of their entries was written.
    var outings: [Subject: Moment] = [:]
    package internal(set) var statistics = Statistics()
    /// What the books of each kit say of the money of its cases.
    var receipts: [UInt16: CaseReceipts] = [:]
    /// Whom each kit admitted with a code told by telephone.
    package internal(set) var substitutes: [UInt16: [SubstituteAdmitted]] = [:]
    /// Who looked into a register extract, in order.
    package internal(set) var registerLooks: [RegisterLookLine] = []
    /// Running number of the last case the office opened itself.
    package internal(set) var ownCases = 0
    /// What was ordered in the office, in order.
    package internal(set) var orders: [OrderLine] = []
    /// Kits that were ordered to erase their keys: nothing is taken from them any more.
    var erasedKits: Set<UInt16> = []
    /// Entries of another release, or that could not be read: kept, and counted here.
    package internal(set) var notUnderstood = 0

    /// Cases of which entries came in and that are still a kit's.
    package var underway: Int { arriving.values.count { !$0.isTransferred && !$0.entries.isEmpty } }
    /// Transferred ones that wait for a key or an attachment, and get it once their kit calls.
    package var waiting: Int { arriving.values.count { $0.isTransferred && !$0.isHeld && !isLost($0) } }
    /// Transferred ones that cannot be opened, and that nobody has dealt with.
    package var unopened: Int {
        let settled = settledCases
        return arriving.values.count { ($0.isHeld || isLost($0)) && !settled.contains($0.number) }
    }
    /// Cases that could not be opened and that a person has dealt with.
    package var settledCases: Set<CaseNumber> {
        Set(orders.filter { $0.given.order == .caseSettled }.map { CaseNumber($0.given.about) })
    }
    /// Whose rest never comes, because the kit erased its keys before it had shipped all of them.
    package var lost: [CaseNumber] {
        arriving.values.filter(isLost).map(\.number).sorted { $0.text < $1.text }
    }

    private func isLost(_ one: ArrivingCase) -> Bool {
        one.isTransferred && !one.isHeld && erasedKits.contains(one.kit)
    }

    /// The case to a code from a citizen's paper.
    package func file(code: String) -> CaseFile? {
        cases.values.first { $0.item.transfer?.code == code }
    }
}

/// What a page or a decision looks at: a copy of the registry at one moment.
package struct OfficeView: Sendable {
    package let state: OfficeState
    package let town: TownInUse
    package let now: Moment
    package let generation: Int

    package var today: CalendarDate { now.germanDay ?? CalendarDate(year: 1970, month: 1, day: 1)! }

    /// The number of the next case that the office opens itself: its code is `Z00`, which no kit gets.
    package var nextCaseNumber: CaseNumber {
        // Within the format's limits by far.
        NumberFormat(.caseNumber, kit: .office, generation: generation, running: state.ownCases + 1)!.caseNumber!
    }
}

extension KitCode {
    package static let office = KitCode("Z00")!
}

extension ClerkID {
    /// What the office does by itself.
    package static let office: ClerkID = "zentrale"
}
