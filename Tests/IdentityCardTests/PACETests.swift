import Identity
import Testing

@testable import IdentityCard

/// The worked example of ICAO 9303-11, appendix G.1: generic mapping over brainpoolP256r1, AES-128, password from the zone.
struct PACETests {
    static let access = bytes("31143012060A04007F0007020204020202010202010D")
    static let mappingKey = bytes("7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99")
    static let sessionKey = bytes("A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595")

    /// A zone with the access key of the example.
    static func zone() throws -> MachineReadableZone {
        try MachineReadableZone.read(
            "I<UTOT220001293<<<<<<<<<<<<<<<\n6408125F1010318UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            today: CivilDate(year: 2010, month: 1, day: 1)!)
    }

    /// A secret number is drawn as random bytes modulo the order less one, plus one.
    private func drawing(_ number: [UInt8]) -> [UInt8] {
        var less = number
        less[less.count - 1] -= 1
        return [UInt8](repeating: 0, count: 8) + less
    }

    private func lines(token: String = "C2B0BD78D94BA866", answer: String = "7C0A86083ABB9674BCE93C08 9000") -> [(
        String, String
    )] {
        [
            ("0022C1A412 800A04007F00070202040202 830101 84010D", "9000"),
            ("10860000027C0000", "7C12801095A3A016522EE98D01E76CB6B98B42C3 9000"),
            (
                """
                1086000045 7C43 8141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E\
                544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D 00
                """,
                """
                7C43 824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57\
                30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54 9000
                """
            ),
            (
                """
                1086000045 7C43 8341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C\
                3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462 00
                """,
                """
                7C43 8441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB\
                7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094 9000
                """
            ),
            ("008600000C7C0A8508\(token)00", answer),
        ]
    }

    private func establish(_ card: ScriptedCard) throws -> PACEOutcome {
        let info = try #require(try SecurityInfos(Self.access).pace.first)
        let randomness = fixedRandomness([drawing(Self.mappingKey), drawing(Self.sessionKey)])
        return try PACE(info: info, password: .zone(Self.zone()), rights: nil, randomness: randomness)
            .establish(over: CardLink(card))
    }

    @Test func cardAccessNamesTheProtocol() throws {
        let infos = try SecurityInfos(Self.access)
        #expect(infos.pace.map(\.cipher) == [.aes128])
        #expect(infos.pace.map(\.curve) == [.brainpoolP256r1])
    }

    @Test func passwordKeyIsThatOfTheExample() throws {
        let zone = try Self.zone()
        #expect(zone.accessKey == "T22000129364081251010318")
        #expect(try CardPassword.zone(zone).key(for: .aes128).hex == "89DED1B26624EC1E634C1989302849DD")
    }

    @Test func mappedGeneratorIsThatOfTheExample() throws {
        let curve = Curve.brainpoolP256r1
        let theirs = bytes(
            """
            04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57\
            30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54
            """)
        let agreed = try curve.multiply(Self.mappingKey, theirs)
        #expect(
            agreed.hex == """
                0460332EF2450B5D247EF6D3868397D398852ED6E8CAF6FFEEF6BF85CA57057FD5\
                0840CA7415BAF3E43BD414D35AA4608B93A2CAF3A4E3EA4E82C9C13D03EB7181
                """)
        let generator = try curve.mappedGenerator(nonce: bytes("3F00C4D39D153F2B2A214A078D899B22"), agreed: agreed)
        #expect(
            generator.hex == """
                048CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E2\
                8C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522
                """)
    }

    @Test func sessionIsThatOfTheExample() throws {
        let card = ScriptedCard(lines())
        let outcome = try establish(card)
        #expect(card.surprises == [])
        #expect(card.isFinished)
        #expect(outcome.chipIdentifier.hex == "9E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB")
        #expect(outcome.authorities.isEmpty)
    }

    @Test(arguments: [
        ("7C0A86083ABB9674BCE93C09 9000", CardProblem.answerForged(.password)),
        ("7C00 9000", .answerForged(.password)),
        ("6300", .passwordWrong(.zone, triesLeft: nil)),
        ("63C2", .passwordWrong(.zone, triesLeft: 2)),
        ("6983", .passwordBlocked(.zone)),
        ("6F00", .refused(.password, StatusWord(rawValue: 0x6F00))),
        ("7C0A8608 9000", .answerUnreadable(.password)),
    ])
    func lastAnswerDecides(answer: String, problem: CardProblem) {
        #expect(throws: problem) { _ = try establish(ScriptedCard(lines(answer: answer))) }
    }

    /// A point off the curve, the point at infinity, our own key sent back.
    @Test(arguments: [
        "7C43 844104" + String(repeating: "11", count: 64),
        "7C03 840100",
        """
        7C43 8441042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C\
        3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462
        """,
    ])
    func badPointIsRefused(answer: String) {
        var script = lines()
        script[3].1 = answer + "9000"
        #expect(throws: CardProblem.answerForged(.password)) { _ = try establish(ScriptedCard(script)) }
    }

    @Test(arguments: [
        ("63C1", CardProblem.pinSuspended), ("63C0", .passwordBlocked(.pin)), ("6983", .passwordBlocked(.pin)),
        ("6283", .pinDeactivated),
    ])
    func stateOfThePINIsTold(status: String, problem: CardProblem) throws {
        var typed = Array("123456".utf8)
        let pin = try #require(SecretDigits.pin(taking: &typed))
        #expect(typed.isEmpty)
        let info = try #require(try SecurityInfos(Self.access).pace.first)
        let card = ScriptedCard([("0022C1A412 800A04007F00070202040202 830103 84010D", status)])
        #expect(throws: problem) {
            _ = try PACE(info: info, password: .pin(pin), rights: nil, randomness: .system)
                .establish(over: CardLink(card))
        }
    }
}
