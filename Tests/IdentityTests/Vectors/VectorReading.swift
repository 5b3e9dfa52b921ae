import Testing

/// One row of `zoneVectors`.
struct ZoneVector: CustomTestStringConvertible {
    struct Fields {
        let family, given, number, birth, sex, expiry, issuer, nationality, optional: String
    }

    let size: String
    let zone: String
    /// What the other library says of each check digit, in the order of the fields.
    let digitsAreRight: [Bool]
    let fields: Fields?

    var testDescription: String { "\(size) \(zone)" }

    static let all: [ZoneVector] = zoneVectors.split(whereSeparator: { $0 == ";" || $0 == "\n" }).map { row in
        let cells = row.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingPrefix { $0 == " " }
        }.map(String.init)
        return ZoneVector(
            size: cells[0], zone: spread(cells[1]), digitsAreRight: cells[2].map { $0 == "1" },
            fields: cells.count < 12
                ? nil
                : Fields(
                    family: cells[3], given: cells[4], number: cells[5], birth: cells[6], sex: cells[7],
                    expiry: cells[8], issuer: cells[9], nationality: cells[10], optional: cells[11]))
    }

    /// Undoes the squeezing of `scripts/make-identity-vectors.py`: `~C` is `<<<`.
    private static func spread(_ text: String) -> String {
        var result = ""
        var isRun = false
        for scalar in text.unicodeScalars {
            if isRun {
                result += String(repeating: "<", count: Int(scalar.value) - 64)
                isRun = false
            } else if scalar == "~" {
                isRun = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// A generator of the same numbers in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
