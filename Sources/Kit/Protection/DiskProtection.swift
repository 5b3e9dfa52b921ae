import Foundation

/// What is read of the machine: the files of `/proc` and `/sys`. Given in, so that any machine can be played.
package struct MachineFiles: Sendable {
    /// A file's text; nil when there is none.
    package let text: @Sendable (_ path: String) -> String?
    /// The names in a folder; none when it is not there.
    package let names: @Sendable (_ folder: String) -> [String]

    package init(
        text: @escaping @Sendable (_ path: String) -> String?, names: @escaping @Sendable (_ folder: String) -> [String]
    ) {
        self.text = text
        self.names = names
    }

    package static let machine = MachineFiles(
        text: { path in
            (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) }
        },
        names: { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] })
}

/// Whether what is written to disk and swap could be read by a thief. What the kit writes is encrypted in any case; memory that the
/// system swaps out is not, and erased bytes may live on in a disk's cells.
package enum DiskProtection {
    package enum Warning: Hashable, Sendable {
        /// The disk below the kit's folder.
        case disk(device: String)
        case swap(device: String)

        package var message: String {
            switch self {
            case .disk: "Die Platte dieses Laptops ist nicht verschlüsselt."
            case .swap: "Der Auslagerungsspeicher dieses Laptops ist nicht verschlüsselt."
            }
        }

        /// Names the device, for the town's IT.
        package var logText: String {
            switch self {
            case .disk(let device): "the disk below the data is not encrypted: \(device)"
            case .swap(let device): "swap is not encrypted: \(device)"
            }
        }

        package var remedy: String {
            switch self {
            case .disk:
                "Was der Koffer speichert, ist verschlüsselt; Spuren gelöschter Schlüssel können aber bleiben. Lassen Sie die IT den Laptop mit verschlüsselter Platte (LUKS) einrichten."
            case .swap:
                "Daten aus dem Arbeitsspeicher können dort im Klartext liegen. Lassen Sie die IT ihn abschalten oder verschlüsseln."
            }
        }
    }

    private struct Mount {
        let device: String
        let place: String
        let kind: String
    }

    /// - Parameter folder: absolute.
    package static func warnings(for folder: String, on machine: MachineFiles = .machine) -> [Warning] {
        let mounts = mounts(machine)
        var warnings: [Warning] = []
        if let mount = mount(of: folder, mounts), !isSafe(mount, machine) {
            warnings.append(.disk(device: mount.device))
        }
        for line in (machine.text("/proc/swaps") ?? "").split(separator: "\n").dropFirst() {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count >= 2 else { continue }
            let isFile = words[1] == "file"
            let isClosed =
                isFile ? mount(of: words[0], mounts).map { isSafe($0, machine) } ?? false : isSafe(words[0], machine)
            if !isClosed { warnings.append(.swap(device: words[0])) }
        }
        return warnings
    }

    private static func mounts(_ machine: MachineFiles) -> [Mount] {
        (machine.text("/proc/mounts") ?? "").split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 3 else { return nil }
            // Blanks in names are written as octal numbers.
            let place = words[1].replacingOccurrences(of: "\\040", with: " ")
            return Mount(device: words[0], place: place, kind: words[2])
        }
    }

    /// The one that was mounted last at the longest place above the path.
    private static func mount(of path: String, _ mounts: [Mount]) -> Mount? {
        mounts.filter { $0.place == "/" || path == $0.place || path.hasPrefix($0.place + "/") }
            .enumerated().max { ($0.element.place.count, $0.offset) < ($1.element.place.count, $1.offset) }?.element
    }

    private static func isSafe(_ mount: Mount, _ machine: MachineFiles) -> Bool {
        ["tmpfs", "ramfs"].contains(mount.kind) || isSafe(mount.device, machine)
    }

    /// A device of the kernel's encryption, one that lies on such devices alone, or one in memory.
    private static func isSafe(_ device: String, _ machine: MachineFiles) -> Bool {
        let name = (device as NSString).lastPathComponent
        if name.hasPrefix("zram") || name.hasPrefix("ram") { return true }
        if device.hasPrefix("/dev/mapper/") {
            let blocks = machine.names("/sys/block").filter { $0.hasPrefix("dm-") }
            guard let block = blocks.first(where: { trimmed("/sys/block/\($0)/dm/name", machine) == name }) else {
                return false
            }
            return isEncrypted(block: block, machine)
        }
        return isEncrypted(block: name, machine)
    }

    private static func isEncrypted(block: String, _ machine: MachineFiles, depth: Int = 0) -> Bool {
        if trimmed("/sys/block/\(block)/dm/uuid", machine)?.hasPrefix("CRYPT-") == true { return true }
        let below = machine.names("/sys/block/\(block)/slaves")
        return depth < 8 && !below.isEmpty && below.allSatisfy { isEncrypted(block: $0, machine, depth: depth + 1) }
    }

    private static func trimmed(_ path: String, _ machine: MachineFiles) -> String? {
        machine.text(path)?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
