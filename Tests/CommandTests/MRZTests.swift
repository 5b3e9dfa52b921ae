import Foundation
import Testing

@Suite struct MRZTests {
    private static let card = """
        IDD<<LO1XPVMEJ2<<<<<<<<<<<<<<<
        8308126<3108011D<<2108<<<<<<<5
        MUSTERMANN<<ERIKA<<<<<<<<<<<<<
        """
    private static let passport = """
        P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<
        C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4
        """

    private func objects(_ run: Program) throws -> [[String: Any]] {
        try run.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func oneObjectADocument() throws {
        let run = try Program(["mrz"], input: Self.card + "\n\n" + Self.passport.replacing("\n", with: "\r\n") + "\r\n")
        #expect(run.status == 0 && run.errors.isEmpty)
        let objects = try objects(run)
        #expect(objects.count == 2)
        let card = try #require(objects.first)
        #expect(card["type"] as? String == "TD1" && card["document"] as? String == "Personalausweis")
        #expect(card["familyName"] as? String == "MUSTERMANN" && card["givenNames"] as? String == "ERIKA")
        #expect(card["number"] as? String == "LO1XPVMEJ" && card["nationality"] as? String == "D")
        #expect(card["birth"] as? String == "1983-08-12" && card["expiry"] as? String == "2031-08-01")
        // A German identity card states no sex.
        #expect(card["sex"] == nil && card["cardVersion"] as? String == "2108")
        #expect((card["checks"] as? [[String: Any]])?.map { $0["right"] as? Bool } == [true, true, true, true])
        #expect(objects.last?["sex"] as? String == "F" && objects.last?["document"] as? String == "Reisepass")
    }

    @Test func aWrongDigitIsNamedAndEndsWithOne() throws {
        let wrong = Self.passport.replacing("C01X00T478", with: "C01X00T479")
        let run = try Program(["mrz"], input: wrong + "\n\n" + Self.card)
        #expect(run.status == 1)
        let objects = try objects(run)
        #expect(objects.count == 2)
        let errors = try #require(objects.first?["errors"] as? [String])
        #expect(
            errors.first?.hasPrefix("Die Prüfziffer der Dokumentennummer stimmt nicht: gelesen 9, erwartet 8.") == true)
        #expect(objects.first?["number"] == nil)
        #expect((objects.last?["errors"] as? [String])?.isEmpty == true)
    }

    @Test func aRepairIsSaid() throws {
        let run = try Program(["mrz"], input: Self.passport.replacing("C01X", with: "CO1X").lowercased())
        #expect(run.status == 0)
        let repairs = try #require(try objects(run).first?["repairs"] as? [[String: Any]])
        #expect(repairs.count == 1)
        #expect(repairs.first?["read"] as? String == "O" && repairs.first?["repaired"] as? String == "0")
        #expect(repairs.first?["line"] as? Int == 2 && repairs.first?["column"] as? Int == 2)
    }

    /// The byte AB is « in Latin-1, which some scanners send for one `<`.
    @Test func latin1IsRead() throws {
        let sent = Data(Self.passport.utf8.map { $0 == UInt8(ascii: "<") ? 0xAB : $0 })
        let run = try Program(["mrz"], bytes: sent)
        #expect(run.status == 0)
        #expect(try objects(run).first?["number"] as? String == "C01X00T47")
    }

    /// The specimen's O is unusual and no error; the passport has nothing to warn of.
    @Test func whatIsUnusualIsSaidAndRead() throws {
        let run = try Program(["mrz"], input: Self.card + "\n\n" + Self.passport)
        #expect(run.status == 0)
        let warnings = try objects(run).map { try #require($0["warnings"] as? [String]) }
        #expect(warnings.map(\.count) == [1, 0])
        #expect(warnings.first?.first?.hasPrefix("Dokumentennummer, Stelle 2: „O“") == true)
    }

    @Test(arguments: ["", "\n \r\n\n"])
    func nothingEndsWithOne(_ input: String) throws {
        let run = try Program(["mrz"], input: input)
        #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("Es kam keine Zone an."))
    }
}
