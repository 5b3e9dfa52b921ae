import Testing

/// What the card commands say before any card or reader is asked; the rest is `scripts/cards`.
@Suite struct CardTests {
    private static let address = [
        "--street", "Lutherstraße 56", "--postal-code", "06886", "--city", "Lutherstadt Wittenberg",
    ]

    @Test(arguments: [
        (
            [
                "change-address", "--terminal", "gibtesnicht", "--can", "500540", "--community", "15091375", "--note",
                "n",
            ]
                + address, "fehlen Zertifikate"
        ),
        (
            ["change-address", "--terminal", "gibtesnicht", "--can", "500540", "--community", "150913", "--note", "n"]
                + address, "acht Ziffern"
        ),
        (
            [
                "change-address", "--terminal", "gibtesnicht", "--can", "500540", "--community", "wittenberg", "--note",
                "n",
            ]
                + address, "15091375 Wittenberg, Lutherstadt"
        ),
        (["read", "--can", "12345"], "sechs Ziffern"),
        (["read", "--countries", "gibtesnicht", "--can", "123456"], "Der Ordner gibtesnicht fehlt"),
        (["read", "--today", "morgen", "--can", "123456"], "kein Tag"),
        (["read", "--terminal", "gibtesnicht"], "--can dazu"),
        (["set-pin", "--terminal", "gibtesnicht"], "--can dazu"),
    ])
    func wrongCallsSayWhatToDo(arguments: [String], words: String) throws {
        let run = try Program(["card"] + arguments)
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test func brokenZonePointsToTheReaderOfZones() throws {
        let run = try Program(["card", "read"], input: "P<UTOERIKSSON\n")
        #expect(run.status == 1)
        #expect(run.errors.contains("amtskoffer mrz"))
    }

    /// A secret in a call would stand in the list of processes and in the shell's history.
    @Test(arguments: [["set-pin", "--pin", "123456"], ["unblock", "--puk", "1234567890"], ["set-pin", "123456"]])
    func secretsAreNoArguments(arguments: [String]) throws {
        #expect(try Program(["card"] + arguments).status == 64)
    }

    @Test(arguments: ["readers", "read", "change-address", "set-pin", "unblock"])
    func everyCommandHasHelp(command: String) throws {
        let run = try Program(["card", command, "--help"])
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("OVERVIEW: "))
    }

    @Test func exitCodesAreListed() throws {
        let help = try Program(["card", "--help"]).output
        for code in 10...16 { #expect(help.contains(try Regex("\\b\(code)\\s"))) }
        #expect(help.contains("zertifiziertes"))
    }
}
