import Casework
import Foundation
import Journal
import Testing

@testable import Office

@Suite struct CaseExportTests {
    private static let catalogue = Catalogue(hash: "", services: [], units: [], partners: [], accounts: [:])

    private static var schema: SchemaCheck {
        get throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
            return try SchemaCheck(path: root.appending(path: "Documentation/CaseExport.schema.json").path)
        }
    }

    /// Everything a case can have: evidence, captures of all kinds, signature, fees, waiver, payment, question.
    private static func fullCase() throws -> Case {
        var making = CaseMaking("W01A-0001-B")
        try making.erika()
        let scan = Attachment(
            id: AttachmentID(String(repeating: "a", count: 32)), keyID: String(repeating: "b", count: 32), bytes: 3,
            cipherSHA256: String(repeating: "c", count: 64), mediaType: "image/png")
        try making.act(.answer("copies", label: "Anzahl", value: .number(2), shown: "2", source: .typed))
        try making.act(
            .answer("paid", label: "Betrag", value: .money(Money(cents: 50)), shown: "0,50 €", source: .typed))
        try making.act(.answer("yes", label: "Ja?", value: .yesNo(true), shown: "ja", source: .typed))
        try making.act(.scanEvidence("oldCard", title: "Bisheriger Ausweis", scan))
        try making.act(.seeEvidence("birth", title: "Geburtsurkunde", note: nil))
        try making.act(.codeCapture("photo", title: "Lichtbild", code: "ABC"))
        try making.act(.giveUpCapture("fingerprints", title: "Fingerabdrücke", reason: "kein Gerät"))
        try making.act(
            .decideFees(
                [
                    FeePosition(
                        fee: "card", title: "Ausweis", law: "PAuswGebV", reason: "ab 24", amount: nil, accounts: [])
                ],
                catalogue: "c"))
        try making.act(.sign(scan, statement: "Alles stimmt.", signer: "p1"))
        try making.transfer(missing: ["Fingerabdrücke (nicht möglich: kein Gerät)"])
        try making.act(.receive(at: Moment(milliseconds: OfficeBench.start.milliseconds)))
        return making.item
    }

    @Test func aFullCaseFitsTheSchema() throws {
        let json = try CaseExport(Self.fullCase(), catalogue: Self.catalogue).json()
        #expect(try Self.schema.mistakes(in: json) == [])
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect((object["documents"] as? [Any])?.count == 5 && (object["answers"] as? [Any])?.count == 6)
    }

    @Test(arguments: [
        (#"{"number": 1}"#, "$.number: no string"), (#"{"extra": 1}"#, "$.extra is not described"),
        (#"{"state": "open"}"#, "$.state: open is none of"), (#"{"fees": [{}]}"#, "$.fees[0].law is missing"),
    ])
    func theCheckFindsWhatDoesNotFit(document: String, mistake: String) throws {
        let found = try Self.schema.mistakes(in: Data(document.utf8))
        #expect(found.contains { $0.hasPrefix(mistake) }, "\(found)")
    }
}
