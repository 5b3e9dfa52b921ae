package import Foundation
package import Journal

/// `POST /sync/1/pieces`: pieces of attachments in one request, for an office that understands it
/// (``HelloAnswer/wire``). Small attachments travel together, large ones in pieces of which several are under way.
///
/// Layout (big-endian, frozen): `format u8 = 1, count u8, count × (id 16, offset u32, block32)`.
package struct PiecesRequest: Equatable, Sendable {
    package struct Piece: Equatable, Sendable {
        package let id: KeyID
        package let offset: UInt64
        package let bytes: Data

        package init(id: KeyID, offset: UInt64, bytes: Data) {
            self.id = id
            self.offset = offset
            self.bytes = bytes
        }
    }

    package let pieces: [Piece]

    package init(pieces: [Piece]) { self.pieces = pieces }

    package var encoded: Data {
        var writer = WireWriter()
        writer.integer(UInt8(1))
        writer.integer(UInt8(pieces.count))
        for piece in pieces {
            writer.fixed(piece.id.bytes)
            // An attachment has at most twenty million bytes.
            writer.integer(UInt32(clamping: piece.offset))
            writer.block(piece.bytes)
        }
        return writer.bytes
    }

    package init(encoded: Data) throws(WireFault) {
        var reader = WireReader(encoded)
        guard try reader.integer(UInt8.self, "format") == 1 else { throw WireFault(.unknownFormat, at: 0, "format") }
        let count = try reader.integer(UInt8.self, "count")
        guard count > 0 else { throw WireFault(.outOfRange, at: 1, "count") }
        var pieces: [Piece] = []
        for _ in 0..<count {
            let id = try KeyID.read(from: &reader, "id")
            let offset = UInt64(try reader.integer(UInt32.self, "offset"))
            pieces.append(
                Piece(id: id, offset: offset, bytes: try reader.block(limit: SyncLimits.chunkBytes, "piece")))
        }
        try reader.finish()
        self.pieces = pieces
    }
}

/// What the office says to each piece, in their order. JSON.
package struct PiecesAnswer: Codable, Equatable, Sendable {
    package let pieces: [AttachmentAnswer]

    package init(pieces: [AttachmentAnswer]) { self.pieces = pieces }
}
