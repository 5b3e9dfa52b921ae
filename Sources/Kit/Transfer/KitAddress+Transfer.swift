package import Casework

extension KitAddress {
    // MARK: Giving a case away

    /// What all complete cases of a visit are given away with, and what is told afterwards.
    package static func transferAll(_ id: VisitID) -> String { visit(id) + "/abgeben" }
    package static func transferredAll(_ id: VisitID) -> String { visit(id) + "/abgegeben" }
    package static func paper(_ number: CaseNumber) -> String { case_(number) + "/papier" }
    package static func paperPDF(_ number: CaseNumber) -> String { paper(number) + ".pdf" }
    package static func paper(_ number: CaseNumber, _ key: PaperKey) -> String { paper(number) + "/\(key.text)" }
    package static func paperPDF(_ number: CaseNumber, _ key: PaperKey) -> String { paper(number, key) + ".pdf" }
    package static func follow(_ number: CaseNumber) -> String { case_(number) + "/folge" }

    // MARK: Money

    package static func pay(_ id: VisitID) -> String { bill(id) + "/bezahlen" }
    package static func receipt(_ number: ReceiptNumber) -> String { "/beleg/\(number.text)" }
    package static func receiptPDF(_ number: ReceiptNumber) -> String { receipt(number) + ".pdf" }
    package static func receiptRoll(_ number: ReceiptNumber) -> String { receiptPDF(number) + "?papier=80" }
    package static func reverse(_ number: ReceiptNumber) -> String { receipt(number) + "/storno" }
    package static func cash(_ day: CalendarDate) -> String { cash + "?tag=\(day.iso)" }
    package static let openCash = "/kasse/eroeffnen"
    package static func openCash(back: String) -> String { openCash + "?zurueck=\(back)" }
    package static let countCash = "/kasse/zaehlen"
    package static let closeCash = "/kasse/abschliessen"
    package static func cashExport(_ day: CalendarDate) -> String { "/kasse/ausgabe.csv?tag=\(day.iso)" }

    // MARK: Across visits

    package static let search = "/suche"
    package static let syncNow = "/uebertragung/jetzt"
    package static let syncSettled = "/uebertragung/erledigt"
    package static let concern = "/anliegen"
}
