package import Pages

/// Why somebody does not get in. What was wrong of a passphrase, a secret or a code is never told.
package enum AccessRefusal: Explained, Hashable, Sendable {
    /// A field of the log-in pages, by its `id`.
    package enum Place: String, Hashable, Sendable {
        case passphrase, keyFile = "keyfile", clerk, secret, secretAgain = "secret-again", code, pin
        case pinAgain = "pin-again"
        /// Of a substitute.
        case number, name, until
    }

    case dayNotStarted
    case wrong(Place)
    case wait(Place, seconds: Int)
    case missing(Place)
    case notAllowed
    case noSecret
    /// The office gave a one-time code instead.
    case secretEnded
    case noCode
    case codeExpired
    /// Of somebody from the telephone; which of the four was wrong is not told.
    case substituteMismatch
    case noSubstituteCode
    case secretTooShort
    case secretIsCode
    case secretsDiffer
    case pinForm
    case pinsDiffer
    case noPin
    /// After eight wrong PINs.
    case secretNeeded
    /// The same, where somebody else's PIN is asked for.
    case pinExhausted
    case notLoggedIn
    case noKeyFile
    case lockedByOffice(String)
    /// The office was not heard of for too long; in words.
    case lockedByAbsence(String)
    case folder(KitFolderFault.Words)

    package static let secretLength = 10
    package static let pinLength = 4...8

    package var place: Place? {
        switch self {
        case .wrong(let place), .wait(let place, _), .missing(let place): place
        case .notAllowed, .noSecret, .secretEnded, .notLoggedIn: .clerk
        case .noCode, .codeExpired, .substituteMismatch, .noSubstituteCode: .code
        case .secretTooShort, .secretIsCode: .secret
        case .secretsDiffer: .secretAgain
        case .pinForm, .noPin, .pinExhausted: .pin
        case .pinsDiffer: .pinAgain
        case .noKeyFile: .keyFile
        case .dayNotStarted, .secretNeeded, .lockedByOffice, .lockedByAbsence, .folder: nil
        }
    }

    package var problem: Problem { Problem(message, field: place?.rawValue) }

    package var message: String {
        switch self {
        case .dayNotStarted: "Der Tag ist auf diesem Koffer noch nicht begonnen. Geben Sie zuerst die Losung ein."
        case .wrong(.keyFile):
            "Diese Datei öffnet den Koffer nicht. Wählen Sie die Schlüsseldatei dieses Koffers oder geben Sie die Losung ein."
        case .wrong(.passphrase):
            "Diese Losung öffnet den Koffer nicht. Prüfen Sie die fünf Wörter und geben Sie sie noch einmal ein."
        case .wrong(.pin): "Die PIN stimmt nicht. Geben Sie sie noch einmal ein."
        case .wrong: "Das passt nicht. Prüfen Sie Groß- und Kleinschreibung und geben Sie es noch einmal ein."
        case .wait(.pin, let seconds): "Die PIN stimmte nicht. Der nächste Versuch geht in \(Self.words(seconds))."
        case .wait(_, let seconds): "Das passte mehrmals nicht. Der nächste Versuch geht in \(Self.words(seconds))."
        case .missing(.passphrase): "Geben Sie die fünf Wörter der Losung ein."
        case .missing(.keyFile): "Wählen Sie die Schlüsseldatei dieses Koffers."
        case .missing(.clerk): "Wählen Sie, wer sich anmeldet."
        case .missing(.code): "Geben Sie den Einmalcode der Zentrale ein."
        case .missing(.number): "Geben Sie die Nummer ein, die die Zentrale vor dem Code nennt."
        case .missing(.name): "Geben Sie Ihren Vor- und Nachnamen ein."
        case .missing(.until): "Geben Sie den letzten Tag ein, den die Zentrale genannt hat."
        case .missing(.pin): "Geben Sie die PIN ein."
        case .missing: "Geben Sie Ihr Kennwort ein."
        case .notAllowed: "Diese Person arbeitet nicht an diesem Koffer. Fragen Sie in der Zentrale nach."
        case .noSecret:
            "Auf diesem Koffer ist noch kein Kennwort gesetzt. Setzen Sie es mit dem Einmalcode der Zentrale."
        case .secretEnded:
            "Die Zentrale hat Ihren Zugang zurückgesetzt, das bisherige Kennwort gilt nicht mehr. Setzen Sie ein neues mit dem Einmalcode."
        case .noCode:
            "Auf diesem Koffer liegt kein Einmalcode bereit. Lassen Sie sich in der Zentrale einen geben und übertragen Sie einmal."
        case .substituteMismatch:
            "Nummer, Code, Name und letzter Tag passen nicht zusammen. Lassen Sie sie sich noch einmal vorlesen."
        case .noSubstituteCode:
            "Zu dieser Nummer gibt es hier keinen Code. Lassen Sie sich Nummer und Code noch einmal vorlesen."
        case .codeExpired: "Der Einmalcode ist abgelaufen. Lassen Sie sich in der Zentrale einen neuen geben."
        case .secretTooShort: "Wählen Sie ein Kennwort mit mindestens \(Self.secretLength) Zeichen."
        case .secretIsCode: "Wählen Sie ein anderes Kennwort als den Einmalcode."
        case .secretsDiffer: "Die beiden Kennwörter unterscheiden sich. Geben Sie beide noch einmal ein."
        case .pinForm:
            "Wählen Sie eine PIN aus \(Self.pinLength.lowerBound) bis \(Self.pinLength.upperBound) Ziffern, die nicht alle gleich sind."
        case .pinsDiffer: "Die beiden PINs unterscheiden sich. Geben Sie beide noch einmal ein."
        case .noPin: "Auf diesem Koffer ist keine PIN gesetzt. Melden Sie sich mit Ihrem Kennwort an."
        case .secretNeeded:
            "Die PIN stimmte achtmal nicht. Melden Sie sich mit Ihrem Kennwort an. Ihre Arbeit ist gespeichert."
        case .pinExhausted:
            "Die PIN stimmte achtmal nicht. Die Person meldet sich mit ihrem Kennwort neu an; dann geht es hier weiter."
        case .notLoggedIn: "Diese Person ist hier nicht angemeldet. Melden Sie sich mit dem Kennwort an."
        case .noKeyFile: "Für diesen Koffer gibt es keine Schlüsseldatei. Geben Sie die Losung ein."
        case .lockedByOffice(let reason):
            "Die Zentrale hat diesen Koffer gesperrt\(Self.because(reason)). Rufen Sie dort an. Alles Gespeicherte ist erhalten."
        case .lockedByAbsence(let message): message
        case .folder(let words): words.text
        }
    }

    /// The office's words as the end of our sentence, which has its own full stop.
    private static func because(_ reason: String) -> String {
        let words = reason.hasSuffix(".") ? reason.dropLast() : reason[...]
        return words.isEmpty ? "" : ": \(words)"
    }

    private static func words(_ seconds: Int) -> String { seconds == 1 ? "einer Sekunde" : "\(seconds) Sekunden" }
}

extension KitFolderFault {
    /// What a fault of the folder says to a person, as a value that can be compared.
    package struct Words: Hashable, Sendable {
        package let text: String

        package init(_ fault: some CustomStringConvertible) { text = fault.description }
    }
}
