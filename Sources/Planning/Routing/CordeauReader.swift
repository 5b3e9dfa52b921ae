/// Reads the text format of Cordeau, Gendreau and Laporte (1997) for periodic vehicle routing (type 1):
///
///     type  vehicles  customers  days
///     longest duration (0: no limit)  capacity          one line for each day
///     number  x  y  service  demand  frequency  combinations  list of them    depot first, then the customers
///
/// A combination is a number whose binary digits stand for the days from left to right: of five days, 10 = 01010 means
/// the second and the fourth. Where the frequency is not 0, each combination has that many days. A customer of p11 has
/// frequency 0 and combinations; it is visited by one of these.
package enum CordeauReader {
    /// - Throws: `CordeauFault` with the line, counted from 1.
    package static func read(_ text: String, name: String) throws(CordeauFault) -> PeriodicInstance {
        var lines = Lines(text)
        var head = try lines.next()
        let type = try head.whole("Art der Aufgabe")
        guard type == 1 else { throw CordeauFault(line: head.line, finding: .type(type)) }
        let vehicles = try head.whole("Zahl der Fahrzeuge")
        let count = try head.whole("Zahl der Kunden")
        let days = try head.whole("Zahl der Tage")
        try head.end()
        let bounds = [
            (days, PeriodicInstance.mostDays, InstanceFault.days(days)),
            (vehicles, PeriodicInstance.mostVehicles, .vehicles(vehicles)),
            (count, PeriodicInstance.mostCustomers, .customers(count)),
        ]
        for (number, most, fault) in bounds where !(1...most).contains(number) {
            throw CordeauFault(line: head.line, finding: .instance(fault))
        }
        var limits: [PeriodicInstance.Day] = []
        for _ in 0..<days {
            var line = try lines.next()
            let longest = try line.number("längste Dauer")
            limits.append(
                PeriodicInstance.Day(capacity: try line.number("Ladung"), longest: longest == 0 ? nil : longest))
            try line.end()
        }
        var depotLine = try lines.next()
        let depot = try row(&depotLine, days: days)
        guard depot.combinations.isEmpty else { throw CordeauFault(line: depotLine.line, finding: .noDepot) }
        var customers: [PeriodicInstance.Customer] = []
        var whereWritten: [Int: Int] = [:]
        for _ in 0..<count {
            var line = try lines.next()
            let customer = try row(&line, days: days)
            customers.append(customer)
            whereWritten[customer.number] = line.line
        }
        if let more = lines.rest { throw CordeauFault(line: more, finding: .tooManyLines(customers: count)) }
        do {
            return try PeriodicInstance(
                name: name, depot: PeriodicInstance.Place(x: depot.x, y: depot.y), days: limits, vehicles: vehicles,
                customers: customers)
        } catch {
            throw CordeauFault(line: error.customer.flatMap { whereWritten[$0] } ?? 1, finding: .instance(error))
        }
    }

    private static func row(_ line: inout Line, days: Int) throws(CordeauFault) -> PeriodicInstance.Customer {
        let number = try line.whole("Nummer")
        let x = try line.number("x")
        let y = try line.number("y")
        let service = try line.number("Dauer des Besuchs")
        let demand = try line.number("Menge")
        let frequency = try line.whole("Häufigkeit")
        let count = try line.whole("Zahl der Kombinationen")
        let left = line.words.count
        guard count == left else {
            throw CordeauFault(line: line.line, finding: .combinations(announced: count, found: left))
        }
        var combinations: [DaySet] = []
        for _ in 0..<count {
            let code = try line.whole("Kombination")
            guard code > 0, code < 1 << days, frequency == 0 || code.nonzeroBitCount == frequency else {
                throw CordeauFault(
                    line: line.line, finding: .combination(code: code, days: days, frequency: frequency))
            }
            // The leftmost binary digit is the first day.
            combinations.append(DaySet((0..<days).filter { code >> (days - 1 - $0) & 1 == 1 }))
        }
        return PeriodicInstance.Customer(
            number: number, x: x, y: y, service: service, demand: demand, combinations: combinations)
    }
}

