/// A posted form: values and files, bounded, decoded, in the order they came.
package struct FormBody: Sendable {
    package struct File: Sendable {
        /// As the person named it; for showing on the page only, never for logs or the file system.
        package let name: String
        package let bytes: [UInt8]
        /// By its content, whatever its name says; `nil` for anything that is not taken in.
        package let kind: FileKind?
    }

    package private(set) var values: [(name: String, value: String)]
    package private(set) var files: [(name: String, file: File)]

    package init(values: [(name: String, value: String)] = [], files: [(name: String, file: File)] = []) {
        self.values = values
        self.files = files
    }

    /// The whole body: one file and the form around it.
    package static let sizeLimit = 20_000_000 + 1_000_000
    /// One file: 20 MB, a megabyte being 1,000,000 bytes.
    package static let fileLimit = 20_000_000
    static let countLimit = 2000
    static let nameLimit = 200

    /// The first value of a name; `nil` where the form has none.
    package subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] { values.filter { $0.name == name }.map(\.value) }

    package func file(_ name: String) -> File? { files.first { $0.name == name }?.file }

    /// All values by name, several of one name joined by line breaks and empty ones among several dropped: what `FieldView.typed` takes.
    package var typed: [String: String] {
        var typed: [String: String] = [:]
        for (name, value) in values {
            if let before = typed[name], !before.isEmpty {
                if !value.isEmpty { typed[name] = before + "\n" + value }
            } else {
                typed[name] = value
            }
        }
        return typed
    }

    /// Reads the body of a request by its media type.
    package init(bytes: [UInt8], contentType: String) throws(FormMistake) {
        let type = contentType.split(separator: ";", maxSplits: 1).first.map { $0.lowercased() } ?? ""
        switch type.trimmingBlanks {
        case "application/x-www-form-urlencoded": self = try URLEncodedReader.read(bytes)
        case "multipart/form-data":
            guard let boundary = MultipartReader.boundary(in: contentType) else {
                throw .malformed(at: 0, "no boundary")
            }
            self = try MultipartReader(bytes: bytes, boundary: boundary).read()
        default: throw .notAForm
        }
    }

    mutating func append(name: String, value: String) throws(FormMistake) {
        guard values.count + files.count < Self.countLimit else { throw .tooManyInputs }
        guard name.utf8.count <= Self.nameLimit else { throw .malformed(at: 0, "name too long") }
        // Browsers send line breaks as CR LF; the house knows LF only.
        values.append((name, String(decoding: value.utf8.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)))
    }

    mutating func append(name: String, file: File) throws(FormMistake) {
        guard values.count + files.count < Self.countLimit else { throw .tooManyInputs }
        guard file.bytes.count <= Self.fileLimit else { throw .fileTooLarge }
        files.append((name, file))
    }
}

/// Why a body is no form. The position is a byte of the body.
package enum FormMistake: Error, Hashable, Sendable {
    case notAForm
    case malformed(at: Int, String)
    case tooManyInputs
    case tooLarge
    case fileTooLarge

    /// What the page says.
    package var text: String {
        switch self {
        case .notAForm, .malformed, .tooManyInputs:
            "Die Eingabe kam unvollständig an und wurde nicht gespeichert. Gehen Sie zurück und senden Sie noch einmal."
        case .tooLarge, .fileTooLarge:
            "Die Datei ist größer als 20 MB und wurde nicht gespeichert. Scannen Sie mit 300 dpi in Grau oder in mehreren Teilen."
        }
    }
}

/// What is taken in as a scan, recognised by its first bytes.
package enum FileKind: String, Sendable, Hashable, CaseIterable {
    case pdf = "application/pdf"
    case jpeg = "image/jpeg"
    case png = "image/png"
    case tiff = "image/tiff"

    package init?(sniffing bytes: some Collection<UInt8>) {
        let start = Array(bytes.prefix(8))
        if start.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if start.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if start == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] {
            self = .png
        } else if start.starts(with: [0x49, 0x49, 0x2A, 0x00]) || start.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) {
            self = .tiff
        } else {
            return nil
        }
    }

    /// For the `accept` attribute of a file input.
    package static var accepted: String { allCases.map(\.rawValue).joined(separator: ",") }

    /// What the page says where a file is none of these.
    package static let refusal =
        "Diese Art Datei wird nicht angenommen. Scannen Sie die Unterlage als PDF, JPEG, PNG oder TIFF."
}
