/// A command as it comes over the wire (ISO 7816-3): short or extended length.
struct Command: Sendable {
    var header: [UInt8]
    var data: [UInt8]
    /// The most bytes the terminal takes back; nil when it expects none.
    var expected: Int?
    var isExtended = false

    var isSecured: Bool { header[0] & 0x0C == 0x0C }
    var isChained: Bool { header[0] & 0x10 != 0 }
    var instruction: UInt8 { header[1] }
    var parameters: UInt16 { UInt16(header[2]) << 8 | UInt16(header[3]) }

    init(header: [UInt8], data: [UInt8] = [], expected: Int? = nil, isExtended: Bool = false) {
        self.header = header
        self.data = data
        self.expected = expected
        self.isExtended = isExtended
    }

    init(_ bytes: [UInt8]) throws(Status) {
        guard bytes.count >= 4 else { throw .wrongLength }
        header = Array(bytes[..<4])
        let body = Array(bytes[4...])
        data = []
        if body.isEmpty { return }
        if body.count == 1 {
            expected = body[0] == 0 ? 256 : Int(body[0])
        } else if body[0] != 0 {
            let count = Int(body[0])
            guard body.count == 1 + count || body.count == 2 + count else { throw .wrongLength }
            data = Array(body[1...count])
            if body.count == 2 + count { expected = body[1 + count] == 0 ? 256 : Int(body[1 + count]) }
        } else {
            guard body.count >= 3 else { throw .wrongLength }
            isExtended = true
            let count = Int(body[1]) << 8 | Int(body[2])
            func length(at: Int) -> Int {
                let value = Int(body[at]) << 8 | Int(body[at + 1])
                return value == 0 ? 65536 : value
            }
            if body.count == 3 {
                expected = length(at: 1)
            } else {
                guard count > 0, body.count == 3 + count || body.count == 5 + count else { throw .wrongLength }
                data = Array(body[3..<3 + count])
                if body.count == 5 + count { expected = length(at: 3 + count) }
            }
        }
    }
}

/// What the card answers.
struct Reply: Sendable {
    var data: [UInt8] = []
    var status: Status = .done

    init(_ data: [UInt8] = [], _ status: Status = .done) {
        self.data = data
        self.status = status
    }

    var bytes: [UInt8] { data + status.bytes }

    /// An answer that does not fit the length the terminal gives is refused, unless "as much as there is" was asked for.
    func cut(to most: Int?, _ expected: Int?) -> Reply {
        guard let most, data.count > most else { return self }
        return expected == 256 ? Reply(Array(data.prefix(most)), status) : Reply([], .wrongLength)
    }
}

/// The status word of ISO 7816-4, with the meanings TR-03110-3 (annex B) gives them.
package struct Status: Error, Hashable, Sendable {
    package let value: UInt16

    static let done = Status(value: 0x9000)
    static let endOfFile = Status(value: 0x6282)
    static let deactivated = Status(value: 0x6283)
    static let authenticationFailed = Status(value: 0x6300)
    static let wrongLength = Status(value: 0x6700)
    static let notPermitted = Status(value: 0x6982)
    static let blocked = Status(value: 0x6983)
    static let notUsable = Status(value: 0x6984)
    static let conditionsNotMet = Status(value: 0x6985)
    static let noFileSelected = Status(value: 0x6986)
    static let securedObjectsMissing = Status(value: 0x6987)
    static let securedObjectsWrong = Status(value: 0x6988)
    static let wrongData = Status(value: 0x6A80)
    static let fileNotFound = Status(value: 0x6A82)
    static let noSpace = Status(value: 0x6A84)
    static let wrongParameters = Status(value: 0x6A86)
    static let referenceNotFound = Status(value: 0x6A88)
    static let wrongOffset = Status(value: 0x6B00)
    static let unknownInstruction = Status(value: 0x6D00)

    /// So many tries are left.
    static func triesLeft(_ count: Int) -> Status { Status(value: 0x63C0 | UInt16(count)) }

    var bytes: [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
}
