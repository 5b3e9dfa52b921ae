/// A person's name as registers keep it: each part a checked name of DIN 91379 type A.
package struct PersonName: Hashable, Sendable {
    package let familyName: LatinName
    /// All given names in their order; nil for a person who has only one name.
    package let givenNames: LatinName?

    /// - Throws: `PersonNameError`, with one reason for each part that does not fit.
    package init(familyName: String, givenNames: String) throws(PersonNameError) {
        var (family, given): (LatinName?, LatinName?)
        var (familyError, givenError): (LatinNameError?, LatinNameError?)
        do { family = try LatinName(familyName, type: .a) } catch { familyError = error }
        do { given = try LatinName(givenNames, type: .a) } catch { givenError = error == .empty ? nil : error }
        guard let family, givenError == nil else {
            throw PersonNameError(familyName: familyError, givenNames: givenError)
        }
        self.familyName = family
        self.givenNames = given
    }

    /// The part of a machine-readable zone that holds the name, not yet cut.
    package var zoneName: ZoneName {
        ZoneName(
            primary: Transliteration.zoneForm(familyName.text),
            secondary: givenNames.map { Transliteration.zoneForm($0.text) } ?? "")
    }
}

/// What is wrong with the parts of a person's name; at least one is set.
package struct PersonNameError: Error, Hashable, Sendable {
    package let familyName: LatinNameError?
    package let givenNames: LatinNameError?
}
