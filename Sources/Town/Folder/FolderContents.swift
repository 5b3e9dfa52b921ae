import Foundation

/// The YAML files below a folder as texts.
struct FolderContents {
    private(set) var files: [String: String] = [:]
    private(set) var mistakes: [Mistake] = []
    /// There is no folder to read.
    private(set) var isMissing = false

    static func read(_ path: String) -> FolderContents {
        var contents = FolderContents()
        contents.read(path)
        return contents
    }

    private mutating func read(_ path: String) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            isMissing = true
            mistakes.append(
                Mistake(
                    file: TownReader.townFile, line: 1,
                    what: "Der Ordner der Stadt fehlt oder ist kein Ordner. Prüfen Sie den Pfad."))
            return
        }
        var bytes = 0
        for name in names(path) {
            guard files.count < TownBundle.maximumFiles else {
                add(
                    name,
                    "Der Ordner enthält mehr als \(TownBundle.maximumFiles) Dateien. Entfernen Sie, was nicht zur Stadt gehört."
                )
                return
            }
            guard let data = contents(of: path + "/" + name, name) else { continue }
            bytes += data.count
            guard bytes <= TownBundle.maximumBytes else {
                add(
                    name,
                    "Alle Dateien zusammen sind größer als \(TownBundle.maximumBytes) Bytes. \(SourceFile.splitAdvice)")
                return
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                add(
                    name,
                    "Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie im Editor mit der Kodierung UTF-8.",
                    line: badLine(data))
                continue
            }
            files[name] = text
        }
    }

    /// The relative paths of all YAML files, sorted.
    private mutating func names(_ path: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: path) else {
            add(TownReader.townFile, "Der Ordner der Stadt ist nicht lesbar. Prüfen Sie die Rechte.")
            return []
        }
        var names: [String] = []
        while let name = walk.nextObject() as? String {
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            if !isHidden, name.hasSuffix(".yaml") || name.hasSuffix(".yml") { names.append(name) }
        }
        return names.sorted()
    }

    private mutating func contents(of path: String, _ name: String) -> Data? {
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
        if let size, size > SourceFile.maximumBytes {
            add(
                name,
                "Die Datei ist zu groß (\(size) Bytes, erlaubt sind \(SourceFile.maximumBytes)). \(SourceFile.splitAdvice)"
            )
            return nil
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            add(name, "Die Datei ist nicht lesbar. Prüfen Sie, ob es eine Datei ist und ob Sie sie öffnen dürfen.")
            return nil
        }
        return data
    }

    /// The line of the first byte that is no UTF-8.
    private func badLine(_ data: Data) -> Int {
        for (number, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where String(validating: line, as: UTF8.self) == nil { return number + 1 }
        return 1
    }

    private mutating func add(_ name: String, _ what: String, line: Int = 1) {
        mistakes.append(Mistake(file: name, line: line, what: what))
    }
}
