extension FieldValue {
    package var text: String? { if case .text(let text) = self { text } else { nil } }
    package var date: CalendarDate? { if case .date(let date) = self { date } else { nil } }
    package var number: Int? { if case .number(let number) = self { number } else { nil } }
}
