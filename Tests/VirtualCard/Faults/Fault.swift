/// What a virtual card is told to do wrong. Numbers count commands from the moment the fault is armed, 1 for the next one.
package enum Fault: Equatable, Sendable {
    /// Taken away before the command is carried out.
    case goneBefore(command: Int)
    /// Taken away after the command was carried out, before its answer came.
    case goneAfter(command: Int)
    /// Taken away in the middle of a write (1 for the next one): only so many bytes of it are in the file.
    case tornWrite(write: Int, bytes: Int)
    /// The answer's message authentication code is changed (the last byte of data where the answer has none).
    case wrongCode(command: Int)
    /// Every answer takes so much longer.
    case slow(Duration)
    /// Files hold no more than so many bytes, whatever they were made for.
    case shortMemory(bytes: Int)
}

/// The card is not on the reader.
package struct CardGone: Error, Equatable {
    package init() {}
}
