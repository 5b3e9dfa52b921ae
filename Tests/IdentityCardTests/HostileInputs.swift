import Identity

@testable import IdentityCard

/// Everything this room reads from outside, one a kind: for mutated input in the tests, and for the fuzzer
/// (`scripts/fuzz-cards`). Whatever comes, it is read or refused; nothing crashes or hangs.
enum HostileInputs {
    static let kinds = Array("tcsmMdpafrlhk".utf8)

    static func read(_ kind: UInt8, _ bytes: [UInt8]) {
        switch kind {
        case UInt8(ascii: "t"):
            guard let objects = try? DataObjectReader.all(in: bytes) else { return }
            same(objects.flatMap(\.encoded), bytes)
            for object in objects { _ = try? object.parts() }
        case UInt8(ascii: "c"): _ = try? TerminalCertificate.chain(bytes)
        case UInt8(ascii: "s"): _ = try? SecurityInfos(bytes)
        case UInt8(ascii: "m"):
            for cipher in [Cipher.tripleDES, .aes128] {
                var messaging = messaging(cipher)
                guard let answer = CardAnswer(bytes) else { continue }
                // Nobody without the keys makes an answer that is taken.
                if (try? messaging.unprotect(answer, in: .read)) != nil { fatalError("a forged answer was taken") }
            }
        case UInt8(ascii: "M"):
            // With a good checksum, so that what lies behind it is reached.
            for cipher in [Cipher.tripleDES, .aes128] {
                var messaging = messaging(cipher)
                let objects = DataObject(0x87, bytes).encoded + DataObject(0x99, [0x90, 0x00]).encoded
                var counter = [UInt8](repeating: 0, count: cipher.blockLength)
                counter[counter.count - 1] = 1
                guard let checksum = try? cipher.checksum(counter + cipher.pad(objects), key: key(cipher)) else {
                    continue
                }
                let answer = CardAnswer(
                    data: objects + DataObject(0x8E, checksum).encoded, status: StatusWord(rawValue: 0x9000))
                _ = try? messaging.unprotect(answer, in: .read)
            }
        case UInt8(ascii: "d"): _ = try? SignedObject(bytes, contentType: CardSecurity.contentType)
        case UInt8(ascii: "p"): _ = PassportPhoto(group: bytes)
        case UInt8(ascii: "a"):
            guard let address = ChipAddress(bytes) else { return }
            guard ChipAddress(address.encoded) == address else { fatalError("written anew, the address is another") }
        case UInt8(ascii: "f"): _ = ReaderPad.features(in: bytes)
        case UInt8(ascii: "r"): _ = try? ReaderPad.outcome(bytes, password: .pin)
        case UInt8(ascii: "l"):
            let reader = PassportReader(trusted: none, today: today)
            _ = try? reader.read(HostileCard(bytes), with: .zone(zone))
        case UInt8(ascii: "h"):
            guard let can = CardAccessNumber("123456"), var typed = Optional(Array("123456".utf8)),
                let pin = SecretDigits.pin(taking: &typed)
            else { return }
            try? HolderPIN(HostileCard(bytes)).change(from: pin, to: pin, can: can)
        case UInt8(ascii: "k"):
            // A length and group 14, a length of two bytes and group 15; what the chip answers is the rest.
            var rest = bytes[...]
            let infos = rest.popFirst().map { rest.prefix(Int($0)) } ?? []
            rest = rest.dropFirst(infos.count)
            guard let high = rest.popFirst(), let low = rest.popFirst() else { return }
            let key = rest.prefix(Int(high) << 8 | Int(low))
            let chip = PassportChip([14: Array(infos), 15: Array(key)], randomness: .system)
            let link = CardLink(HostileCard(Array(rest.dropFirst(key.count))))
            let proof = try? chip.prove(over: link, rereading: (0x0101, [0x61, 0x01, 0x00]))
            if proof == .chipAuthentication { fatalError("a chip without the key was taken for the original") }
        default: return
        }
    }

    private static func key(_ cipher: Cipher) -> [UInt8] { [UInt8](repeating: 0x11, count: cipher.keyLength) }

    private static func messaging(_ cipher: Cipher) -> SecureMessaging {
        SecureMessaging(cipher: cipher, encryptionKey: key(cipher), checksumKey: key(cipher))
    }

    private static let today = CivilDate(year: 2026, month: 11, day: 23)!
    private static let none = try! CountryCertificates([])
    private static let zone = try! MachineReadableZone.read(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", today: today)

    private static func same(_ written: [UInt8], _ read: [UInt8]) {
        guard written == read else { fatalError("written anew, the objects are others") }
    }
}

/// Answers with what it was made of: a length, and so many bytes; gone when nothing is left.
private final class HostileCard: CardChannel {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] {
        guard let length = rest.popFirst() else { throw .cardRemoved }
        defer { rest = rest.dropFirst(Int(length)) }
        return Array(rest.prefix(Int(length)))
    }
}
