/// What the identity card says of its holder. Only specimens: no living person.
package struct Holder: Sendable {
    package var givenNames = "ERIKA"
    package var familyName = "MUSTERMANN"
    package var birthName: String? = "GABLER"
    package var doctoralDegree = ""
    package var artisticName = ""
    /// YYYYMMDD.
    package var birth = "19830812"
    package var birthplace = "BERLIN"
    package var expiry = "20310801"
    package var address = Address.place(street: "HEIDESTRASSE 17", city: "KÖLN", zip: "51147")
    /// Community id: fourteen digits, the state, then the parts of the municipality's key.
    package var community = "02760503150000"
    /// The zone on the back, TD1.
    package var zone = [
        "IDD<<LO1XPVMEJ2<<<<<<<<<<<<<<<", "8308126<3108011D<<2108<<<<<<<5", "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
    ]

    /// More data groups (or others than the card would have) by number, whole: 19 to 22 for residence permits, telephone, mail.
    package var otherGroups: [Int: [UInt8]] = [:]

    package enum Address: Sendable {
        case place(street: String, city: String, zip: String)
        case text(String)
        /// No dwelling in Germany.
        case none(String)
    }

    /// The specimen of the Federal Printing Office.
    package static let erika = Holder()

    /// The data groups by number: TR-03110-4, 2.1 (ASN.1 in its annex).
    package var groups: [Int: [UInt8]] {
        func group(_ number: Int, _ value: [UInt8]) -> (Int, [UInt8]) {
            (number, DataObject.encoded(0x60 + UInt32(number), value))
        }
        var all = Dictionary(
            uniqueKeysWithValues: [
                group(1, DER.printable("ID")), group(2, DER.printable("D")), group(3, DER.numeric(expiry)),
                group(4, DER.utf8(givenNames)), group(5, DER.utf8(familyName)), group(6, DER.utf8(artisticName)),
                group(7, DER.utf8(doctoralDegree)), group(8, DER.numeric(birth)),
                group(9, DataObject.encoded(0xA1, DER.utf8(birthplace))), group(10, DER.printable("D")),
                group(17, address.encoded), group(18, DER.octets(Self.decimal(community))),
                group(19, DataObject.encoded(0xA1, DER.utf8(""))),
            ])
        if let birthName { all[13] = DataObject.encoded(0x6D, DER.utf8(birthName)) }
        return all.merging(otherGroups) { $1 }
    }

    private static func decimal(_ digits: String) -> [UInt8] {
        let numbers = digits.utf8.map { $0 - 0x30 }
        return stride(from: 0, to: numbers.count - 1, by: 2).map { numbers[$0] << 4 | numbers[$0 + 1] }
    }
}

extension Holder.Address {
    /// GeneralPlace of TR-03110-4.
    fileprivate var encoded: [UInt8] {
        switch self {
        case .place(let street, let city, let zip):
            DER.sequence(
                DataObject.encoded(0xAA, DER.utf8(street)), DataObject.encoded(0xAB, DER.utf8(city)),
                DataObject.encoded(0xAD, DER.printable("D")), DataObject.encoded(0xAE, DER.printable(zip)))
        case .text(let text): DataObject.encoded(0xA1, DER.utf8(text))
        case .none(let text): DataObject.encoded(0xA2, DER.utf8(text))
        }
    }
}
