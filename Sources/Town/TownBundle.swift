import Casework
import Crypto
package import Foundation

/// All files of a town in one value: what the office sends to a kit, which reads it by the same code from memory.
package struct TownBundle: Hashable, Sendable {
    /// Bytes of all files together.
    package static let maximumBytes = 8_388_608
    static let maximumFiles = 500

    /// Path inside the folder (`services/hund.yaml`) to text.
    package let files: [String: String]

    package init(files: [String: String]) { self.files = files }

    /// SHA-256 in hexadecimal over the files in the order of their paths' bytes: for each the path, a zero byte, the number of bytes in
    /// decimal digits, a zero byte, the bytes. Two folders have the same hash exactly when they have the same files.
    package var hash: String {
        var digest = SHA256()
        for path in files.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let content = Array((files[path] ?? "").utf8)
            digest.update(data: Array(path.utf8) + [0] + Array(String(content.count).utf8) + [0])
            digest.update(data: content)
        }
        return digest.finalize().map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// One JSON object `{path: text}`, keys sorted, so that equal bundles are equal bytes.
    package func json() throws(TownBundleError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return try encoder.encode(files) } catch { throw .notWritable }
    }

    package init(json: Data) throws(TownBundleError) {
        guard json.count <= Self.maximumBytes * 2 else { throw .tooLarge(bytes: json.count) }
        do { files = try JSONDecoder().decode([String: String].self, from: json) } catch { throw .notABundle }
    }
}

package enum TownBundleError: Error, Hashable, CustomStringConvertible {
    case notABundle
    case tooLarge(bytes: Int)
    case notWritable

    package var description: String {
        switch self {
        case .notABundle:
            "Der übertragene Katalog ist kein Text je Datei. Der Koffer arbeitet mit dem bisherigen weiter; die Zentrale sendet ihn neu."
        case .tooLarge(let bytes):
            "Der übertragene Katalog ist mit \(bytes) Bytes zu groß. Der Koffer arbeitet mit dem bisherigen weiter; kürzen Sie die Dateien der Stadt."
        case .notWritable: "Der Katalog lässt sich nicht schreiben. Prüfen Sie die Stadt mit „amtskoffer town check“."
        }
    }
}
