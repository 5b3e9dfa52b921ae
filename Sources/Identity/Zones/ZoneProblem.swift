/// One thing that keeps a zone from being read.
package enum ZoneProblem: Hashable, Sendable {
    case empty
    /// Not 72, 88 or 90 characters.
    case length(found: Int)
    /// The first two characters name no document of this size.
    case documentCode(String)
    /// A character that no zone holds; its position counts within the line.
    case character(ForeignCharacter, line: Int)
    /// A digit among letters or a letter among digits that no single repair explains. Line and column count from 1.
    case misplaced(Character, field: ZoneField, line: Int, column: Int)
    /// A digit among letters that several letters are read as, where no check digit decides. Line and column count
    /// from 1.
    case undecided(Character, couldBe: [Character], field: ZoneField, line: Int, column: Int)
    case digit(ZoneCheck)
    /// Six characters that are no date.
    case date(ZoneField, String)
    case sex(Character)
    case numberMissing
    case nameMissing

    /// German: what is wrong.
    package var finding: String {
        switch self {
        case .empty: "Es kam nichts an."
        case .length(let found):
            "Es kamen \(found) Zeichen an; die Zone eines Ausweises hat 90, 72 oder 88."
        case .documentCode(let code): "Mit „\(code)“ beginnt kein Ausweis, Pass oder Visum."
        case .character(let character, let line):
            "\(character.shown) in Zeile \(line), Stelle \(character.position) kommt in der Zone nicht vor."
        case .misplaced(let character, let field, let line, let column):
            "„\(character)“ in Zeile \(line), Stelle \(column) passt nicht (\(field.germanName))."
        case .undecided(let character, let letters, let field, let line, let column):
            "„\(character)“ in Zeile \(line), Stelle \(column) passt nicht (\(field.germanName)); dort kann "
                + letters.map(String.init).joined(separator: " oder ") + " stehen."
        case .digit(let check):
            "Die Prüfziffer \(check.guarded.germanGenitive) stimmt nicht: "
                + "gelesen \(check.found), erwartet \(check.expected)."
        case .date(let field, let text): "„\(text)“ ist kein Tag im Kalender (\(field.germanName))."
        case .sex(let character): "„\(character)“ steht für kein Geschlecht; möglich sind M, F, X und <."
        case .numberMissing: "Die Dokumentennummer fehlt."
        case .nameMissing: "Der Name fehlt."
        }
    }

    /// German: what to do next.
    package var advice: String {
        switch self {
        case .empty, .length, .character, .misplaced, .digit, .sex:
            "Halten Sie den Ausweis noch einmal vor den Leser."
        case .undecided:
            "Sehen Sie auf dem Ausweis nach, welcher Buchstabe dort steht, und setzen Sie ihn in der Zone ein."
        case .documentCode: "Legen Sie die Seite mit den Zeichen < vor den Leser oder tippen Sie die Angaben ab."
        case .date, .numberMissing, .nameMissing:
            "Halten Sie den Ausweis noch einmal vor den Leser oder tippen Sie die Angaben ab."
        }
    }
}

/// Why a zone was refused: everything that is wrong, at least one problem.
package struct ZoneRefusal: Error, Hashable, Sendable {
    /// Nil when not even the size is known.
    package let format: ZoneFormat?
    package let problems: [ZoneProblem]
    /// Every check digit, right ones too; empty when the zone could not be cut into fields.
    package let checks: [ZoneCheck]

    init(format: ZoneFormat? = nil, problems: [ZoneProblem], checks: [ZoneCheck] = []) {
        (self.format, self.problems, self.checks) = (format, problems, checks)
    }

    init(_ problem: ZoneProblem) { self.init(problems: [problem]) }

    /// What the page says, in German: every finding, then each advice once.
    ///
    /// The digit of the whole zone is named only when it is the one thing wrong: it goes wrong with every other.
    package var message: String {
        let own = problems.filter { problem in
            if case .digit(let check) = problem { check.guarded != .composite } else { true }
        }
        let problems = own.isEmpty ? problems : own
        var advices: [String] = []
        for problem in problems where !advices.contains(problem.advice) { advices.append(problem.advice) }
        // The longer advice contains the shorter one's step.
        advices = advices.filter { advice in
            !advices.contains { $0 != advice && $0.hasPrefix(advice.dropLast()) }
        }
        return (problems.map(\.finding) + advices).joined(separator: " ")
    }
}
