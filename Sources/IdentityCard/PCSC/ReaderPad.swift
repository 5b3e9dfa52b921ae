/// A reader with keys of its own that runs PACE itself: the PIN never reaches this machine (PC/SC part 10, amendment 1;
/// BSI TR-03119).
package final class ReaderPad: PINPad {
    /// Sends a control code with its input to the reader; nil when the reader refuses.
    package typealias Control = (_ code: UInt32, _ input: [UInt8]) -> [UInt8]?

    private let control: Control
    private let executePACE: UInt32
    private let modifyPIN: UInt32?

    /// What the reader can do beside passing commands on.
    private static let featureRequest: UInt32 = 0x4200_0000 + 3400
    private static let modifyPINFeature: UInt8 = 0x07
    private static let executePACEFeature: UInt8 = 0x20

    /// Nil when the reader has no keys, or does not run PACE.
    package init?(_ control: @escaping Control) {
        guard let answer = control(Self.featureRequest, []) else { return nil }
        let features = Self.features(in: answer)
        guard let code = features[Self.executePACEFeature] else { return nil }
        self.control = control
        executePACE = code
        modifyPIN = features[Self.modifyPINFeature]
    }

    package var offer: PadOffer { PadOffer(takesSecrets: true, takesNewPIN: modifyPIN != nil) }

    /// Control codes by feature: each a tag, the length 4, and the code.
    static func features(in bytes: [UInt8]) -> [UInt8: UInt32] {
        var features: [UInt8: UInt32] = [:]
        var rest = bytes[...]
        while rest.count >= 6 {
            let entry = Array(rest.prefix(6))
            guard entry[1] == 4 else { return features }
            features[entry[0]] = entry[2...].reduce(0) { $0 << 8 | UInt32($1) }
            rest = rest.dropFirst(6)
        }
        return features
    }

    package func establish(
        _ password: PasswordKind, printed: CardAccessNumber?, rights: [UInt8]?
    ) throws(CardProblem) -> PACEOutcome {
        let answer = control(executePACE, Self.request(password, printed: printed, rights: rights))
        guard let answer else { throw .padFailed }
        return try Self.outcome(answer, password: password)
    }

    /// EstablishPACEChannel: function 2, then password, rights, digits that are no secret, no description of the certificate.
    static func request(_ password: PasswordKind, printed: CardAccessNumber?, rights: [UInt8]?) -> [UInt8] {
        let (rights, digits) = (rights ?? [], Array((printed?.digits ?? "").utf8))
        let input = [password.rawValue, UInt8(rights.count)] + rights + [UInt8(digits.count)] + digits + [0, 0]
        return [2] + littleEndian(input.count) + input
    }

    package func setPIN() throws(CardProblem) -> StatusWord {
        guard let modifyPIN, let answer = control(modifyPIN, Self.newPINRequest) else { throw .padFailed }
        guard answer.count == 2 else { throw .answerUnreadable(.pin) }
        let status = StatusWord(rawValue: UInt16(answer[0]) << 8 | UInt16(answer[1]))
        switch status.rawValue {
        case 0x6400, 0x6401: throw .padAbandoned
        case 0x6402, 0x6403: throw .padTypedTwo
        default: return status
        }
    }

    /// PIN_MODIFY for RESET RETRY COUNTER (PC/SC part 10, 2.5.3): the reader asks twice for six digits and puts them behind the
    /// command's header.
    static let newPINRequest: [UInt8] = {
        let command: [UInt8] = [0x00, 0x2C, 0x02, 0x03]
        // Half a minute for each entry; ASCII, counted in bytes; no block, no length field, no offsets.
        let form: [UInt8] = [30, 30, 0x82, 0, 0, 0, 0]
        // Six digits at most and at least; asked twice; ended with the reader's own key; two messages, in German.
        let entry: [UInt8] = [6, 6, 0x01, 0x02, 0x02, 0x07, 0x04, 0, 1, 2]
        let prologue: [UInt8] = [0, 0, 0]
        return form + entry + prologue + littleEndian(command.count) + [0, 0] + command
    }()

    static func outcome(_ bytes: [UInt8], password: PasswordKind) throws(CardProblem) -> PACEOutcome {
        var fields = Fields(bytes)
        guard let result = fields.number(4) else { throw .answerUnreadable(.password) }
        guard result == 0 else { throw problem(UInt32(result), password: password) }
        guard fields.number(2) == fields.left, fields.bytes(2) != nil,
            let access = fields.number(2), fields.bytes(access) != nil,
            let current = fields.number(1).flatMap({ fields.bytes($0) }),
            let previous = fields.number(1).flatMap({ fields.bytes($0) }),
            let chip = fields.number(2).flatMap({ fields.bytes($0) }), fields.left == 0
        else { throw .answerUnreadable(.password) }
        return PACEOutcome(chipIdentifier: chip, authorities: [current, previous].filter { !$0.isEmpty })
    }

    /// Results of the reader: F0 and the step carry the card's status word; the rest are its own.
    static func problem(_ result: UInt32, password: PasswordKind) -> CardProblem {
        switch result {
        case 0xE000_0006: return .passwordWrong(password, triesLeft: nil)
        case 0xF010_0002: return .cardMissing
        case 0xF010_0001: return .cardRemoved
        case 0xF020_0001, 0xF020_0002: return .padAbandoned
        case 0xF000_0000...0xF006_FFFF:
            let status = StatusWord(rawValue: UInt16(result & 0xFFFF))
            switch status.meaning {
            case .triesLeft(0), .blocked: return .passwordBlocked(password)
            case .triesLeft(1) where result >> 16 == 0xF002 && password == .pin: return .pinSuspended
            case .triesLeft(let tries): return .passwordWrong(password, triesLeft: tries)
            case .conditionsNotMet where password == .pin: return .pinSuspended
            case .failed: return .passwordWrong(password, triesLeft: nil)
            case .deactivated, .notUsable: return .pinDeactivated
            default: return .refused(.password, status)
            }
        default: return .padFailed
        }
    }

    private static func littleEndian(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }

    /// Reads numbers (little-endian) and bytes one after another.
    private struct Fields {
        private var rest: ArraySlice<UInt8>

        init(_ bytes: [UInt8]) { rest = bytes[...] }

        var left: Int { rest.count }

        mutating func bytes(_ count: Int) -> [UInt8]? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }

        mutating func number(_ count: Int) -> Int? {
            bytes(count)?.reversed().reduce(0) { $0 << 8 | Int($1) }
        }
    }
}
