import Identity
import Testing

@testable import IdentityCard

/// A card that knows its lines: answers in order, and every command must be the one expected.
final class ScriptedCard: CardChannel {
    private var lines: [(command: String, answer: String)]
    private(set) var surprises: [String] = []

    init(_ lines: [(String, String)]) { self.lines = lines }

    var isFinished: Bool { lines.isEmpty && surprises.isEmpty }

    func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] {
        guard !lines.isEmpty else { throw .cardRemoved }
        let line = lines.removeFirst()
        let expected = bytes(line.command)
        if expected != command { surprises.append("expected \(expected.hex), got \(command.hex)") }
        return bytes(line.answer)
    }
}

func bytes(_ hex: String) -> [UInt8] { [UInt8](hex: hex)! }

/// Gives out what it was given, in order.
func fixedRandomness(_ values: [[UInt8]]) -> CardRandomness {
    final class Stock { var values: [[UInt8]]; init(_ values: [[UInt8]]) { self.values = values } }
    let stock = Stock(values)
    return CardRandomness { count throws(CardProblem) in
        guard let next = stock.values.first, next.count == count else { throw .libraryFailed("test") }
        stock.values.removeFirst()
        return next
    }
}

/// The worked example of ICAO 9303-11, appendix D.
struct BasicAccessTests {
    static let today = CivilDate(year: 1990, month: 1, day: 1)!
    static let zoneText = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226B<<<<<14"

    @Test func accessKeyIsThatOfTheExample() throws {
        let zone = try MachineReadableZone.read(Self.zoneText, today: Self.today)
        #expect(zone.accessKey == "L898902C<369080619406236")
        let seed = Array(try Hash.sha1.digest(Array(zone.accessKey.utf8)).prefix(16))
        #expect(seed.hex == "239AB9CB282DAF66231DC5A4DF6BFBAE")
    }

    /// The parity bits of DES keys do not count; the example has them set.
    @Test func sessionIsThatOfTheExample() throws {
        let zone = try MachineReadableZone.read(Self.zoneText, today: Self.today)
        let card = ScriptedCard([
            ("0084000008", "4608F91988702212 9000"),
            (
                "0082000028 72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2 5F1448EEA8AD90A7 28",
                "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F 2F2D235D074D7449 9000"
            ),
            ("0CA4020C 15 8709016375432908C044F6 8E08BF8B92D635FF24F8 00", "99029000 8E08FA855A5D4C50A8ED 9000"),
            ("0CB00000 0D 970104 8E08ED6705417E96BA55 00", "8709019FF0EC34F9922651 99029000 8E08AD55CC17140B2DED 9000"),
            (
                "0CB00004 0D 970112 8E082EA28A70F3C7B535 00",
                "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A 99029000 8E08C8B2787EAEA07D74 9000"
            ),
        ])
        let link = CardLink(card)
        let randomness = fixedRandomness([bytes("781723860C06C226"), bytes("0B795240CB7049B01C19B33E32804F0B")])
        try BasicAccess(zone: zone, randomness: randomness).establish(over: link)
        try link.require(CardCommand(0x00, 0xA4, 0x02, 0x0C, [0x01, 0x1E]), in: .select)
        let head = try link.require(CardCommand(0x00, 0xB0, 0x00, 0x00, expecting: 4), in: .read)
        let rest = try link.require(CardCommand(0x00, 0xB0, 0x00, 0x04, expecting: 18), in: .read)
        #expect((head + rest).hex == "60145F0104303130365F36063034303030305C026175")
        #expect(card.surprises == [])
        #expect(link.commandCount == 5)
    }

    /// One bit of any protected answer turned over ends the conversation for good.
    @Test(arguments: 0..<15)
    func changedAnswerIsRefused(position: Int) throws {
        var answer = bytes("99029000 8E08FA855A5D4C50A8ED 9000")
        answer[position % answer.count] ^= 1 << (position % 8)
        let card = ScriptedCard([
            ("0CA4020C 15 8709016375432908C044F6 8E08BF8B92D635FF24F8 00", answer.hex),
            ("00", "9000"),
        ])
        let link = CardLink(card)
        link.protect(
            with: SecureMessaging(
                cipher: .tripleDES, encryptionKey: bytes("979EC13B1CBFE9DCD01AB0FED307EAE5"),
                checksumKey: bytes("F1CB1F1FB5ADF208806B89DC579DC1F8"), counter: bytes("887022120C06C226")))
        #expect(throws: CardProblem.answerForged(.select)) {
            try link.require(CardCommand(0x00, 0xA4, 0x02, 0x0C, [0x01, 0x1E]), in: .select)
        }
        // Nothing more is sent, least of all in the clear.
        #expect(throws: CardProblem.answerForged(.select)) {
            try link.require(CardCommand(0x00, 0xB0, 0x00, 0x00, expecting: 4), in: .read)
        }
        #expect(link.commandCount == 1)
    }

    @Test func wrongZoneIsSaidSo() throws {
        let zone = try MachineReadableZone.read(Self.zoneText, today: Self.today)
        let card = ScriptedCard([
            ("0084000008", "4608F91988702212 9000"),
            ("0082000028 72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2 5F1448EEA8AD90A7 28", "6300"),
        ])
        let randomness = fixedRandomness([bytes("781723860C06C226"), bytes("0B795240CB7049B01C19B33E32804F0B")])
        #expect(throws: CardProblem.passwordWrong(.zone, triesLeft: nil)) {
            try BasicAccess(zone: zone, randomness: randomness).establish(over: CardLink(card))
        }
    }
}
