import Identity

extension CardProblem {
    /// German, for the page: what is the matter, and what to do next.
    package var germanText: String {
        switch self {
        case .serviceMissing:
            "Der Dienst für Kartenleser (pcscd) läuft nicht. Starten Sie ihn, dann lesen Sie erneut."
        case .readerMissing: "Es ist kein Kartenleser angeschlossen. Stecken Sie ihn ein, dann lesen Sie erneut."
        case .cardMissing: "Es liegt keine Karte auf dem Leser. Legen Sie sie auf, dann lesen Sie erneut."
        case .cardRemoved:
            "Die Karte wurde zu früh weggenommen. Legen Sie sie wieder auf und beginnen Sie noch einmal."
        case .readerFailed(let code):
            "Der Kartenleser meldet einen Fehler (\(String(UInt64(bitPattern: code) & 0xFFFF_FFFF, radix: 16))). "
                + "Ziehen Sie ihn ab und stecken Sie ihn wieder ein."
        case .readerSilent:
            "Karte und Leser haben zu lange gebraucht. Ziehen Sie den Leser ab, stecken Sie ihn wieder ein und legen Sie die Karte neu auf."
        case .readerBusy:
            "Ein anderes Programm benutzt die Karte. Schließen Sie es, dann lesen Sie erneut."
        case .padFailed:
            "Der Leser nimmt die Geheimzahl nicht an seinen Tasten entgegen. Ziehen Sie ihn ab und stecken Sie ihn "
                + "wieder ein, oder tippen Sie verdeckt am Bildschirm."
        case .padAbandoned: "Die Eingabe am Leser wurde abgebrochen. Beginnen Sie noch einmal."
        case .padTypedTwo:
            "Am Leser wurden zweimal verschiedene oder nicht sechs Ziffern eingegeben. Beginnen Sie noch einmal; die alte PIN gilt weiter."
        case .answerUnreadable(let step):
            "Beim \(step.germanName) war die Antwort der Karte nicht zu verstehen. Legen Sie die Karte neu auf."
        case .answerForged(let step):
            "Beim \(step.germanName) passte die Antwort nicht zur geschützten Verbindung. Legen Sie die Karte neu auf; "
                + "kommt es wieder vor, ziehen Sie die Leitung hinzu."
        case .refused(let step, let status):
            "Beim \(step.germanName) hat die Karte abgelehnt (\(status.text)). Legen Sie sie neu auf und beginnen Sie "
                + "noch einmal."
        case .fileBroken(let step):
            "Beim \(step.germanName) fehlten Daten auf der Karte. Legen Sie sie neu auf; kommt es wieder vor, gehört "
                + "die Karte zur Ausweisstelle."
        case .fileTooLong(let step):
            "Beim \(step.germanName) war eine Datei länger, als hier gelesen werden kann. Nehmen Sie die Angaben aus dem "
                + "Ausdruck."
        case .protocolUnknown:
            "Diese Karte verlangt ein Verfahren, das hier nicht eingebaut ist. Nehmen Sie die Angaben aus dem Ausdruck."
        case .libraryFailed(let name):
            "Auf diesem Rechner fehlt ein Rechenverfahren (\(name)). Melden Sie das der Technik."
        case .passwordWrong(let kind, let tries): Self.wrong(kind, tries)
        case .pinSuspended:
            "Die PIN hat nur noch einen Versuch. Geben Sie zuerst die Zugangsnummer (CAN) von der Vorderseite ein."
        case .passwordBlocked(.pin):
            "Die PIN ist gesperrt. Entsperren Sie sie mit der PUK, oder setzen Sie eine neue PIN."
        case .passwordBlocked(let kind):
            "Gesperrt: \(kind.germanName). Setzen Sie die PIN am Änderungsterminal neu."
        case .pinDeactivated: "Die Online-Funktion ist ausgeschaltet. Schalten Sie sie am Änderungsterminal ein."
        case .pinUnsettled:
            "Das Setzen der PIN wurde unterbrochen. Die neue PIN kann schon gelten. Setzen Sie sie noch einmal."
        case .certificateUnreadable: "Das Zertifikat des Terminals ist nicht lesbar. Melden Sie das der Technik."
        case .certificateForged:
            "Das Zertifikat des Terminals wurde verändert. Nutzen Sie das Terminal nicht weiter und melden Sie es."
        case .certificateExpired(let day):
            "Das Zertifikat des Terminals ist am \(day.germanText) abgelaufen. Lassen Sie es erneuern; bis dahin den "
                + "Aufkleber ausgeben."
        case .certificateNotYetGood(let day):
            "Das Zertifikat des Terminals gilt erst ab \(day.germanText). Prüfen Sie das Datum des Rechners."
        case .rightMissing(let right):
            "Das Zertifikat des Terminals erlaubt nicht: \(right.germanName). Lassen Sie das Recht eintragen."
        case .certificateForeign:
            "Die Karte kennt den Aussteller des Terminal-Zertifikats nicht. Lassen Sie die Zertifikate erneuern."
        case .terminalRefused(let status):
            "Die Karte hat das Terminal abgelehnt (\(status.text)). Lassen Sie die Zertifikate prüfen."
        case .securityForged:
            "Die Sicherheitsangaben der Karte wurden verändert. Vertrauen Sie der Karte nicht; ziehen Sie die Leitung "
                + "hinzu."
        case .securitySignerUnknown:
            "Wer die Karte signiert hat, ist hier nicht bekannt. Es wurde nichts geschrieben; lassen Sie die "
                + "Länder-Zertifikate prüfen."
        case .chipForged: "Der Chip ist nicht der, den der Staat ausgegeben hat. Ziehen Sie die Leitung hinzu."
        case .dataTooLong(let group):
            "Auf dem Chip ist zu wenig Platz (\(group.germanName)); dort steht die alte Angabe. Kürzen Sie die neue nach den "
                + "Regeln des Aufklebers und beginnen Sie noch einmal."
        case .dataUnreadable(let group):
            "Auf dem Chip steht etwas Unbekanntes (\(group.germanName)). Nehmen Sie die Angaben aus dem Ausdruck."
        case .writingNotConfirmed(let group):
            "Das Gegenlesen ergab etwas anderes als geschrieben (\(group.germanName)). Legen Sie die Karte neu auf und "
                + "beginnen Sie noch einmal."
        case .changedElsewhere:
            "Auf der Karte steht weder die alte noch die neue Angabe: Sie wurde inzwischen woanders geändert. Es wurde "
                + "nichts geschrieben; sehen Sie im Vorgang nach."
        case .otherCard:
            "Das ist nicht die Karte, an der die Änderung begonnen wurde. Auf diese wurde nichts geschrieben. Legen Sie "
                + "die richtige auf."
        }
    }

    private static func wrong(_ kind: PasswordKind, _ tries: Int?) -> String {
        switch (kind, tries) {
        case (.pin, 0?):
            "Die PIN war falsch und ist jetzt gesperrt. Entsperren Sie sie mit der PUK, oder setzen Sie eine neue PIN."
        case (.pin, 1?):
            "Die PIN war falsch. Es bleibt ein Versuch; davor verlangt die Karte die Zugangsnummer (CAN)."
        case (_, 1?): "Falsch: \(kind.germanName). Es bleibt ein Versuch. Vergleichen Sie Ziffer für Ziffer."
        case (_, let tries?):
            "Falsch: \(kind.germanName). Es bleiben \(tries) Versuche. Vergleichen Sie Ziffer für Ziffer."
        case (.zone, nil): "Die maschinenlesbare Zone gehört nicht zu dieser Karte. Lesen Sie sie noch einmal ein."
        case (_, nil): "Falsch: \(kind.germanName). Vergleichen Sie Ziffer für Ziffer und versuchen Sie es noch einmal."
        }
    }
}

extension CivilDate {
    fileprivate var germanText: String {
        (day < 10 ? "0" : "") + "\(day)." + (month < 10 ? "0" : "") + "\(month).\(year)"
    }
}
