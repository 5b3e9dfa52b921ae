import Foundation

@testable import Journal

/// Bytes of the frozen formats, made by another implementation (Python with OpenSSL) from `Documentation/Journal.md`.
/// They must decode, open and hash equal in every later version.
enum GoldenVectors {
    static let key = Data((0..<32).map { UInt8($0) })
    static let keyID = "101112131415161718191a1b1c1d1e1f"
    static let caseNumber = "K07-1-000002-X"
    static let kitKey = Data(repeating: 5, count: 32)
    static let signingKey = Data(repeating: 9, count: 32)
    static let officeKey = Data(repeating: 11, count: 32)

    /// Sequence 1: subject kit 7, type kit.started 1, body {"kit":7} in clear.
    static let first = hex(
        """
        01000700010000000000000001000000010000019a48bae800050137000000000000000000000000000000000b6b6974
        2e7374617274656400010000000000000000000000000000000000000000000000000000000000000000000000097b22
        6b6974223a377d
        """)
    static let firstHash = hex("93d1d64c0508cc6f8be0cb9495a164d153bcd07966937d5e39b2e4448428fc1e")

    /// Sequence 2: the case, type case.answered 2, body sealed.
    static let second = hex(
        """
        01000700010000000000000002000000010000019a48bae87b010e4b30372d312d3030303030322d5810111213141516
        1718191a1b1c1d1e1f0d636173652e616e737765726564000293d1d64c0508cc6f8be0cb9495a164d153bcd07966937d
        5e39b2e4448428fc1e0000003ba0a1a2a3a4a5a6a7a8a9aaab9d3a1a4c28a26ec62c04eab62540e299026fefd30d9a0f
        af20624ae30d89086f7fd44d112bf5d6e246cc8370865f36
        """)
    static let secondHash = hex("70d07626948f5d4372b06fb958057cd31ef2677c26dec4ee8030215d21fb86f1")
    static let secondBody = #"{"familyName":"Größ-Müller"}"#

    static let publicKey = hex("fd1724385aa0c75b64fb78cd602fa1d991fdebf76b13c58ed702eac835e9f618")
    /// The head at sequence 2.
    static let headSignature = hex(
        """
        e1021661b5745c90a19cd65a9a1d491faa4e5ae510e23948ba44493e3e4a444c41cc3a9d2a62cb68ef652b03e30c359a
        cad22c8b7cbf68c304605d5c9cefb304
        """)
    /// Segment 1, sequences 1-2.
    static let dropSignature = hex(
        """
        aaae2d8bce870581482921ab20fe41b743f69b16b7ed190bef6110d0f5c2959c3b27a9bcc75f64bbee700f5de9dd5326
        a5fcf515eba28135ec54c252a3575606
        """)

    /// ``key`` under ``kitKey``.
    static let wrapped = hex(
        """
        b0b1b2b3b4b5b6b7b8b9babb19676392fa2e1c5a6ca387cdffdf8a73d44d70e0b8c0cf4a2c05123572f51594edd975d7
        d543e9afa8f55facf20dcb31
        """)
    static let recipient = "5eb94746bbabfdb0"
    /// ``key`` sealed to the office's key.
    static let box = hex(
        """
        b307ae8660efaed4d6a65f6640896892ea4a1f0075555c489d1312a2e1677c281210cfb165812181d3400573fca4ed86
        fa4a3ceaeff0fdccce6fb91ea0af4376f2e33e0b9d7cde32065d87ea45fb5031
        """)

    /// The reference of an attachment of 65,546 bytes; ``attachment`` is its clear content.
    static let reference = hex(
        """
        404142434445464748494a4b4c4d4e4f101112131415161718191a1b1c1d1e1f000000000001000a0000000000010053
        4ddce75e11d56ff00c0747042f009d512ec4990c9fc2611d5eb38b5c1921c3de0a696d6167652f6a706567
        """)
    static let attachment = Data(
        (0..<65_546).map { (index: Int) -> UInt8 in
            let mixed: Int = index * 7 + index / 251
            return UInt8(mixed % 256)
        })

    static let dayKey = Data(repeating: 21, count: 32)
    static let salt = Data((0..<16).map { UInt8($0) })
    static let keyFile = Data(repeating: 33, count: 32)
    static let lockPassphrase = hex(
        """
        c0c1c2c3c4c5c6c7c8c9cacba42d040315abd70e632f57efe288bbd9c7c8c2e103f15f99ba4eb052706f8731b6bc4b9d
        0c52f9a7d9ab47e89efc3b1f
        """)
    static let lockKeyFile = hex(
        """
        c0c1c2c3c4c5c6c7c8c9cacbd8ed8aaba1f53b94115298d0b81e0cc0555f9d66bc976eb04ea0d95d925fc567e9fadd13
        e7878a68d51d02fb338d46c5
        """)
    static let lockClerk = hex(
        """
        c0c1c2c3c4c5c6c7c8c9cacb8aca6db22d5f8d5d09979965b2173f7264faca1c78fe31457a72b76df514c532d0a96a4b
        2786723bf7ecdb936bbbfd2a
        """)
    static let lockCode = hex(
        """
        c0c1c2c3c4c5c6c7c8c9cacbb19b169a4ccc836b2d4bd074ea8a22272582dbc56954f83bdef56b147d23c6657204b783
        37c8d47d9467649628f80863
        """)
    static let lockRecovery = hex(
        """
        c0c1c2c3c4c5c6c7c8c9cacb564b33d83f6e42368deeb8ba1a5b90ebe49e5315b4f20072f298f60d1a7f98fdc12afe00
        cee3925868b4ce3baba80d2a
        """)

    private static func hex(_ text: String) -> Data { Data(hex: text.filter { !$0.isWhitespace })! }
}
