import Testing

@testable import VirtualCard

/// The published examples, played with their randomness: the card must answer to the bit.
@Suite("Worked examples")
struct WorkedExampleTests {
    /// ICAO 9303-11, appendix D: BAC, then SELECT and READ BINARY of EF.COM.
    @Test func basicAccessControl() throws {
        let passport = try VirtualPassport(
            zone: [
                "I<UTOL898902C<3<<<<<<<<<<<<<<<", "6908061F9406236UTO<<<<<<<<<<<4", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            ],
            access: .basic, documents: DocumentAuthority(),
            random: played(hex("4608F91988702212 0B4F80323EB3191CB04970CB4052790B")))
        passport.replace(
            0x011E, in: VirtualPassport.application, with: hex("60145F0104303130365F36063034303030305C026175"))
        func talk(_ command: String, _ answer: String, line: Int = #line) throws {
            #expect(try passport.transmit(hex(command)) == hex(answer), "line \(line)")
        }
        try talk("00A4040C07A0000002471001", "9000")
        try talk("0084000008", "4608F919887022129000")
        try talk(
            "0082000028 72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2 5F1448EEA8AD90A7 28",
            "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F 2F2D235D074D7449 9000")
        try talk("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800", "990290008E08FA855A5D4C50A8ED9000")
        try talk("0CB000000D9701048E08ED6705417E96BA5500", "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000")
        try talk(
            "0CB000040D9701128E082EA28A70F3C7B53500",
            "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000")
    }

    /// ICAO 9303-11, appendix G.1: PACE with generic mapping over brainpoolP256r1, password from the zone.
    @Test func passwordAuthenticatedConnection() throws {
        let random = hex(
            """
            3F00C4D3 9D153F2B 2A214A07 8D899B22
            498FF497 56F2DC15 87840041 839A8598 2BE7761D 14715FB0 91EFA7BC E9058560
            107CF586 96EF6155 053340FD 633392BA 81909DF7 B9706F22 6F32086C 7AFF974A
            """)
        let passport = try VirtualPassport(
            zone: [
                "IDD<<T220001293<<<<<<<<<<<<<<<", "6408125<1010318D<<<<<<<<<<<<<<", "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
            ],
            documents: DocumentAuthority(), random: played(random))
        func talk(_ command: String, _ answer: String, line: Int = #line) throws {
            #expect(try passport.transmit(hex(command)) == hex(answer), "line \(line)")
        }
        try talk("0022C1A40F800A04007F00070202040202830101", "9000")
        try talk("10860000027C0000", "7C12801095A3A016522EE98D01E76CB6B98B42C39000")
        try talk(
            """
            10860000457C438141 04
            7ACF3EFC 982EC455 65A4B155 129EFBC7 4650DCBF A6362D89 6FC70262 E0C2CC5E
            544552DC B6725218 799115B5 5C9BAA6D 9F6BC3A9 618E70C2 5AF71777 A9C4922D 00
            """,
            """
            7C438241 04
            824FBA91 C9CBE26B EF53A0EB E7342A3B F178CEA9 F45DE0B7 0AA60165 1FBA3F57
            30D8C879 AAA9C9F7 3991E61B 58F4D52E B87A0A0C 709A49DC 63719363 CCD13C54 9000
            """)
        try talk(
            """
            10860000457C438341 04
            2DB7A64C 0355044E C9DF1905 14C625CB A2CEA487 54887122 F3A5EF0D 5EDD301C
            3556F3B3 B186DF10 B857B58F 6A7EB80F 20BA5DC7 BE1D43D9 BF850149 FBB36462 00
            """,
            """
            7C438441 04
            9E880F84 2905B8B3 181F7AF7 CAA9F0EF B743847F 44A306D2 D28C1D9E C65DF6DB
            7764B222 77A2EDDC 3C265A9F 018F9CB8 52E111B7 68B32690 4B59A019 3776F094 9000
            """)
        try talk("008600000C7C0A8508 C2B0BD78D94BA866 00", "7C0A8608 3ABB9674BCE93C08 9000")
    }
}
