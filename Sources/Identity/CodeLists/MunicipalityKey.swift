/// The official key of a German municipality (AGS): eight digits, Land 2, Regierungsbezirk 1, Kreis 2, Gemeinde 3.
package struct MunicipalityKey: Hashable, Sendable {
    /// Eight digits: `15091375`.
    package let text: String

    /// Nil when the text is not eight digits, or its Land is none of 01 to 16.
    package init?(_ text: String) {
        guard text.utf8.count == 8, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let land = Int(text.prefix(2)), (1...16).contains(land)
        else { return nil }
        self.text = text
    }

    /// The community id on the chip of an identity card (data group 18): fourteen digits, `02760503150000`.
    ///
    /// 0276 for Germany, then Land 2, 0, Regierungsbezirk 1, Kreis 2, 0, Gemeinde 3 (BSI TR-03110-4).
    package var communityID: String {
        let digits = Array(text)
        return "0276" + digits[0...1] + "0" + digits[2...2] + digits[3...4] + "0" + digits[5...7]
    }

    /// Nil when the text is no community id of a German municipality.
    package init?(communityID: String) {
        let digits = Array(communityID)
        guard digits.count == 14, communityID.hasPrefix("0276"), digits[6] == "0", digits[10] == "0" else { return nil }
        self.init(String(digits[4...5] + digits[7...7] + digits[8...9] + digits[11...13]))
    }
}
