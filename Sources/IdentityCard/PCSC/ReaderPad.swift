/// A reader with keys of its own that runs PACE itself: the PIN never reaches this machine (PC/SC part 10, amendment 1;
/// BSI TR-03119).
final class ReaderPad: PINPad {
    /// Sends a control code with its input to the reader; nil when the reader refuses.
    typealias Control = (_ code: UInt32, _ input: [UInt8]) -> [UInt8]?

    private let control: Control
    private let executePACE: UInt32

    /// What the reader can do beside passing commands on.
    private static let featureRequest: UInt32 = 0x4200_0000 + 3400
    private static let executePACEFeature: UInt8 = 0x20

    /// Nil when the reader has no keys, or does not run PACE.
    init?(_ control: @escaping Control) {
        guard let answer = control(Self.featureRequest, []),
            let code = Self.features(in: answer)[Self.executePACEFeature]
        else { return nil }
        self.control = control
        executePACE = code
    }

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

    func establish(_ password: PasswordKind, rights: [UInt8]?) throws(CardProblem) -> PACEOutcome {
        let answer = control(executePACE, Self.request(password, rights: rights))
        guard let answer else { throw .padFailed }
        return try Self.outcome(answer, password: password)
    }

    /// EstablishPACEChannel: function 2, then password, rights, no digits, no description of the certificate.
    static func request(_ password: PasswordKind, rights: [UInt8]?) -> [UInt8] {
        let rights = rights ?? []
        let input = [password.rawValue, UInt8(rights.count)] + rights + [0, 0, 0]
        return [2] + littleEndian(input.count) + input
    }

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
