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

    @Test(arguments: ["", "\n \r\n\n"])
    func nothingEndsWithOne(_ input: String) throws {
        let run = try Program(["mrz"], input: input)
        #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("Es kam keine Zone an."))
    }
}
