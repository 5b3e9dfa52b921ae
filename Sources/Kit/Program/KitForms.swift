package import Casework
import Identity
package import Pages

/// Ties the forms of `Casework` to letters and code lists of `Identity`.
package enum KitForms {
    /// - Parameter persons: the persons of the visit, as pages call them.
    package static func context(on day: CalendarDate, persons: [PersonID: String] = [:]) -> FormContext {
        FormContext(
            day: day,
            letters: { text, letters in
                do throws(LatinNameError) {
                    return .allowed(try LatinName(text, type: letters == .personName ? .a : .c).text)
                } catch { return .foreign(message: error.message) }
            },
            codeTitle: { list, code, _ in codeList(list)?.entry(code)?.title },
            persons: persons)
    }

    package static func context(on day: CalendarDate, visit: Visit?) -> FormContext {
        let persons = visit?.persons ?? []
        return context(on: day, persons: Dictionary(uniqueKeysWithValues: persons.map { ($0.id, $0.name) }))
    }

    /// The options of a list on a day; Germany and German stand first, because they are nearly always meant.
    package static func codes(_ list: String, on day: CalendarDate) -> [Input.Option] {
        guard let entries = codeList(list)?.entries else { return [] }
        let civil = CivilDate(year: day.year, month: day.month, day: day.day)
        let valid = entries.filter { entry in entry.isOffered && civil.map(entry.isValid(on:)) ?? true }
        let first = valid.filter { $0.code == "000" }
        return (first + valid.filter { $0.code != "000" }).map { Input.Option($0.code, $0.title) }
    }

    private static func codeList(_ list: String) -> CodeList? {
        switch list {
        case "countries": .states
        case "nationalities": .nationalities
        case "sex": .sexes
        case "maritalStatus": .maritalStatuses
        default: nil
        }
    }
}

extension Visit.Person {
    /// `Erika Mustermann`; what she is in the visit where no name is known.
    package var name: String {
        let parts = [values[.givenNames]?.text, values[.familyName]?.text].compactMap { $0 }
        return parts.isEmpty ? role.title : parts.joined(separator: " ")
    }

    /// `*12.08.1983`
    package var born: String? { values[.birthDate]?.date.map { "*\($0.german)" } }
}

extension Role {
    /// As a heading or option: `Antragstellende Person`.
    package var title: String { german.prefix(1).uppercased() + german.dropFirst() }
}
