import Crypto
import Foundation

/// The bytes of an attachment's file: `format u8 = 1 ‖ id 16 ‖ key id 16 ‖ nonce prefix 8`, then frames of 64 KiB, each
/// `ciphertext ‖ tag 16` (AES-256-GCM; nonce = prefix ‖ frame number u32; associated data = id ‖ frame number u32 ‖ 1 for
/// the last frame, else 0). There is always a last frame, be it empty.
package enum AttachmentFormat {
    /// 20 MB a file.
    package static let limit = 20_000_000
    static let format: UInt8 = 1
    static let headerLength = 41
    static let frameLength = 64 * 1024
    static let tagLength = 16

    /// Bytes of the file for so many bytes in clear.
    package static func cipherByteCount(of byteCount: Int) -> Int {
        headerLength + byteCount + frames(of: byteCount) * tagLength
    }

    static func frames(of byteCount: Int) -> Int { max(1, (byteCount + frameLength - 1) / frameLength) }

    /// The file's bytes, one piece after another.
    static func seal(
        _ clear: Data, id: KeyID, keyID: KeyID, key: SymmetricKey, randomness: Randomness,
        write: (Data) throws -> Void
    ) throws {
        let prefix = randomness.bytes(8)
        try write(Data([format]) + id.bytes + keyID.bytes + prefix)
        let frames = frames(of: clear.count)
        for number in 0..<frames {
            let start = clear.startIndex + number * frameLength
            let frame = clear[start..<min(start + frameLength, clear.endIndex)]
            let box = try AES.GCM.seal(
                frame, using: key, nonce: nonce(prefix, number),
                authenticating: associatedData(id, number, isLast: number == frames - 1))
            try write(box.ciphertext + box.tag)
        }
    }

    /// The clear bytes; nil when any byte, frame or the end is not what was written.
    static func open(_ file: Data, ref: AttachmentRef, key: SymmetricKey) -> Data? {
        let file = file.startIndex == 0 ? file : Data(file)
        let byteCount = Int(ref.byteCount)
        guard file.count == cipherByteCount(of: byteCount), file[0] == format, KeyID(file[1..<17]) == ref.id,
            KeyID(file[17..<33]) == ref.keyID
        else { return nil }
        let prefix = file[33..<41]
        var clear = Data(capacity: byteCount)
        let frames = frames(of: byteCount)
        for number in 0..<frames {
            let start = headerLength + number * (frameLength + tagLength)
            let end = min(start + frameLength + tagLength, file.count)
            guard let nonce = try? nonce(prefix, number),
                let box = try? AES.GCM.SealedBox(
                    nonce: nonce, ciphertext: file[start..<end - tagLength], tag: file[end - tagLength..<end]),
                let frame = try? AES.GCM.open(
                    box, using: key, authenticating: associatedData(ref.id, number, isLast: number == frames - 1))
            else { return nil }
            clear.append(frame)
        }
        return clear
    }

    private static func nonce(_ prefix: Data, _ number: Int) throws -> AES.GCM.Nonce {
        var bytes = Data(prefix)
        bytes.append(bigEndian: UInt32(number))
        return try AES.GCM.Nonce(data: bytes)
    }

    private static func associatedData(_ id: KeyID, _ number: Int, isLast: Bool) -> Data {
        var data = id.bytes
        data.append(bigEndian: UInt32(number))
        data.append(isLast ? 1 : 0)
        return data
    }
}
