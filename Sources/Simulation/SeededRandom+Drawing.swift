package import Foundation
package import Journal
package import Planning
import Synchronization

extension SeededRandom {
    /// A generator for a purpose of its own, so that drawing more for one purpose changes nothing for another.
    package init(seed: UInt64, for purpose: UInt64) {
        var mixer = SeededRandom(seed: seed ^ purpose &* 0xD6E8_FEB8_6659_FD93)
        self.init(seed: mixer.next())
    }

    /// 0 up to and without the limit; 0 for a limit of 0.
    package mutating func below(_ limit: Int) -> Int { limit > 0 ? Int(next() % UInt64(limit)) : 0 }

    package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    package mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    package mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    package mutating func data(_ count: Int) -> Data {
        var data = Data(count: count)
        data.withUnsafeMutableBytes { bytes in
            var place = 0
            while place < bytes.count {
                withUnsafeBytes(of: next().littleEndian) { piece in
                    let length = min(8, bytes.count - place)
                    bytes.baseAddress!.advanced(by: place).copyMemory(from: piece.baseAddress!, byteCount: length)
                    place += length
                }
            }
        }
        return data
    }
}

/// Random bytes for a program under simulation; the same ones for the same seed.
package final class SeededBytes: Sendable {
    private let random: Mutex<SeededRandom>

    package init(seed: UInt64, for purpose: UInt64) { random = Mutex(SeededRandom(seed: seed, for: purpose)) }

    package var randomness: Randomness { Randomness { count in self.random.withLock { $0.data(count) } } }
}
