/// A channel that takes the time the card itself needs.
package final class TimedChannel: CardChannel {
    private let channel: any CardChannel
    private let clock = ContinuousClock()
    /// Spent in reader and card so far.
    package private(set) var cardTime: Duration = .zero
    package private(set) var commandCount = 0

    package init(_ channel: any CardChannel) { self.channel = channel }

    package var pad: (any PINPad)? { channel.pad }

    package func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] {
        let begin = clock.now
        defer {
            cardTime += begin.duration(to: clock.now)
            commandCount += 1
        }
        return try channel.transmit(command)
    }
}
