extension Case {
    /// What is done at the chip of the applicant's card.
    func decideChip(_ command: CaseCommand) throws(CaseRefusal) -> [CaseEvent] {
        let clerk = command.by
        switch command.act {
        case .beginChipChange(let change, let isSimulated):
            if openChipChange != nil { throw .chipUnsettled }
            return [.chipChangeBegun(ChipChangeBegun(change: change, isSimulated: isSimulated, clerk: clerk))]
        case .endChipChange(let outcome, let isSimulated):
            // Somebody else settled it: it has its end.
            if openChipChange == nil, outcome != .same { return [] }
            return [.chipChangeEnded(ChipChangeEnded(outcome: outcome, isSimulated: isSimulated, clerk: clerk))]
        case .beginPIN(let isSimulated):
            return [.chipPINBegun(ChipPINBegun(isSimulated: isSimulated, clerk: clerk))]
        case .servePIN(let act, let isSimulated):
            return [.chipPINServed(ChipPINServed(act: act, isSimulated: isSimulated, clerk: clerk))]
        default: return []
        }
    }

    mutating func applyChip(_ event: CaseEvent) {
        switch event {
        case .chipChangeBegun(let begun): openChipChange = begun
        case .chipChangeEnded(let ended):
            openChipChange = nil
            chipEnd = ended
        case .chipPINBegun(let begun): openPIN = begun
        case .chipPINServed(let served):
            switch served.act {
            case .set: (openPIN, pinServed) = (nil, served)
            // Tries given back say nothing of a PIN that was begun.
            case .unblocked: pinServed = served
            case .unchanged: openPIN = nil
            }
        default: break
        }
    }
}
