/// The address on the chip of a German card (data group 17; TR-03110-4, 2.2.2).
package enum ChipAddress: Hashable, Sendable {
    case place(street: String?, city: String, state: String?, country: String, postalCode: String?)
    /// As one line; old cards.
    case free(String)
    /// "keine Wohnung in Deutschland" and the like: no place, and why.
    case none(String)

    /// An address in Germany.
    package static func german(street: String, postalCode: String, city: String) -> ChipAddress {
        .place(street: street, city: city, state: nil, country: "D", postalCode: postalCode)
    }

    /// The whole data group.
    package var encoded: [UInt8] {
        let inner: DataObject
        switch self {
        case .place(let street, let city, let state, let country, let postalCode):
            var parts: [DataObject] = []
            if let street { parts.append(Self.text(0xAA, street)) }
            parts.append(Self.text(0xAB, city))
            if let state { parts.append(Self.text(0xAC, state)) }
            parts.append(Self.printable(0xAD, country))
            if let postalCode { parts.append(Self.printable(0xAE, postalCode)) }
            inner = DataObject(0x30, of: parts)
        case .free(let line): inner = Self.text(0xA1, line)
        case .none(let reason): inner = Self.text(0xA2, reason)
        }
        return DataObject(0x71, inner.encoded).encoded
    }

    /// Nil for what is no such data group.
    package init?(_ bytes: [UInt8]) {
        guard let parts = try? DataObjectReader.one(0x71, in: bytes).parts(), parts.count == 1 else { return nil }
        switch parts[0].tag {
        case 0x30:
            guard let fields = try? parts[0].parts(), let city = Self.string(fields.first(0xAB)),
                let country = Self.string(fields.first(0xAD))
            else { return nil }
            self = .place(
                street: Self.string(fields.first(0xAA)), city: city, state: Self.string(fields.first(0xAC)),
                country: country, postalCode: Self.string(fields.first(0xAE)))
        case 0xA1:
            guard let line = Self.string(parts[0]) else { return nil }
            self = .free(line)
        case 0xA2:
            guard let reason = Self.string(parts[0]) else { return nil }
            self = .none(reason)
        default: return nil
        }
    }

    /// One line for the page and the receipt.
    package var line: String {
        switch self {
        case .place(let street, let city, let state, let country, let postalCode):
            let town = [postalCode, city].compactMap { $0 }.joined(separator: " ")
            return [street, town, state, country == "D" ? nil : country].compactMap { $0 }.joined(separator: ", ")
        case .free(let text), .none(let text): return text
        }
    }

    private static func text(_ tag: Int, _ value: String) -> DataObject {
        DataObject(tag, DataObject(0x0C, Array(value.utf8)).encoded)
    }

    private static func printable(_ tag: Int, _ value: String) -> DataObject {
        DataObject(tag, DataObject(0x13, Array(value.utf8)).encoded)
    }

    /// The text inside an explicitly tagged object.
    private static func string(_ object: DataObject?) -> String? {
        guard let parts = try? object?.parts(), parts.count == 1, [0x0C, 0x13].contains(parts[0].tag) else {
            return nil
        }
        return String(validating: parts[0].value, as: UTF8.self)
    }
}
