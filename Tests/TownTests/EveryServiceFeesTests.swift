import Casework
import Foundation
import Testing
import Town

/// The fees of the town that comes with the product, row by row as the laws have them, with the ages at their edges.
@Suite("Every fee of the town")
struct EveryServiceFeesTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../Towns/wittenberg"
    ).standardizedFileURL.path
    private static let services = TownFolder.load(path: path).town?.catalogue.services ?? []

    /// - Parameters:
    ///   - born: the applicant's birth date; nil for no one known.
    ///   - answers: field and value: `ja`, `nein`, a number, or the key of a choice.
    private func quote(
        _ key: ServiceKey, born: String?, on iso: String = "2026-12-07", _ answers: [FieldKey: String] = [:]
    ) throws -> FeeQuote {
        let service = try #require(Self.services.first { $0.key == key })
        let day = try #require(CalendarDate(iso: iso))
        var record = CaseRecord()
        if let born {
            let date = FieldValue.date(try #require(CalendarDate(iso: born)))
            record.persons = [.init(id: "p1", role: .applicant, attributes: [.birthDate: date])]
            for field in service.fields where field.person == .birthDate { record.answers[field.key] = date }
        }
        for (field, text) in answers {
            _ = try #require(service.field(field), "\(field) is no field of \(key)")
            record.answers[field] =
                switch text {
                case "ja": .yesNo(true)
                case "nein": .yesNo(false)
                default: Int(text).map { .number($0) } ?? .choice(text)
                }
        }
        return service.fees(Facts(of: record, service: service, devices: [], on: day))
    }

    @Test(arguments: [
        // The day before, of, and after the 24th birthday.
        ("2002-12-08", "2026-12-07", 27_60), ("2002-12-07", "2026-12-07", 46_00), ("2002-12-06", "2026-12-07", 46_00),
        // Born on 29 February: 24 years later there is one; in the years between the birthday is 1 March.
        ("2004-02-29", "2028-02-28", 27_60), ("2004-02-29", "2028-02-29", 46_00),
        ("2003-02-28", "2027-02-27", 27_60), ("2003-03-01", "2027-02-28", 27_60), ("2003-03-01", "2027-03-01", 46_00),
        ("2004-03-01", "2028-02-29", 27_60), ("2026-12-07", "2026-12-07", 27_60),
    ])
    func identityCardByAge(born: String, on: String, cents: Int) throws {
        let quote = try quote("personalausweis", born: born, on: on, ["photoWay": "photographerCode"])
        #expect(quote.total == Money(cents: cents) && quote.undecided.isEmpty)
        let reason = cents == 27_60 ? "27,60 €: unter 24 am Tag des Antrags" : "46,00 €: ab 24"
        #expect(quote.lines == [reason])
    }

    @Test(
        arguments: [
            ("1983-08-12", ["photoWay": "device"], 52_00), ("1983-08-12", ["photoWay": "photographerCode"], 46_00),
            ("2010-01-01", ["photoWay": "device"], 33_60), ("1983-08-12", ["directDelivery": "ja"], 61_00),
            ("1983-08-12", ["outsideHours": "ja"], 59_00), ("1983-08-12", ["notCompetent": "ja"], 59_00),
            // One surcharge, whatever its reasons.
            ("2010-01-01", ["outsideHours": "ja", "notCompetent": "ja"], 40_60),
            ("2010-01-01", ["photoWay": "device", "directDelivery": "ja", "outsideHours": "ja"], 61_60),
            ("1983-08-12", ["outsideHours": "nein", "directDelivery": "nein"], 46_00),
        ] as [(String, [FieldKey: String], Int)])
    func identityCardSupplements(born: String, answers: [FieldKey: String], cents: Int) throws {
        #expect(try quote("personalausweis", born: born, answers).total == Money(cents: cents))
    }

    @Test(
        arguments: [
            ("2002-12-08", "2026-12-07", [:], 37_50), ("2002-12-07", "2026-12-07", [:], 70_00),
            ("2004-02-29", "2028-02-28", [:], 37_50), ("2004-02-29", "2028-02-29", [:], 70_00),
            ("1983-08-12", "2026-12-07", ["pages48": "ja"], 92_00),
            ("1983-08-12", "2026-12-07", ["express": "ja"], 102_00),
            ("2010-01-01", "2026-12-07", ["express": "ja", "pages48": "ja"], 91_50),
            ("1983-08-12", "2026-12-07", ["photoWay": "device", "directDelivery": "ja"], 91_00),
            // The base fee alone is doubled, never a supplement.
            ("1983-08-12", "2026-12-07", ["notCompetent": "ja"], 140_00),
            ("2002-12-08", "2026-12-07", ["notCompetent": "ja"], 75_00),
            ("2002-12-07", "2026-12-07", ["notCompetent": "ja"], 140_00),
            ("1983-08-12", "2026-12-07", ["notCompetent": "ja", "express": "ja", "pages48": "ja"], 194_00),
        ] as [(String, String, [FieldKey: String], Int)])
    func passport(born: String, on: String, answers: [FieldKey: String], cents: Int) throws {
        #expect(try quote("reisepass", born: born, on: on, answers).total == Money(cents: cents))
    }

    @Test(
        arguments: [
            ("personalausweis-vorlaeufig", [:], 10_00), ("eid-karte", [:], 37_00),
            ("eid-karte", ["directDelivery": "ja"], 52_00), ("reisepass-vorlaeufig", [:], 26_00),
            ("reisepass-vorlaeufig", ["outsideHours": "ja"], 52_00),
            ("reisepass-vorlaeufig", ["notCompetent": "ja"], 52_00),
            ("reisepass-vorlaeufig", ["outsideHours": "ja", "notCompetent": "ja"], 52_00),
            ("fuehrungszeugnis", [:], 13_00), ("fuehrungszeugnis", ["volunteer": "ja"], 0),
            // First copy of a page 6.00, each further 2.50.
            ("beglaubigung", ["what": "copy", "copies": "1"], 6_00),
            ("beglaubigung", ["what": "copy", "copies": "4"], 13_50),
            ("beglaubigung", ["what": "copy", "copies": "2", "furtherPages": "3", "furtherPageCopies": "3"], 34_00),
        ] as [(ServiceKey, [FieldKey: String], Int)])
    func fixedFees(service: ServiceKey, answers: [FieldKey: String], cents: Int) throws {
        let quote = try quote(service, born: "1983-08-12", answers)
        #expect(quote.total == Money(cents: cents) && !quote.positions.isEmpty && quote.undecided.isEmpty)
    }

    /// The town keeps two fifths, the federation gets three; of a certificate without means nothing is collected.
    @Test func theCertificateOfConductIsShared() throws {
        let position = try #require(try quote("fuehrungszeugnis", born: "1983-08-12").positions.first)
        #expect(
            position.accounts == [
                AccountShare(account: "fuehrungszeugnis-stadt", amount: Money(cents: 5_20)),
                AccountShare(account: "fuehrungszeugnis-bund", amount: Money(cents: 7_80)),
            ])
        let waived = try quote("fuehrungszeugnis", born: "1983-08-12", ["withoutMeans": "ja"])
        #expect(waived.total == .zero && waived.positions.allSatisfy { $0.amount == nil })
    }

    /// Where a fee is unconfirmed or a range no money is taken: "wird vom Amt festgesetzt".
    @Test(
        arguments: [
            "gewerbe-anmeldung", "gewerbe-ummeldung", "gewerbe-abmeldung", "bewohnerparkausweis",
            "wohnberechtigungsschein",
            "fuehrerschein-umtausch", "fischereischein", "geburtsurkunde", "melderegisterauskunft",
            "ausweispflicht-befreiung", "gewerbezentralregister",
        ] as [ServiceKey])
    func unconfirmedFeesAreSetByTheOffice(service: ServiceKey) throws {
        let quote = try quote(service, born: "1983-08-12")
        #expect(quote.total == .zero && !quote.positions.isEmpty)
        #expect(quote.lines.allSatisfy { $0.hasSuffix("wird vom Amt festgesetzt") })
    }

    @Test(
        arguments: [
            "ausweis-anschrift", "ausweis-pin", "eid-entsperren", "ausweis-aushaendigung", "ausweis-verlust",
            "reisepass-wohnort", "reisepass-verlust", "anmeldung", "ummeldung", "abmeldung", "abmeldung-nebenwohnung",
            "meldebestaetigung", "auskunftssperre", "uebermittlungssperre", "untersuchungsberechtigungsschein",
            "hundesteuer-anmeldung", "hundesteuer-abmeldung", "wohngeld", "schwerbehindertenausweis", "briefwahl",
            "nachreichung",
            "anliegen",
        ] as [ServiceKey])
    func isFree(service: ServiceKey) throws {
        let quote = try quote(service, born: "1983-08-12")
        #expect(quote.positions.isEmpty && quote.undecided.isEmpty)
    }

    @Test(arguments: [("paper", 1), ("electronic", 0)])
    func aCertificateOfRegistrationCostsSomethingOnPaperOnly(form: String, count: Int) throws {
        let quote = try quote("meldebescheinigung", born: "1983-08-12", ["form": form])
        // The office sets it by the town's own tariff.
        #expect(quote.positions.count == count && quote.positions.allSatisfy { $0.amount == nil })
    }
}
