import Casework
import IdentityCard
import Synchronization

/// One conversation with the card on the reader, as others see it while it goes on: whose it is, and what is being done.
final class CardTalk: Sendable {
    private struct State {
        var step: CardStep?
        var isGivenUp = false
    }

    let clerk: ClerkID
    private let state = Mutex(State())

    init(by clerk: ClerkID) { self.clerk = clerk }

    var step: CardStep? { state.withLock { $0.step } }

    var isGivenUp: Bool { state.withLock { $0.isGivenUp } }

    func begin(_ step: CardStep) { state.withLock { $0.step = step } }

    /// Nobody waits for it any more: not one command follows the one under way.
    func giveUp() { state.withLock { $0.isGivenUp = true } }
}

/// The way to the card for a conversation that somebody waits for.
final class AwaitedChannel: CardChannel {
    private let channel: any CardChannel
    private let talk: CardTalk

    init(_ channel: any CardChannel, _ talk: CardTalk) { (self.channel, self.talk) = (channel, talk) }

    var pad: (any PINPad)? { channel.pad }

    func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] {
        guard !talk.isGivenUp else { throw .readerSilent }
        let answer = try channel.transmit(command)
        guard !talk.isGivenUp else { throw .readerSilent }
        return answer
    }
}

/// An answer that somebody waits for, given once: by who has it, or by the clock.
final class AwaitedAnswer<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value, Never>?>

    init(_ continuation: CheckedContinuation<Value, Never>) { self.continuation = Mutex(continuation) }

    func give(_ value: Value) {
        let waiting = continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(returning: value)
    }
}
