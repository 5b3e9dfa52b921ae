/// Why a command on a case was not carried out. Nothing was changed.
package enum CaseRefusal: Error, Hashable, Sendable {
    /// Something the act needs and that was left out.
    package enum Word: Hashable, Sendable {
        case reason, question, fileNumber, place, recipient, note, witness, code, law
    }

    case notOpened
    /// Its entries cannot be read here.
    case closed(Case.Access)
    case cancelled
    /// The case belongs to the office.
    case transferred(on: CalendarDate?)
    case notTransferred
    case notReceived
    case ended(CaseState, on: CalendarDate?)
    case questionOpen(due: CalendarDate)
    case noQuestionOpen
    case notReadyToCollect
    case waitsForCollection
    case missing(Word)
    /// Money was taken for it, which must go back first.
    case paidAlready(Money)
    case incomplete([String])
    case followUpUnknown
    case cannotFinish([String])
    case hindered([String])
    /// Somebody else changed the same thing meanwhile.
    case stale(Case.Part, label: String, yours: String, theirs: String)
    /// What the check page showed is no longer what would be given away.
    case changedSinceSeen
    case dueInPast
    case sameUnit
    case waiverAboveFees(Money)
    case negativeAmount
    /// A change of the chip was begun, and what became of it is not known.
    case chipUnsettled
    case fileTooLarge
    case caseTooLarge
}

extension CaseRefusal {
    /// For the clerk: what is the matter, and what to do.
    package var message: String {
        switch self {
        case .notOpened: "Diesen Vorgang gibt es noch nicht. Beginnen Sie ihn in der Vorsprache mit „weitere Leistung“."
        case .closed(.erased):
            "Der Inhalt dieses Vorgangs ist gelöscht. Nehmen Sie die Angaben als neuen Vorgang auf, der diesen nennt."
        case .closed:
            "Der Inhalt dieses Vorgangs ist hier verschlossen. Sehen Sie in der Zentrale nach oder rufen Sie dort an."
        case .cancelled: "Der Vorgang ist abgebrochen. Legen Sie ihn mit „weitere Leistung“ neu an."
        case .transferred(let day):
            "Der Vorgang ist \(day.map { "seit dem \($0.german) " } ?? "")abgegeben und gehört der Zentrale. "
                + "Nehmen Sie die Änderung als neuen Vorgang auf, der diesen nennt."
        case .notTransferred: "Der Vorgang ist noch in Aufnahme. Geben Sie ihn zuerst ab."
        case .notReceived: "Der Vorgang ist noch nicht in der Zentrale angekommen. Warten Sie die Übertragung ab."
        case .ended(let state, let day):
            "Der Vorgang ist \(day.map { "seit dem \($0.german) " } ?? "")\(state.german). "
                + "Legen Sie für Weiteres einen neuen Vorgang an, der diesen nennt."
        case .questionOpen(let due):
            "Eine Rückfrage ist offen, Antwort bis \(due.german). "
                + "Tragen Sie die Antwort als neuen Vorgang ein oder leiten Sie den Vorgang weiter."
        case .noQuestionOpen: "Es ist keine Rückfrage offen. Stellen Sie zuerst eine Rückfrage."
        case .notReadyToCollect: "Der Vorgang ist noch nicht abholbereit. Melden Sie ihn zuerst abholbereit."
        case .waitsForCollection:
            "Das Dokument wartet auf Abholung. Halten Sie die Aushändigung oder die Rücknahme fest."
        case .missing(let word): word.message
        case .paidAlready(let amount):
            "Für diesen Vorgang sind \(amount.german) bezahlt. Stornieren Sie zuerst den Beleg, dann brechen Sie den Vorgang ab."
        case .incomplete(let missing):
            "Es fehlt noch: \(missing.joined(separator: ", ")). "
                + "Ergänzen Sie es oder geben Sie den Vorgang als unvollständig ab."
        case .followUpUnknown: "Geben Sie an, wo und wann das Fehlende nachgereicht wird."
        case .cannotFinish(let missing):
            "Am Tisch abschließen lässt sich nur ein vollständiger Vorgang. "
                + "Ergänzen Sie: \(missing.joined(separator: ", "))."
        case .hindered(let reasons): reasons.joined(separator: " ")
        case .stale(_, let label, let yours, let theirs):
            "„\(label)“ wurde inzwischen an anderer Stelle geändert. Dort steht jetzt: \(theirs). "
                + "Sie haben eingegeben: \(yours). Wählen Sie, was gelten soll."
        case .changedSinceSeen:
            "Seit Sie die Prüfseite geöffnet haben, wurde etwas geändert. Gehen Sie die Angaben noch einmal durch."
        case .dueInPast: "Die Frist liegt in der Vergangenheit. Wählen Sie einen Tag ab heute."
        case .sameUnit: "Der Vorgang liegt schon bei dieser Organisationseinheit. Wählen Sie eine andere."
        case .waiverAboveFees(let total):
            "Die Ermäßigung liegt über der Gebühr. Geben Sie einen Betrag von höchstens \(total.german) ein."
        case .negativeAmount: "Geben Sie einen Betrag von 0,00 € oder mehr ein."
        case .chipUnsettled:
            "Eine Änderung am Chip wurde unterbrochen. Öffnen Sie im Vorgang „Chip“ und bringen Sie sie zu Ende, nehmen Sie sie zurück, oder halten Sie fest, dass die Karte nicht mehr da ist."
        case .fileTooLarge: "Die Datei ist größer als 20 MB. Scannen Sie mit geringerer Auflösung oder weniger Seiten."
        case .caseTooLarge:
            "Alle Dateien dieses Vorgangs zusammen wären größer als 60 MB. "
                + "Entfernen Sie eine Datei oder scannen Sie mit geringerer Auflösung."
        }
    }
}

extension CaseRefusal.Word {
    var message: String {
        switch self {
        case .reason: "Geben Sie den Grund an."
        case .question: "Schreiben Sie die Frage an die Bürgerin oder den Bürger."
        case .fileNumber: "Geben Sie das Aktenzeichen ein."
        case .place: "Geben Sie an, wo das Dokument abgeholt werden kann."
        case .recipient: "Geben Sie an, wem das Dokument ausgehändigt wurde."
        case .note: "Schreiben Sie die Notiz."
        case .witness: "Geben Sie an, wer es bezeugt."
        case .code: "Scannen Sie den Code des Fotostudios oder tippen Sie ihn ab."
        case .law: "Geben Sie die Rechtsgrundlage an."
        }
    }
}
