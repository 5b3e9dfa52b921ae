/// The check digit of ICAO 9303, for zones and the numbers printed in them.
enum CheckDigit {
    /// The check digit of ICAO 9303-3, 4.9: weights 7, 3, 1; A is 10, Z is 35, `<` is 0.
    static func digit(over characters: some Sequence<UInt8>) -> UInt8 {
        var sum = 0
        var weight = 7
        for character in characters {
            sum += weight * value(of: character)
            weight = weight == 7 ? 3 : weight == 3 ? 1 : 7
        }
        return UInt8(sum % 10) + UInt8(ascii: "0")
    }

    private static func value(of character: UInt8) -> Int {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(character - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(character - UInt8(ascii: "A")) + 10
        default: 0
        }
    }
}
