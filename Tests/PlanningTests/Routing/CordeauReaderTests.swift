import Planning
import Testing

@Suite struct CordeauReaderTests {
    private static let text = """
        1 2 3 5
        0 10
        0 10
        90 10
        0 10
        0 12.5
         0 30 40 0  0 0 0
         1 37 52 2  7 1 5 1 2 4 8 16
         2 49 -49.5 0 3 2 2 10 5

         7 52 64 0  1 5 1 31
        """

    @Test(arguments: ["\n", "\r\n"])
    func readsWhatIsThere(_ newline: String) throws {
        let instance = try CordeauReader.read(Self.text.replacing("\n", with: newline), name: "klein")
        #expect(instance.name == "klein" && instance.vehicles == 2)
        #expect(instance.depot == PeriodicInstance.Place(x: 30, y: 40))
        #expect(instance.days.map(\.capacity) == [10, 10, 10, 10, 12.5])
        #expect(instance.days.map(\.longest) == [nil, nil, 90, nil, nil])
        #expect(instance.customers.map(\.number) == [1, 2, 7])
        #expect(instance.customers[0].service == 2 && instance.customers[0].demand == 7)
        #expect(instance.customers[1].x == 49 && instance.customers[1].y == -49.5)
        // The leftmost digit is the first day: 10 = 01010, 5 = 00101.
        #expect(instance.customers[1].combinations == [DaySet([1, 3]), DaySet([2, 4])])
        #expect(instance.customers[0].combinations.first == DaySet([4]))
        #expect(Array(instance.customers[2].combinations[0]) == [0, 1, 2, 3, 4])
    }

    /// Every file that ends within a line or between two is refused, with the last line.
    @Test func noPartIsTakenForTheWhole() {
        let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
        for kept in 0..<(lines.count - 1) {
            let part = lines[..<kept].joined(separator: "\n")
            #expect(throws: CordeauFault.self, "\(kept) lines") { try CordeauReader.read(part, name: "") }
        }
    }

    @Test(
        arguments: [
            ("1 2 3 5", "4 2 3 5", 1, .type(4)),
            ("1 2 3 5", "1 2 3", 1, .missing("Zahl der Tage")),
            ("1 2 3 5", "1 2 3 5 6", 1, .tooManyWords),
            ("1 2 3 5", "1 2 x 5", 1, .word("Zahl der Kunden")),
            ("1 2 3 5", "1 2 3 99", 1, .instance(.days(99))),
            ("1 2 3 5", "1 0 3 5", 1, .instance(.vehicles(0))),
            ("1 2 3 5", "1 2 -3 5", 1, .instance(.customers(-3))),
            ("1 2 3 5", "1 2 3 4", 6, .missing("y")),
            ("1 2 3 5", "1 2 2 5", 11, .tooManyLines(customers: 2)),
            ("1 2 3 5", "1 2 4 5", 11, .cutOff),
            ("90 10", "90", 4, .missing("Ladung")),
            ("90 10", "-90 10", 1, .instance(.day(3))),
            ("0 30 40 0  0 0 0", "0 30 40 0  0 1 1 1", 7, .noDepot),
            ("5 1 2 4 8 16", "5 1 2 4 8", 8, .combinations(announced: 5, found: 4)),
            ("5 1 2 4 8 16", "5 1 2 4 8 16 1", 8, .combinations(announced: 5, found: 6)),
            ("5 1 2 4 8 16", "0", 8, .instance(.noCombination(customer: 1))),
            ("2 10 5", "2 10 7", 9, .combination(code: 7, days: 5, frequency: 2)),
            ("2 10 5", "2 10 33", 9, .combination(code: 33, days: 5, frequency: 2)),
            ("2 10 5", "2 10 -3", 9, .combination(code: -3, days: 5, frequency: 2)),
            ("7 52 64", "2 52 64", 11, .instance(.twice(customer: 2))),
            ("7 52 64", "7 nan 64", 11, .word("x")),
            ("7 52 64", "7 1e300 64", 11, .instance(.numbers(customer: 7))),
            ("2  7 1 5", "-2  7 1 5", 8, .instance(.numbers(customer: 1))),
            ("2  7 1 5", "2  17 1 5", 8, .instance(.tooMuch(customer: 1))),
        ] as [(String, String, Int, CordeauFault.Finding)])
    func refuses(_ part: String, _ instead: String, _ line: Int, _ finding: CordeauFault.Finding) {
        let text = Self.text.replacing(part, with: instead, maxReplacements: 1)
        #expect(text != Self.text)
        let fault = #expect(throws: CordeauFault.self) { try CordeauReader.read(text, name: "") }
        #expect(fault?.line == line && fault?.finding == finding)
        #expect(fault?.description.hasPrefix("Zeile \(line): ") == true)
    }

    /// p11 of the literature has a customer whose frequency is 0 and who may be visited on any day.
    @Test func frequencyNoughtLeavesTheChoice() throws {
        let text = Self.text.replacing("3 2 2 10 5", with: "3 0 2 8 4")
        #expect(try CordeauReader.read(text, name: "").customers[1].combinations == [DaySet([1]), DaySet([2])])
    }
}
