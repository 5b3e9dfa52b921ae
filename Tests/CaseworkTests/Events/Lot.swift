import Casework

/// Draws what events are made of: one seed, one history.
struct Lot: RandomNumberGenerator {
    private var seeded: Seeded

    init(_ seed: UInt64) { seeded = Seeded(seed) }

    mutating func next() -> UInt64 { seeded.next() }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func chance(_ oneIn: Int) -> Bool { number(1...oneIn) == 1 }
    mutating func one<T>(_ of: [T]) -> T { of[number(0...of.count - 1)] }
    mutating func maybe<T>(_ value: T) -> T? { chance(2) ? value : nil }

    mutating func name<T>(_ stem: String, _ count: Int = 4) -> Name<T> { Name("\(stem)\(number(1...count))") }
    mutating func text() -> String { one(["", " ", "grün", "Groß-Müller", "a \"b\" \\ /", "=1+1", "Ё 𝄞 e\u{301}"]) }
    mutating func day() -> CalendarDate { CalendarDate(dayNumber: number(10_000...30_000))! }
    mutating func money() -> Money { Money(cents: number(-5_000...20_000)) }
    mutating func moment() -> Moment {
        chance(30)
            ? Moment(milliseconds: one([.min, .max, 0, -1]))
            : Moment(milliseconds: Int64(number(0...4_000_000)) * 1_000_000)
    }

    mutating func value() -> FieldValue {
        switch number(1...8) {
        case 1: .text(text())
        case 2: .date(day())
        case 3: .number(number(-3...300))
        case 4: .yesNo(chance(2))
        case 5: .choice("green")
        case 6: .choices(["a", "b"])
        case 7: .persons([name("person")])
        default: .money(money())
        }
    }

    mutating func attachment() -> Attachment {
        Attachment(
            id: name("attachment", 6), keyID: "k\(number(1...9))",
            bytes: one([0, 10_000, 5_000_000, 20_000_000, .max, -1]), cipherSHA256: "00", mediaType: "application/pdf",
            pages: maybe(number(1...9)))
    }

    mutating func position() -> FeePosition {
        let amount = maybe(Money(cents: number(0...9_000)))
        return FeePosition(
            fee: name("fee"), title: text(), law: "PAuswGebV § 1", reason: text(), amount: amount,
            accounts: amount.map { [AccountShare(account: name("account"), amount: $0)] } ?? [])
    }

    mutating func receiptPosition() -> ReceiptPosition {
        let position = position()
        let amount = position.amount ?? .zero
        return ReceiptPosition(
            number: name("case"), service: "Personalausweis", position: position, amount: amount,
            accounts: [AccountShare(account: name("account"), amount: amount)])
    }

    mutating func role() -> Role { one(Role.allCases) }
    mutating func attributes() -> [PersonAttribute: FieldValue] {
        Dictionary(
            (0..<number(0...4)).map { _ in (one(PersonAttribute.allCases), value()) }, uniquingKeysWith: { $1 })
    }
    mutating func count() -> CashCount {
        CashCount([.euro50: number(0...3), .euro5: number(0...4), .cent10: number(0...9)])!
    }
    mutating func receiptNumber(_ count: Int = 6) -> ReceiptNumber {
        NumberFormat(.receiptNumber, kit: KitCode("W01")!, generation: 1, running: number(1...count))!.receiptNumber!
    }
    mutating func token() -> String? { chance(4) ? "token\(number(1...40))" : nil }
}
