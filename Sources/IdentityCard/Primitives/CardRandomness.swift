import CLibCrypto

/// Where the terminal's random numbers come from; known answers give a stream that repeats.
package struct CardRandomness {
    /// Exactly as many bytes as asked for.
    let bytes: (_ count: Int) throws(CardProblem) -> [UInt8]

    package init(_ bytes: @escaping (_ count: Int) throws(CardProblem) -> [UInt8]) { self.bytes = bytes }

    /// The generator of libcrypto, which draws on the operating system.
    package static var system: CardRandomness {
        CardRandomness { count throws(CardProblem) in
            var bytes = [UInt8](repeating: 0, count: count)
            guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .libraryFailed("RAND") }
            return bytes
        }
    }
}
