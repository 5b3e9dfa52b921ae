package import Foundation
import Synchronization

/// A whole file without a disk, for tests and simulations.
package final class MemoryFile: WholeFile {
    private let bytes: Mutex<Data?>
    /// Asked before every replacement; a fault it returns is thrown, and nothing is replaced.
    private let refusal: @Sendable () -> FileFault?

    package init(_ bytes: Data? = nil, refusal: @escaping @Sendable () -> FileFault? = { nil }) {
        self.bytes = Mutex(bytes)
        self.refusal = refusal
    }

    package func read() throws(FileFault) -> Data? { bytes.withLock { $0 } }

    package func replace(with bytes: Data, shredding: Bool) throws(FileFault) {
        if let fault = refusal() { throw fault }
        self.bytes.withLock { $0 = bytes }
    }
}
