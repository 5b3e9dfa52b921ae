package import Casework
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
    private let patience: Duration
    private let current = Mutex<CardTalk?>(nil)

    /// As long as somebody may take to type a PIN and a new one twice, and the card for its part.
    package static let patience = Duration.seconds(120)
    /// For a question to the reader alone.
    private static let shortPatience = Duration.seconds(3)

    /// - Parameters:
    ///   - key: nil takes the key in the folder, and only for a simulated reader: the key of a real terminal never leaves its box.
    ///   - patience: how long a page waits for a card.
    package init(
        readers: any CardReaders, folder: CardFolder, key: (any TerminalKeySource)? = nil,
        patience: Duration = CardDesk.patience
    ) {
        self.patience = patience
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
        await turn(within: Self.shortPatience, otherwise: .withoutReader(.readerSilent)) { [self] in
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
        await turn(within: Self.shortPatience, otherwise: false) { [self] in (try? readers.check()) != nil }
    }

    /// What the reader takes on keys of its own; nothing where it cannot be asked.
    package func padOffer() async -> PadOffer {
        await turn(within: Self.shortPatience, otherwise: .nothing) { [self] in (try? readers.padOffer()) ?? .nothing }
    }

    /// The conversation under way; nil while there is none.
    var talk: CardTalk? { current.withLock { $0 } }

    /// One conversation with the card on the reader.
    ///
    /// - Parameter body: says at each step what is being done.
    /// - Throws: `.readerSilent` when it took too long. Not one command follows then; what was begun is settled at the card's next
    ///   contact, as after a card that was drawn away.
    package func talk<Result: Sendable>(
        by clerk: ClerkID,
        _ body: @escaping @Sendable (any CardChannel, @escaping (CardStep) -> Void) throws -> Result
    ) async throws -> Result {
        let talk = CardTalk(by: clerk)
        let failure = Swift.Result<Result, any Error>.failure(CardProblem.readerSilent)
        let result = await turn(within: patience, otherwise: failure) { [self] in
            Swift.Result {
                guard !talk.isGivenUp else { throw CardProblem.readerSilent }
                current.withLock { $0 = talk }
                defer { current.withLock { $0 = nil } }
                return try body(AwaitedChannel(try readers.card(), talk)) { talk.begin($0) }
            }
        }
        talk.giveUp()
        return try result.get()
    }

    /// Only within ``talk(by:_:)``; nil where there is none.
    package func terminal(on today: CivilDate) throws(CardProblem) -> ChangeTerminal? {
        guard let key = try key.key() else { return nil }
        return ChangeTerminal(key: key, trusted: try folder.countries(), today: today)
    }

    package func passports(on today: CivilDate) throws(CardProblem) -> PassportReader {
        PassportReader(trusted: try folder.countries(), today: today)
    }

    /// Every wait for a reader has an end, also for one that never answers again.
    private func turn<Result: Sendable>(
        within limit: Duration, otherwise: Result, _ body: @escaping @Sendable () -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            let answer = AwaitedAnswer(continuation)
            let clock = Task {
                try await Task.sleep(for: limit)
                answer.give(otherwise)
            }
            queue.async {
                answer.give(body())
                clock.cancel()
            }
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
