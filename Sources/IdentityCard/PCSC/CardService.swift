import Glibc

/// The machine's service for card readers (PC/SC; libpcsclite), loaded when it is first asked for: machines without a
/// reader need not have it.
package final class CardService: @unchecked Sendable {
    // The functions are written once; the library itself is safe to call from several threads.
    typealias Long = Int
    typealias DWord = UInt

    private typealias Establish =
        @convention(c) (
            DWord, UnsafeRawPointer?, UnsafeRawPointer?, UnsafeMutablePointer<Long>
        ) -> Long
    private typealias Release = @convention(c) (Long) -> Long
    private typealias List =
        @convention(c) (
            Long, UnsafePointer<CChar>?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<DWord>
        ) -> Long
    private typealias Connect =
        @convention(c) (
            Long, UnsafePointer<CChar>, DWord, DWord, UnsafeMutablePointer<Long>, UnsafeMutablePointer<DWord>
        ) -> Long
    private typealias Disconnect = @convention(c) (Long, DWord) -> Long
    private typealias Transmit =
        @convention(c) (
            Long, UnsafeRawPointer, UnsafePointer<UInt8>, DWord, UnsafeRawPointer?, UnsafeMutablePointer<UInt8>,
            UnsafeMutablePointer<DWord>
        ) -> Long
    private typealias Control =
        @convention(c) (
            Long, DWord, UnsafePointer<UInt8>?, DWord, UnsafeMutablePointer<UInt8>?, DWord,
            UnsafeMutablePointer<DWord>
        ) -> Long

    private let context: Long
    private let release: Release
    private let list: List
    private let connect: Connect
    private let disconnect: Disconnect
    private let transmit: Transmit
    private let control: Control

    /// - Throws: `.serviceMissing` when the library is not installed or its service does not run.
    package init(library: String = "libpcsclite.so.1") throws(CardProblem) {
        guard let handle = dlopen(library, RTLD_NOW) else { throw .serviceMissing }
        func function<Function>(_ name: String, as type: Function.Type) throws(CardProblem) -> Function {
            guard let address = dlsym(handle, name) else { throw .serviceMissing }
            return unsafeBitCast(address, to: type)
        }
        let establish = try function("SCardEstablishContext", as: Establish.self)
        release = try function("SCardReleaseContext", as: Release.self)
        list = try function("SCardListReaders", as: List.self)
        connect = try function("SCardConnect", as: Connect.self)
        disconnect = try function("SCardDisconnect", as: Disconnect.self)
        transmit = try function("SCardTransmit", as: Transmit.self)
        control = try function("SCardControl", as: Control.self)
        var context: Long = 0
        // 2: the whole machine.
        let result = establish(2, nil, nil, &context)
        guard result == 0 else { throw Self.problem(result) }
        self.context = context
    }

    deinit { _ = release(context) }

    /// The names of the readers plugged in, in the service's order.
    package func readers() throws(CardProblem) -> [String] {
        var length: DWord = 0
        let asked = list(context, nil, nil, &length)
        if asked == Code.noReaders { return [] }
        guard asked == 0, length < 1 << 16 else { throw Self.problem(asked) }
        var names = [UInt8](repeating: 0, count: Int(length))
        let answered = list(context, nil, &names, &length)
        if answered == Code.noReaders { return [] }
        guard answered == 0 else { throw Self.problem(answered) }
        return names.prefix(Int(length)).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The card on a reader.
    ///
    /// - Parameter reader: nil takes the first reader with a card on it.
    /// - Throws: `.readerMissing`, `.cardMissing`, `.readerBusy`.
    package func card(on reader: String? = nil) throws(CardProblem) -> any CardChannel {
        let names = if let reader { [reader] } else { try readers() }
        var last = CardProblem.readerMissing
        for name in names {
            do throws(CardProblem) {
                return ReaderChannel(service: self, card: try open(name))
            } catch {
                last = error
            }
        }
        throw last
    }

    /// What the first reader with keys of its own takes on them; asked without a card.
    package func padOffer() throws(CardProblem) -> PadOffer {
        for name in try readers() {
            var card: Long = 0
            var active: DWord = 0
            // 3: the reader itself, whoever else uses it; no protocol.
            guard connect(context, name, 3, 0, &card, &active) == 0 else { continue }
            // 0: leaves a card that lies there as it is.
            defer { _ = disconnect(card, 0) }
            if let pad = ReaderPad({ [self] in control($0, $1, of: card) }) { return pad.offer }
        }
        return .nothing
    }

    private func open(_ reader: String) throws(CardProblem) -> Long {
        var card: Long = 0
        var active: DWord = 0
        // 1: nobody else meanwhile. 2: the block protocol all these cards speak.
        let result = connect(context, reader, 1, 2, &card, &active)
        guard result == 0 else { throw Self.problem(result) }
        return card
    }

    fileprivate func close(_ card: Long) {
        // 1: reset the card, so that nothing of the session stays open.
        _ = disconnect(card, 1)
    }

    fileprivate func transmit(_ command: [UInt8], to card: Long) throws(CardProblem) -> [UInt8] {
        let header: [DWord] = [2, DWord(2 * MemoryLayout<DWord>.size)]
        var answer = [UInt8](repeating: 0, count: 65_538)
        var length = DWord(answer.count)
        let result = transmit(card, header, command, DWord(command.count), nil, &answer, &length)
        guard result == 0 else { throw Self.problem(result) }
        // Some readers give nothing at all when the card is drawn away in the middle.
        guard length >= 2 else { throw .cardRemoved }
        return Array(answer.prefix(Int(length)))
    }

    /// Asks the reader itself; nil when it does not know the question.
    fileprivate func control(_ code: UInt32, _ input: [UInt8], of card: Long) -> [UInt8]? {
        var answer = [UInt8](repeating: 0, count: 4096)
        var length: DWord = 0
        let result = control(
            card, DWord(code), input, DWord(input.count), &answer, DWord(answer.count), &length)
        return result == 0 ? Array(answer.prefix(Int(length))) : nil
    }

    private enum Code {
        static let noReaders = 0x8010_002E
    }

    /// What the service's error codes mean (PC/SC part 5; pcsclite.h).
    static func problem(_ code: Long) -> CardProblem {
        switch code & 0xFFFF_FFFF {
        case 0x8010_001D, 0x8010_001E: .serviceMissing
        case 0x8010_002E, 0x8010_0009, 0x8010_0017: .readerMissing
        case 0x8010_000C, 0x8010_0066, 0x8010_0067: .cardMissing
        // A card drawn away in the middle of a command shows as a failed exchange.
        case 0x8010_0069, 0x8010_0068, 0x8010_0016, 0x8010_002F: .cardRemoved
        case 0x8010_000B: .readerBusy
        default: .readerFailed(code: Int64(code))
        }
    }
}

/// One card on a reader, until this object is let go.
private final class ReaderChannel: CardChannel {
    private let service: CardService
    private let card: CardService.Long
    private(set) lazy var pad: (any PINPad)? = ReaderPad { [service, card] code, input in
        service.control(code, input, of: card)
    }

    init(service: CardService, card: CardService.Long) { (self.service, self.card) = (service, card) }

    deinit { service.close(card) }

    func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] { try service.transmit(command, to: card) }
}
