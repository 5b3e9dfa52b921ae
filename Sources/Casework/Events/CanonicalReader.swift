/// Reads bodies exactly as this program writes them: JSON, sorted keys, no blanks, no escapes. Everything else is left to the JSON
/// decoder, which reads the same bytes to the same payload, several times slower. Only the events that make up most of a journal
/// are read this way.
protocol QuicklyRead: EventPayload {
    /// - Returns: `nil` where the body is not in the plain form; that says nothing about its being right.
    init?(canonical reader: inout CanonicalReader)
}

struct CanonicalReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    /// Moves past the text when it stands here.
    mutating func skip(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - offset >= count else { return false }
        for index in 0..<count where bytes[offset + index] != text.utf8Start[index] { return false }
        offset += count
        return true
    }

    /// A string whose opening quotation mark was skipped, and the closing one.
    mutating func string() -> String? {
        var end = offset
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            guard bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\\") else { return nil }
            end += 1
        }
        guard end < bytes.count,
            let text = String(validating: UnsafeRawBufferPointer(rebasing: bytes[offset..<end]), as: UTF8.self)
        else { return nil }
        offset = end + 1
        return text
    }

    mutating func name<Thing>() -> Name<Thing>? {
        guard let text = string(), !text.isEmpty else { return nil }
        return Name(text)
    }

    /// At most 15 digits.
    mutating func integer() -> Int? {
        let isNegative = skip("-")
        let start = offset
        var value = 0
        while offset < bytes.count, (0x30...0x39).contains(bytes[offset]), offset - start < 16 {
            value = value * 10 + Int(bytes[offset] - 0x30)
            offset += 1
        }
        let count = offset - start
        guard (1...15).contains(count), count == 1 || bytes[start] != 0x30 else { return nil }
        return isNegative ? -value : value
    }

    /// The commonest kinds of a value, its outer braces included.
    mutating func value() -> FieldValue? {
        let value: FieldValue
        if skip(#"{"text":""#) {
            guard let text = string() else { return nil }
            value = .text(text)
        } else if skip(#"{"choice":""#) {
            guard let text = string() else { return nil }
            value = .choice(text)
        } else if skip(#"{"date":""#) {
            guard let text = string(), let date = CalendarDate(iso: text) else { return nil }
            value = .date(date)
        } else if skip(#"{"number":"#) {
            guard let number = integer() else { return nil }
            value = .number(number)
        } else if skip(#"{"yesNo":true"#) {
            value = .yesNo(true)
        } else if skip(#"{"yesNo":false"#) {
            value = .yesNo(false)
        } else {
            return nil
        }
        return skip("}") ? value : nil
    }
}

extension CaseAnswered: QuicklyRead {
    init?(canonical reader: inout CanonicalReader) {
        guard reader.skip(#"{"clerk":""#), let clerk: ClerkID = reader.name(),
            reader.skip(#","field":""#), let field: FieldKey = reader.name(),
            reader.skip(#","label":""#), let label = reader.string()
        else { return nil }
        var shown: String?
        if reader.skip(#","shown":""#) {
            guard let text = reader.string() else { return nil }
            shown = text
        }
        guard reader.skip(#","source":""#), let source = reader.string().flatMap(Source.init) else { return nil }
        var value: FieldValue?
        if reader.skip(#","value":"#) {
            guard let read = reader.value() else { return nil }
            value = read
        }
        guard reader.skip("}"), reader.isAtEnd else { return nil }
        self.init(field: field, label: label, value: value, shown: shown, source: source, clerk: clerk)
    }
}

extension PersonAttributeSet: QuicklyRead {
    init?(canonical reader: inout CanonicalReader) {
        guard reader.skip(#"{"attribute":""#), let attribute = reader.string().flatMap(PersonAttribute.init),
            reader.skip(#","clerk":""#), let clerk: ClerkID = reader.name(),
            reader.skip(#","person":""#), let person: PersonID = reader.name(),
            reader.skip(#","source":""#), let source = reader.string().flatMap(CaseAnswered.Source.init)
        else { return nil }
        var value: FieldValue?
        if reader.skip(#","value":"#) {
            guard let read = reader.value() else { return nil }
            value = read
        }
        guard reader.skip(#","visit":""#), let visit: VisitID = reader.name(), reader.skip("}"), reader.isAtEnd else {
            return nil
        }
        self.init(
            visit: visit, person: person, attribute: attribute, value: value, source: source, clerk: clerk)
    }
}
