import IdentityCard
import Pages

/// What was typed on a page of the chip. Secrets are taken out once, into memory that is wiped; the request's own copy goes with it.
struct ChipInput {
    struct Mistake: Error {
        let field: String
        let message: String
    }

    private let form: FormBody
    /// What is typed on the reader's own keys has no field here.
    private let pad: PadOffer

    init(_ form: FormBody, pad: PadOffer = .nothing) { (self.form, self.pad) = (form, pad) }

    func opening() throws(Mistake) -> ChipWork.Opening {
        if form["way"] == "pin" {
            guard form["pin"]?.isEmpty == false else { return .pin(nil) }
            return .pin(try secret("pin", "Eine PIN hat sechs Ziffern. Tippen Sie sie noch einmal.", SecretDigits.pin))
        }
        guard let number = CardAccessNumber(form["can"] ?? "") else {
            throw Mistake(field: "can", message: "Die CAN hat sechs Ziffern. Lesen Sie sie von der Vorderseite ab.")
        }
        return .can(number)
    }

    /// Typed twice; nil where the reader's own keys take it.
    func newPIN() throws(Mistake) -> SecretDigits? {
        if pad.takesNewPIN, form["new"]?.isEmpty ?? true { return nil }
        let first = try secret("new", "Eine PIN hat sechs Ziffern. Tippen Sie sie noch einmal.", SecretDigits.pin)
        let second = try secret("again", "Tippen Sie dieselben sechs Ziffern noch einmal.", SecretDigits.pin)
        guard first.isSame(as: second) else {
            throw Mistake(field: "again", message: "Die beiden PINs sind verschieden. Tippen Sie beide noch einmal.")
        }
        return first
    }

    /// Nil where nothing was typed: the reader's own keys may take it.
    func puk() throws(Mistake) -> SecretDigits? {
        guard form["puk"]?.isEmpty == false else { return nil }
        return try secret("puk", "Die PUK hat zehn Ziffern. Sie steht im Brief zum Ausweis.", SecretDigits.puk)
    }

    private func secret(
        _ name: String, _ message: String, _ take: (inout [UInt8]) -> SecretDigits?
    ) throws(Mistake) -> SecretDigits {
        var typed = Array((form[name] ?? "").utf8)
        guard let digits = take(&typed) else { throw Mistake(field: name, message: message) }
        return digits
    }
}
