import IdentityCard
import Testing
import VirtualCard

@testable import Kit

/// The reader of demonstrations, with a virtual card that calls it as it would call pcscd's virtual reader.
@Suite struct SimulatedReaderTests {
    private static let select: [UInt8] = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C]

    /// Tries until something is so; the card's connection is another thread's.
    private func soon(_ isSo: () -> Bool) async throws -> Bool {
        for _ in 0..<400 {
            if isSo() { return true }
            try await Task.sleep(for: .milliseconds(25))
        }
        return false
    }

    @Test func aCardIsLaidOnTakenAwayAndLaidOnAgain() async throws {
        let reader = try SimulatedReader(port: 0)
        #expect(throws: CardProblem.cardMissing) { _ = try reader.card() }
        #expect(reader.isSimulated)
        let card = try VirtualIdentityCard(terminals: TerminalAuthority(), documents: DocumentAuthority())
        let line = VPCDConnection(card, port: reader.port)
        line.start()
        defer { line.close() }
        #expect(try await soon { (try? reader.card()) != nil })
        let channel = try reader.card()
        #expect(try channel.transmit(Self.select) == [0x90, 0x00])
        card.remove()
        #expect(throws: CardProblem.cardRemoved) { _ = try channel.transmit(Self.select) }
        card.insert()
        #expect(try await soon { (try? reader.card()) != nil })
        // The old conversation never goes on with a card that was laid on anew.
        #expect(throws: CardProblem.cardRemoved) { _ = try channel.transmit(Self.select) }
        #expect(try reader.card().transmit(Self.select) == [0x90, 0x00])
    }

    @Test func aPortThatIsTakenIsSaid() throws {
        let reader = try SimulatedReader(port: 0)
        #expect(throws: CardProblem.self) { _ = try SimulatedReader(port: reader.port) }
    }
}