/// The lines that are not blank, with their numbers.
private struct Lines {
    private var lines: [(line: Int, words: [Substring])]
    private var index = 0
    private let count: Int

    init(_ text: String) {
        let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        lines = all.enumerated().map { ($0.offset + 1, $0.element.split(whereSeparator: \.isWhitespace)) }
            .filter { !$0.1.isEmpty }
        count = all.count
    }

    mutating func next() throws(CordeauFault) -> Line {
        guard index < lines.count else { throw CordeauFault(line: count, finding: .cutOff) }
        defer { index += 1 }
        return Line(line: lines[index].line, words: lines[index].words[...])
    }

    /// The first line nobody asked for.
    var rest: Int? { index < lines.count ? lines[index].line : nil }
}

private struct Line {
    let line: Int
    var words: ArraySlice<Substring>

    mutating func whole(_ what: String) throws(CordeauFault) -> Int {
        guard let word = words.popFirst() else { throw CordeauFault(line: line, finding: .missing(what)) }
        guard let number = Int(word) else { throw CordeauFault(line: line, finding: .word(what)) }
        return number
    }

    mutating func number(_ what: String) throws(CordeauFault) -> Double {
        guard let word = words.popFirst() else { throw CordeauFault(line: line, finding: .missing(what)) }
        guard let number = Double(word), number.isFinite else {
            throw CordeauFault(line: line, finding: .word(what))
        }
        return number
    }

    func end() throws(CordeauFault) {
        guard words.isEmpty else { throw CordeauFault(line: line, finding: .tooManyWords) }
    }
}

/// Why a file in Cordeau's format was refused; a person reads it.
package struct CordeauFault: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Finding: Equatable, Sendable {
        case type(Int)
        case cutOff
        case missing(String)
        case word(String)
        case tooManyWords
        case tooManyLines(customers: Int)
        case noDepot
        case combinations(announced: Int, found: Int)
        case combination(code: Int, days: Int, frequency: Int)
        case instance(InstanceFault)
    }

    /// From 1.
    package let line: Int
    package let finding: Finding

    package var description: String { "Zeile \(line): \(words)" }

    private var words: String {
        switch finding {
        case .type(let type):
            "Die Art der Aufgabe ist \(type), gelesen wird nur 1 (Touren über mehrere Tage). Geben Sie eine solche Datei an."
        case .cutOff: "Hier endet die Datei zu früh. Holen Sie sie noch einmal vollständig."
        case .missing(let what): "Hier fehlt: \(what). Ergänzen Sie die Zeile, oder holen Sie die Datei noch einmal."
        case .word(let what): "Hier steht keine brauchbare Zahl: \(what). Berichtigen Sie die Zeile."
        case .tooManyWords: "Hier steht mehr, als in diese Zeile gehört. Berichtigen Sie die Zeile."
        case .tooManyLines(let customers):
            "Nach \(customers) Kunden folgt noch etwas. Berichtigen Sie die Zahl der Kunden in der ersten Zeile."
        case .noDepot:
            "Hier muss das Depot stehen, mit 0 Kombinationen. Prüfen Sie die Zahl der Tage in der ersten Zeile."
        case .combinations(let announced, let found):
            "\(announced) Kombinationen sind angekündigt, \(found) stehen da. Berichtigen Sie die Zeile."
        case .combination(let code, let days, let frequency):
            "Die Kombination \(code) passt nicht zu \(days) Tagen\(frequency == 0 ? "" : " und \(frequency) Besuchen"). Berichtigen Sie sie."
        case .instance(let fault): fault.description
        }
    }
}

extension InstanceFault {
    fileprivate var customer: Int? {
        switch self {
        case .twice(let customer), .numbers(let customer), .noCombination(let customer), .combination(let customer),
            .tooMuch(let customer):
            customer
        case .days, .vehicles, .customers, .tooLarge, .depot, .day: nil
        }
    }
}
