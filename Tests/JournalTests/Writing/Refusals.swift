import Synchronization

@testable import Journal

/// Lets a test switch faults on and off.
final class Refusals: Sendable {
    private let state = Mutex<(store: StoreFault?, file: FileFault?)>((nil, nil))

    var store: StoreFault? {
        get { state.withLock { $0.store } }
        set { state.withLock { $0.store = newValue } }
    }

    var file: FileFault? {
        get { state.withLock { $0.file } }
        set { state.withLock { $0.file = newValue } }
    }
}
