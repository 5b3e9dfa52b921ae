package import Identity

/// The code lists a field of kind `codeList` can name: the word in the service's file, and the codes behind it.
package enum RegisterList: String, Sendable, CaseIterable {
    case countries, nationalities, sex, maritalStatus

    package var codes: CodeList {
        switch self {
        case .countries: .states
        case .nationalities: .nationalities
        case .sex: .sexes
        case .maritalStatus: .maritalStatuses
        }
    }
}
