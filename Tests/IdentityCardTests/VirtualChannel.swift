import Identity
import IdentityCard
import Testing
import VirtualCard

/// The way to a virtual card in this process.
final class VirtualChannel: CardChannel {
    private let chip: VirtualChip
    /// Everything sent, as hexadecimal digits.
    private(set) var sent: [[UInt8]] = []

    init(_ chip: VirtualChip) { self.chip = chip }

    func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] {
        sent.append(command)
        do {
            return try chip.transmit(command)
        } catch {
            throw .cardRemoved
        }
    }
}

/// The way to a virtual card on a reader with keys of its own.
final class PadChannel: CardChannel {
    private let reader: PadReader
    /// Everything this machine saw on its way to the card or the reader.
    private(set) var seen: [[UInt8]] = []
    private(set) lazy var pad: (any PINPad)? = ReaderPad { [unowned self] code, input in
        seen.append(input)
        return reader.control(code, input)
    }

    init(_ reader: PadReader) { self.reader = reader }

    func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] {
        seen.append(command)
        do { return try reader.transmit(command) } catch { throw .cardRemoved }
    }
}

/// A state, its documents, a change terminal and Erika Mustermann's card.
struct Bench {
    static let today = CivilDate(year: 2026, month: 11, day: 23)!
    static let can = CardPassword.can(CardAccessNumber("500540")!)

    let terminals = TerminalAuthority()
    let documents: DocumentAuthority
    let card: VirtualIdentityCard

    init(hasExplicitParameters: Bool = false, sizes: [Int: Int] = [:]) throws {
        documents = DocumentAuthority(hasExplicitParameters: hasExplicitParameters)
        card = try VirtualIdentityCard(.erika, terminals: terminals, documents: documents, sizes: sizes)
    }

    func terminal(
        _ own: TestTerminal? = nil, trusting authority: DocumentAuthority? = nil, today: CivilDate = Bench.today,
        withRoot: Bool = true
    ) throws -> ChangeTerminal {
        let own = own ?? terminals.terminal()
        let chain = (withRoot ? terminals.root : []) + own.chain.joined()
        let key = try SoftwareTerminalKey(chain: chain, curve: "brainpoolP256r1", secret: own.key.scalar)
        return ChangeTerminal(
            key: key, trusted: try CountryCertificates([(authority ?? documents).root]), today: today)
    }

    /// The old address as Erika's card has it, the new one in Wittenberg.
    static let before = ChipResidence(
        address: .german(street: "HEIDESTRASSE 17", postalCode: "51147", city: "KÖLN"),
        community: MunicipalityKey("05315000")!)
    static let after = ChipResidence(
        address: .german(street: "LUTHERSTRASSE 56", postalCode: "06886", city: "LUTHERSTADT WITTENBERG"),
        community: MunicipalityKey("15091375")!)
    /// The change from the old to the new address of this card, as it is noted.
    func change(to after: ChipResidence = Bench.after) throws -> ChipChange {
        let terminal = try terminal()
        let rights = ChangeTerminal.addressRights + terminal.granted(CardMark.rights)
        let change = try terminal.open(VirtualChannel(card), with: Bench.can, wanting: rights).change(to: after)
        card.resetPower()
        return change
    }

    /// What a card's group begins with.
    func holds(_ residence: ChipResidence) -> Bool {
        card.group(17)?.starts(with: residence.addressData) == true
            && card.group(18)?.starts(with: residence.communityData) == true
    }
}

/// Digits as if just typed.
func pin(_ text: String) throws -> SecretDigits {
    var typed = Array(text.utf8)
    return try #require(
        text.count == 10
            ? SecretDigits.puk(taking: &typed)
            : text.count == 5 ? SecretDigits.transportPIN(taking: &typed) : SecretDigits.pin(taking: &typed))
}
