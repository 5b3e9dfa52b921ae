/// An object identifier: names a protocol, an algorithm or a kind of content (X.660).
package struct ObjectID: Hashable, Sendable {
    /// Its encoded value, without tag and length.
    package let content: [UInt8]

    init(content: [UInt8]) { self.content = content }

    /// The arcs as written with dots: `ObjectID(0, 4, 0, 127, 0, 7)`.
    package init(_ first: Int, _ second: Int, _ rest: Int...) {
        var bytes: [UInt8] = []
        for arc in [first * 40 + second] + rest {
            var groups = [UInt8(arc & 0x7F)]
            var left = arc >> 7
            while left > 0 {
                groups.insert(UInt8(left & 0x7F) | 0x80, at: 0)
                left >>= 7
            }
            bytes += groups
        }
        content = bytes
    }

    private init(_ parent: [UInt8], _ arcs: [UInt8]) { content = parent + arcs }

    /// `bsi-de`, the arc of TR-03110: 0.4.0.127.0.7.
    static let bsi: [UInt8] = [0x04, 0x00, 0x7F, 0x00, 0x07]

    /// An identifier below `bsi-de`; arcs below 128 only.
    static func bsi(_ arcs: UInt8...) -> ObjectID { ObjectID(bsi, arcs) }

    func hasPrefix(_ other: ObjectID) -> Bool { content.starts(with: other.content) }

    var dataObject: DataObject { DataObject(0x06, content) }
}
