package import HTTPTypes

/// Why there is no PDF, in words for the clerk. Nothing is lost: the page itself can be printed.
package enum PrintFailure: PageError, Hashable {
    /// No Python with WeasyPrint on this machine.
    case missing
    /// The worker refused the document; the kind of its error, never its words.
    case refused(kind: String)
    case timeout
    /// The worker ended in the middle.
    case ended

    package var status: HTTPResponse.Status { .serviceUnavailable }
    package var title: String { self == .missing ? "Der PDF-Drucker fehlt" : "Das PDF wurde nicht fertig" }

    package var text: String {
        switch self {
        case .missing:
            """
            Der PDF-Drucker fehlt: Auf diesem Rechner ist er nicht eingerichtet (scripts/setup-python). Gehen Sie zurück und \
            drucken Sie die Seite mit Strg+P.
            """
        case .refused, .ended:
            """
            Das PDF konnte nicht erzeugt werden. Versuchen Sie es noch einmal oder gehen Sie zurück und drucken Sie die Seite mit \
            Strg+P.
            """
        case .timeout:
            "Das PDF dauerte zu lange. Versuchen Sie es noch einmal oder gehen Sie zurück und drucken Sie die Seite mit Strg+P."
        }
    }
}
