import Synchronization

/// What a device is called and whether it can be used now.
package struct DeviceState: Hashable, Sendable {
    /// As services' conditions name it; `pdf` for the printing of papers.
    package let key: String
    /// On the state bar: `Kamera`.
    package let name: String
    package let isReady: Bool

    package init(key: String, name: String, isReady: Bool) {
        self.key = key
        self.name = name
        self.isReady = isReady
    }
}

/// The suitcase's devices as they stand now, in one place: whoever drives a device tells it here; state bar and rules read it here.
///
/// Without a driver nothing is known of a capture device, so it is not there. A scanner that types zones like a keyboard, and the
/// browser's printer, cannot be told from a missing one and are not on the board.
package final class DeviceBoard: Sendable {
    private let devices: Mutex<[DeviceState]>

    package init() {
        devices = Mutex([
            DeviceState(key: "photo", name: "Kamera", isReady: false),
            DeviceState(key: "fingerprints", name: "Finger", isReady: false),
            .cardReader(isReady: false),
        ])
    }

    /// In the order in which they were first told.
    package var states: [DeviceState] { devices.withLock { $0 } }

    package func show(_ state: DeviceState) {
        devices.withLock { devices in
            if let index = devices.firstIndex(where: { $0.key == state.key }) {
                devices[index] = state
            } else {
                devices.append(state)
            }
        }
    }
}

extension DeviceState {
    static func cardReader(isReady: Bool) -> DeviceState {
        DeviceState(key: "cardReader", name: "Leser", isReady: isReady)
    }

    /// Whether papers become PDFs here; without it the browser prints them.
    static func pdf(isReady: Bool) -> DeviceState {
        DeviceState(key: "pdf", name: "PDF", isReady: isReady)
    }
}
