import ArgumentParser
import Foundation
import Glibc
import IdentityCard

/// The file that says what a change of address is about to write, until it is written.
struct ChangeNote {
    let path: String

    /// Nil when there is none.
    func read() throws -> ChipChange? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path), let change = ChipChange(encoded: Array(data))
        else {
            throw ValidationError("\(path) ist keine Vormerkung. Nennen Sie eine andere Datei.")
        }
        return change
    }

    /// On disk before this returns; nobody else may read it.
    func write(_ change: ChipChange) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else {
            throw ValidationError("\(path) lässt sich nicht anlegen. Nennen Sie einen anderen Ort.")
        }
        defer { close(file) }
        let bytes = change.encoded
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw ValidationError(
                "\(path) lässt sich nicht schreiben. Schaffen Sie Platz und beginnen Sie noch einmal.")
        }
        // The name itself must last, too.
        let folder = open(URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false), O_RDONLY)
        defer { close(folder) }
        guard folder >= 0, fsync(folder) == 0 else {
            throw ValidationError("Der Ordner von \(path) nimmt nichts dauerhaft auf. Nennen Sie einen anderen Ort.")
        }
    }

    func remove() throws {
        guard unlink(path) == 0 || errno == ENOENT else {
            throw ValidationError("\(path) lässt sich nicht löschen. Löschen Sie die Datei von Hand.")
        }
    }
}
