import Casework
import Crypto
import Foundation
import Journal
import Sync

/// `pins.json`: the clerks' PINs, each as an scrypt verifier, and the one-time codes of the feed that were taken in already. Sealed under
/// the kit's own key, because four digits alone hold nobody off who has the disk. A value: change it, write it, then rely on it.
struct PinFile: Sendable {
    static let name = "pins.json"
    private static let context = Data("amtskoffer-pins-1".utf8)

    private struct Verifier: Codable, Sendable {
        var cost: ScryptCost
        var salt: Data
        var hash: Data
    }

    private struct Contents: Codable, Sendable {
        var pins: [String: Verifier] = [:]
        /// By clerk, the hash of the code that came last: a code is offered by the feed as long as its entry is folded, but taken in once.
        var codes: [String: Data] = [:]
        /// By clerk, the secret part of the codes for substitutes, and those who used one; missing from older files.
        var checks: [String: Data]?
        var admitted: [Substitute]?
    }

    private struct Envelope: Codable {
        var format = 1
        /// AES-256-GCM, nonce first.
        var sealed: Data
    }

    private var contents = Contents()

    /// A missing file is an empty one.
    init(in folder: KitFolder, under key: SymmetricKey) throws(KitFolderFault) {
        let bytes: Data?
        do throws(FileFault) { bytes = try folder.file(Self.name).read() } catch { throw .file(error) }
        guard let bytes else { return }
        guard let envelope = try? JSONDecoder().decode(Envelope.self, from: bytes), envelope.format == 1,
            let box = try? AES.GCM.SealedBox(combined: envelope.sealed),
            let clear = try? AES.GCM.open(box, using: key, authenticating: Self.context),
            let contents = try? JSONDecoder().decode(Contents.self, from: clear)
        else { throw .unreadable(Self.name) }
        self.contents = contents
    }

    func write(to folder: KitFolder, under key: SymmetricKey) throws(KitFolderFault) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let clear = try? encoder.encode(contents),
            let sealed = try? AES.GCM.seal(clear, using: key, authenticating: Self.context).combined,
            let bytes = try? encoder.encode(Envelope(sealed: sealed))
        else { throw .unreadable(Self.name) }
        do throws(FileFault) { try folder.file(Self.name).replace(with: bytes, shredding: true) } catch {
            throw .file(error)
        }
    }

    // MARK: PINs

    func hasPin(_ clerk: ClerkID) -> Bool { contents.pins[clerk.text] != nil }

    /// - Returns: false where none is set, too.
    func isPin(_ pin: String, of clerk: ClerkID) -> Bool {
        guard let verifier = contents.pins[clerk.text],
            let hash = verifier.cost.derive(pin, salt: verifier.salt), hash.count == verifier.hash.count
        else { return false }
        return zip(hash, verifier.hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// - Returns: false when the machine has not the memory for it.
    mutating func setPin(_ pin: String, of clerk: ClerkID, cost: ScryptCost, randomness: Randomness) -> Bool {
        let salt = randomness.bytes(16)
        guard let hash = cost.derive(pin, salt: salt) else { return false }
        contents.pins[clerk.text] = Verifier(cost: cost, salt: salt, hash: hash)
        return true
    }

    // MARK: Codes of the feed

    func isTaken(_ code: StaffCode) -> Bool { contents.codes[code.clerk.text] == Self.mark(code) }

    mutating func noteTaken(_ code: StaffCode) { contents.codes[code.clerk.text] = Self.mark(code) }

    private static func mark(_ code: StaffCode) -> Data {
        Data(SHA256.hash(data: Data("\(code.clerk.text)\n\(code.code)\n\(code.until.iso)".utf8)))
    }

    // MARK: Substitutes

    mutating func expect(_ slip: SubstituteSlip) {
        contents.checks = (contents.checks ?? [:]).merging([Substitute.id(slip.number).text: slip.check]) { $1 }
    }

    func check(of clerk: ClerkID) -> Data? { contents.checks?[clerk.text] }

    mutating func admit(_ substitute: Substitute) {
        contents.admitted = (contents.admitted ?? []).filter { $0.clerk != substitute.clerk } + [substitute]
    }

    var admitted: [Substitute] { contents.admitted ?? [] }
}
