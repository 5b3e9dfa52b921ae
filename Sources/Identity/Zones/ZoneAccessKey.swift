extension MachineReadableZone {
    /// What opens a chip instead of a password: number, birth date and expiry, each with its check digit, as printed
    /// (ICAO 9303-11, 4.3.2; the whole number where TD1 and TD2 carry on a long one in the optional field).
    package var accessKey: String {
        var number = text.string(.number) + text.string(.numberCheck)
        if let continuation = text.continuation {
            number = text.string(.number) + String(decoding: continuation.rest, as: UTF8.self)
            number.unicodeScalars.append(Unicode.Scalar(continuation.digit))
        }
        return number + text.string(.birthDate) + text.string(.birthDateCheck) + text.string(.expiry)
            + text.string(.expiryCheck)
    }
}
