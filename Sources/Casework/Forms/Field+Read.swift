extension Field {
    /// The longest name of a person this house takes; registers cut earlier.
    private static let longestName = 200

    /// Reads what the form sent for this field.
    /// - Parameter typed: The texts of its inputs: one as a rule, three for a date, any number for several choices or persons.
    /// - Returns: `nil` when nothing was typed: the answer is taken back.
    package func read(_ typed: [String], in context: FormContext) -> Result<FieldValue?, FieldMistake> {
        let name = label.de
        switch kind {
        case .date(let past):
            return DateReading.read(typed, past: past, today: context.day)
                .map { $0.map { .date($0) } }.mapError { .date($0, name: name) }
        case .choices(let choices):
            let keys = typed.map(Self.trimmed).filter { !$0.isEmpty }
            guard keys.allSatisfy({ key in choices.contains { $0.key == key } }) else {
                return .failure(.noChoice(name: name))
            }
            let chosen = choices.map(\.key).filter(keys.contains)
            return .success(chosen.isEmpty ? nil : .choices(chosen))
        case .persons:
            let keys = typed.map(Self.trimmed).filter { !$0.isEmpty }
            var persons: [PersonID] = []
            for person in keys.map({ PersonID($0) }) where !persons.contains(person) { persons.append(person) }
            guard persons.allSatisfy({ context.persons[$0] != nil }) else {
                return .failure(.noSuchPerson(name: name))
            }
            return .success(persons.isEmpty ? nil : .persons(persons))
        case .multiline(let max):
            return Self.readLines(typed.first ?? "", name: name, max: max, in: context)
        default:
            let line = Self.trimmed(typed.first ?? "")
            return line.isEmpty ? .success(nil) : readLine(line, in: context).map { $0 }
        }
    }

    /// - Parameter line: Not empty, without blanks at its ends.
    private func readLine(_ line: String, in context: FormContext) -> Result<FieldValue, FieldMistake> {
        let name = label.de
        switch kind {
        case .personName:
            return Self.readText(line, name: name, max: Self.longestName, letters: .personName, in: context)
        case .line(let max): return Self.readText(line, name: name, max: max, letters: .text, in: context)
        case .number(let min, let max): return Self.readNumber(line, name: name, min: min, max: max)
        case .yesNo:
            switch line.lowercased() {
            case "ja", "yes", "true", "on", "1": return .success(.yesNo(true))
            case "nein", "no", "false", "off", "0": return .success(.yesNo(false))
            default: return .failure(.noYesOrNo(name: name))
            }
        case .choice(let choices):
            guard choices.contains(where: { $0.key == line }) else { return .failure(.noChoice(name: name)) }
            return .success(.choice(line))
        case .codeList(let list):
            guard context.codeTitle(list, line, .german) != nil else { return .failure(.noChoice(name: name)) }
            return .success(.choice(line))
        case .postCode:
            let code = line.filter { !$0.isWhitespace }
            guard code.utf8.count == 5, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return .failure(.noPostCode(name: name))
            }
            return PostCode.isAssigned(code) ? .success(.text(code)) : .failure(.unknownPostCode(code))
        case .phone: return ContactReading.phone(line).map { .success(.text($0)) } ?? .failure(.noPhone(name: name))
        case .email: return ContactReading.email(line).map { .success(.text($0)) } ?? .failure(.noEmail(name: name))
        case .documentNumber:
            let number = line.filter { !$0.isWhitespace }.uppercased()
            guard (5...20).contains(number.utf8.count),
                number.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
            else { return .failure(.noDocumentNumber(name: name)) }
            return .success(.text(number))
        case .caseNumber:
            guard let number = NumberFormat(parsing: line)?.caseNumber else {
                return .failure(
                    NumberFormat.isMistyped(line) ? .mistypedNumber(name: name) : .noCaseNumber(name: name))
            }
            return .success(.text(number.text))
        case .money(let maxCents):
            guard let money = Money(german: line) else { return .failure(.noMoney(name: name)) }
            guard money.cents <= maxCents else {
                return .failure(.tooMuchMoney(name: name, max: Money(cents: maxCents)))
            }
            return .success(.money(money))
        case .iban:
            do { return .success(.text(try IBAN(line).text)) } catch { return .failure(.iban(error, name: name)) }
        case .date, .choices, .persons, .multiline:
            // Read from several texts above; one text alone is no answer to them.
            return .failure(.noChoice(name: name))
        }
    }

    private static func readText(
        _ line: String, name: String, max: Int, letters: FormContext.Letters, in context: FormContext
    ) -> Result<FieldValue, FieldMistake> {
        switch context.letters(line, letters) {
        case .foreign(let message): return .failure(.foreignLetters(message: message))
        case .allowed(let text):
            guard text.count <= max else { return .failure(.tooLong(name: name, max: max, typed: text.count)) }
            return .success(.text(text))
        }
    }

    /// Line by line, so that a tab or a second blank inside a line is as harmless as in a single one; empty lines stay.
    private static func readLines(
        _ typed: String, name: String, max: Int, in context: FormContext
    ) -> Result<FieldValue?, FieldMistake> {
        var lines: [String] = []
        for line in typed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let trimmed = trimmed(String(line))
            if trimmed.isEmpty { lines.append(""); continue }
            switch context.letters(trimmed, .text) {
            case .foreign(let message): return .failure(.foreignLetters(message: message))
            case .allowed(let text): lines.append(text)
            }
        }
        while lines.first?.isEmpty == true { lines.removeFirst() }
        while lines.last?.isEmpty == true { lines.removeLast() }
        let text = lines.joined(separator: "\n")
        guard text.count <= max else { return .failure(.tooLong(name: name, max: max, typed: text.count)) }
        return .success(text.isEmpty ? nil : .text(text))
    }

    /// Whole numbers, with points between thousands or without: `1.200`, `1200`.
    private static func readNumber(
        _ line: String, name: String, min: Int, max: Int
    ) -> Result<FieldValue, FieldMistake> {
        var text = line.filter { !$0.isWhitespace }
        let isNegative = text.hasPrefix("-") || text.hasPrefix("−")
        if isNegative { text.removeFirst() }
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }), (1...15).contains(text.utf8.count),
            groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let magnitude = Int(groups.joined())
        else { return .failure(.noNumber(name: name, min: min, max: max)) }
        let number = isNegative ? -magnitude : magnitude
        guard number >= min, number <= max else { return .failure(.numberOutside(name: name, min: min, max: max)) }
        return .success(.number(number))
    }

    /// Without blanks at the ends, each run of blanks inside one blank.
    private static func trimmed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
