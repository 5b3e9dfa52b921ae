import Dispatch
import Foundation
package import Identity
package import IdentityCard
import Synchronization

/// Readers, certificates and the change terminal of one kit. One conversation with a card at a time, on a thread of its own: a
/// card may take seconds, and the pages of the other clerk must not wait for it.
package final class CardDesk: Sendable {
    package let readers: any CardReaders
    private let folder: CardFolder
    private let key: any TerminalKeySource
    private let queue = DispatchQueue(label: "cards")

    /// - Parameter key: nil takes the key in the folder, and only for a simulated reader: the key of a real terminal never leaves
    ///   its box.
    package init(readers: any CardReaders, folder: CardFolder, key: (any TerminalKeySource)? = nil) {
        self.readers = readers
        self.folder = folder
        self.key = key ?? FolderKey(folder: folder, isAllowed: readers.isSimulated)
    }

    package var isSimulated: Bool { readers.isSimulated }

    /// What can be done now.
    package enum Readiness: Equatable, Sendable {
        case ready
        /// No reader; a chip cannot be read either.
        case withoutReader(CardProblem)
        /// Chips can be read as far as nobody's right is needed.
        case withoutTerminal
        /// There is a terminal, and its certificates will not do today.
        case certificates(CardProblem)
    }

    /// Whether a chip could be changed, asked before a card is laid on.
    package func readiness(for rights: [TerminalRight], on today: CivilDate) async -> Readiness {
        await turn { [self] in
            do throws(CardProblem) { try readers.check() } catch { return .withoutReader(error) }
            do throws(CardProblem) {
                guard let terminal = try terminal(on: today) else { return .withoutTerminal }
                try terminal.check(rights)
                return .ready
            } catch { return .certificates(error) }
        }
    }

    /// Whether a reader is plugged in.
    package func isThere() async -> Bool {
        await turn { [self] in (try? readers.check()) != nil }
    }

    /// What the reader takes on keys of its own; nothing where it cannot be asked.
    package func padOffer() async -> PadOffer {
        await turn { [self] in (try? readers.padOffer()) ?? .nothing }
    }

    /// One conversation with the card on the reader.
    package func talk<Result: Sendable>(
        _ body: @escaping @Sendable (any CardChannel) throws -> Result
    ) async throws -> Result {
        try await turn { [self] in Swift.Result { try body(try readers.card()) } }.get()
    }

    /// Only within ``talk(_:)``; nil where there is none.
    package func terminal(on today: CivilDate) throws(CardProblem) -> ChangeTerminal? {
        guard let key = try key.key() else { return nil }
        return ChangeTerminal(key: key, trusted: try folder.countries(), today: today)
    }

    package func passports(on today: CivilDate) throws(CardProblem) -> PassportReader {
        PassportReader(trusted: try folder.countries(), today: today)
    }

    private func turn<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }

    /// Waits, within a conversation, until something of the program is done: the card's thread waits, none of the program's.
    package static func waiting(for work: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let failure = Mutex<(any Error)?>(nil)
        Task {
            do { try await work() } catch { failure.withLock { $0 = error } }
            done.signal()
        }
        done.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
