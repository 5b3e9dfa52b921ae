import Casework

extension DeskDraft {
    /// The chip was written and the address in the case changes afterwards: the chip holds another one, and its task is open again.
    mutating func reopenChip(of number: CaseNumber, because field: FieldKey, by clerk: ClerkID) throws {
        let item = try item(number)
        guard let service = try? view.service(of: item), let rule = service.chip, rule.act == .address,
            item.answers[rule.result]?.value == .choice(rule.done), let result = service.field(rule.result),
            let attribute = service.field(field)?.person, Self.onChip.contains(attribute)
        else { return }
        try decide(
            CaseCommand(
                by: clerk, .answer(result.key, label: result.label.de, value: nil, shown: nil, source: .typed)),
            on: number)
    }

    /// What an address on a chip is made of.
    private static let onChip: Set<PersonAttribute> = [.street, .houseNumber, .postCode, .town, .addressSupplement]
}
