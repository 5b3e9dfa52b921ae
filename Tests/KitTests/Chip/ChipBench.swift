import Casework
import Foundation
import Identity
import IdentityCard
import Logging
import Synchronization
import Testing
import VirtualCard

@testable import Kit

/// A virtual card on a reader in this process.
final class VirtualReaders: CardReaders {
    private let chip: VirtualChip
    private let plugged = Mutex(true)
    let isSimulated: Bool
    /// Nil for a reader without keys of its own.
    let keys: PadReader?

    init(_ chip: VirtualChip, isSimulated: Bool = true, keys: PadReader? = nil) {
        (self.chip, self.isSimulated, self.keys) = (chip, isSimulated, keys)
    }

    func pull() { plugged.withLock { $0 = false } }

    func check() throws(CardProblem) {
        guard plugged.withLock({ $0 }) else { throw .readerMissing }
    }

    func padOffer() throws(CardProblem) -> PadOffer {
        try check()
        return keys.flatMap { reader in ReaderPad { reader.control($0, $1) } }?.offer ?? .nothing
    }

    func card() throws(CardProblem) -> any CardChannel {
        try check()
        guard chip.isInserted else { throw .cardMissing }
        guard let keys else {
            chip.resetPower()
            return Channel(chip)
        }
        keys.reset()
        return KeyChannel(keys)
    }

    private final class KeyChannel: CardChannel {
        private let reader: PadReader
        let pad: (any PINPad)?

        init(_ reader: PadReader) {
            self.reader = reader
            pad = ReaderPad { reader.control($0, $1) }
        }

        func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] {
            do { return try reader.transmit(command) } catch { throw .cardRemoved }
        }
    }

    private final class Channel: CardChannel {
        private let chip: VirtualChip

        init(_ chip: VirtualChip) { self.chip = chip }

        func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] {
            do { return try chip.transmit(command) } catch { throw .cardRemoved }
        }
    }
}

/// Erika Mustermann at the desk with her virtual card on the reader of a kit with a change terminal.
final class ChipBench: Sendable {
    let test: TestKit
    let kit: KitProgram
    let card: VirtualIdentityCard
    let readers: VirtualReaders

    /// - Parameters:
    ///   - until: the last day of the terminal's certificate.
    ///   - rights: what it may do.
    ///   - hasTerminal: with certificates and key of a terminal.
    ///   - hasKeys: the reader has keys of its own.
    ///   - patience: how long a page waits for the card.
    init(
        rights: VirtualCard.TerminalRights = .changeTerminal, until: Day = Day(2027, 1, 31), hasTerminal: Bool = true,
        isSimulated: Bool = true, hasKeys: Bool = false, patience: Duration = CardDesk.patience
    ) async throws {
        let (documents, terminals) = (DocumentAuthority(), TerminalAuthority())
        card = try VirtualIdentityCard(terminals: terminals, documents: documents)
        test = try await TestKit()
        readers = VirtualReaders(card, isSimulated: isSimulated, keys: hasKeys ? PadReader(card) : nil)
        let folder = test.folder.path(CardFolder.name)
        let own = terminals.terminal(rights, until: until)
        try Self.fill(folder, documents, hasTerminal ? (terminals, own) : nil)
        kit = try KitProgram(
            desk: test.desk, settings: .init(port: 80), logger: Logger(label: "test"),
            cards: CardDesk(readers: readers, folder: CardFolder(path: folder), patience: patience))
    }

    static func fill(
        _ folder: String, _ documents: DocumentAuthority, _ terminal: (TerminalAuthority, TestTerminal)?
    ) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var files = [("csca.der", documents.root)]
        if let (authority, own) = terminal {
            files += [
                ("cvca.cv", authority.root), ("dv.cv", own.chain[0]), ("at.cv", own.chain[1]),
                ("terminal.p8", own.key.pkcs8),
            ]
        }
        for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)")) }
    }

    func play(_ body: @escaping @Sendable (TestBrowser) async throws -> Void) async throws {
        try await TestBrowser.play(kit, as: "mueller-platz", body)
    }

    /// A case for somebody, by default Erika, with her new address in it.
    func begin(
        _ browser: TestBrowser, service: String = "ausweis-anschrift", familyName: String = "Mustermann"
    ) async throws -> CaseNumber {
        let visit = try await VisitTests.visit(browser)
        let added = try await browser.post(visit + "/personen", [("role", "applicant"), ("once", "p")])
        let saved = try await browser.post(
            added.location,
            [
                ("familyName", familyName), ("givenNames", "Erika"), ("birthDate.day", "12"),
                ("birthDate.month", "8"), ("birthDate.year", "1983"),
            ])
        #expect(saved.status == 303)
        let number = try await VisitTests.add(service, visit, browser)
        guard service == "ausweis-anschrift" else { return number }
        for (field, value) in [
            ("street", "Lutherstraße"), ("houseNumber", "56"), ("postCode", "06886"),
            ("town", "Lutherstadt Wittenberg"),
        ] {
            let answer = try await browser.post(
                "/vorgang/\(number.text)/antwort", [("field", field), ("revision", "999"), (field, value)],
                isAutosave: true)
            #expect(answer.status == 200)
        }
        return number
    }

    func change(_ number: CaseNumber, _ browser: TestBrowser, can: String = "500540") async throws
        -> TestBrowser.Answer
    {
        try await browser.post("/vorgang/\(number.text)/chip", [("can", can), ("once", "\(can)-\(card.commandCount)")])
    }

    func item(_ number: CaseNumber) async throws -> Case {
        try #require(try await test.desk.view().state.cases[number])
    }

    static let residence = ChipResidence(
        address: .german(street: "Lutherstraße 56", postalCode: "06886", city: "Lutherstadt Wittenberg"),
        community: MunicipalityKey("15091375")!)

    var holdsNewAddress: Bool {
        card.group(17)?.starts(with: Self.residence.addressData) == true
            && card.group(18)?.starts(with: Self.residence.communityData) == true
    }
}
