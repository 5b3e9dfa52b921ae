/// Reads `multipart/form-data` (RFC 7578) from a body that is complete and bounded.
struct MultipartReader {
    private let bytes: [UInt8]
    private let delimiter: [UInt8]

    init(bytes: [UInt8], boundary: String) {
        self.bytes = bytes
        delimiter = Array("--\(boundary)".utf8)
    }

    /// RFC 2046 § 5.1.1: 1 to 70 characters, not ending with a blank.
    static func boundary(in contentType: String) -> String? {
        for part in contentType.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].trimmingBlanks.lowercased() == "boundary" else { continue }
            var value = pair[1].trimmingBlanks
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            let isSound = (1...70).contains(value.utf8.count) && value.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            return isSound ? value : nil
        }
        return nil
    }

    func read() throws(FormMistake) -> FormBody {
        var body = FormBody()
        guard bytes.starts(with: delimiter) else { throw .malformed(at: 0, "does not begin with the boundary") }
        var position = delimiter.count
        while true {
            if hasBytes("--", at: position) { return body }
            guard hasBytes("\r\n", at: position) else {
                throw .malformed(at: position, "no line break after a boundary")
            }
            let headStart = position + 2
            guard let headEnd = find(Array("\r\n\r\n".utf8), from: headStart, within: 4096) else {
                throw .malformed(at: headStart, "a part without content")
            }
            let contentStart = headEnd + 4
            guard let contentEnd = find(Array("\r\n".utf8) + delimiter, from: contentStart) else {
                throw .malformed(at: contentStart, "a part without end")
            }
            guard let head = String(validating: bytes[headStart..<headEnd], as: UTF8.self) else {
                throw .malformed(at: headStart, "not UTF-8")
            }
            try append(head: head, content: bytes[contentStart..<contentEnd], to: &body, at: headStart)
            position = contentEnd + 2 + delimiter.count
        }
    }

    private func append(
        head: String, content: ArraySlice<UInt8>, to body: inout FormBody, at position: Int
    ) throws(FormMistake) {
        guard
            let line = head.split(separator: "\r\n").first(where: { $0.lowercased().hasPrefix("content-disposition:") }
            ),
            let name = Self.parameter("name", in: line)
        else { throw .malformed(at: position, "a part without name") }
        if let fileName = Self.parameter("filename", in: line) {
            // A file input that was left empty sends an empty name and nothing else.
            if fileName.isEmpty, content.isEmpty { return }
            try body.append(
                name: name,
                file: .init(name: fileName, bytes: Array(content), kind: FileKind(sniffing: content)))
        } else {
            guard let text = String(validating: content, as: UTF8.self) else {
                throw .malformed(at: position, "not UTF-8")
            }
            try body.append(name: name, value: text)
        }
    }

    /// A quoted parameter; browsers write `"` as `%22` and line breaks as `%0D%0A` (WHATWG HTML § 4.10.22.7).
    private static func parameter(_ name: String, in line: Substring) -> String? {
        guard let start = line.firstRange(of: "; \(name)=\"") else { return nil }
        let rest = line[start.upperBound...]
        guard let end = rest.firstIndex(of: "\"") else { return nil }
        return String(rest[..<end]).replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: " ")
    }

    private func hasBytes(_ text: String, at position: Int) -> Bool {
        position + text.utf8.count <= bytes.count && bytes[position...].starts(with: text.utf8)
    }

    /// The first place of `pattern` at or after `start`, skipping by first byte: most of a scan's bytes are looked at once.
    private func find(_ pattern: [UInt8], from start: Int, within limit: Int? = nil) -> Int? {
        let end = min(bytes.count, limit.map { start + $0 } ?? bytes.count) - pattern.count
        guard start <= end else { return nil }
        return bytes.withUnsafeBufferPointer { all in
            var index = start
            while index <= end {
                if all[index] == pattern[0], (1..<pattern.count).allSatisfy({ all[index + $0] == pattern[$0] }) {
                    return index
                }
                index += 1
            }
            return nil
        }
    }
}
