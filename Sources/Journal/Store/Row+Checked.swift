import GRDB

/// Columns of a file that may be damaged: a value of another type is a fault, where GRDB's subscripts would stop the
/// program.
extension Row {
    func value<Value: DatabaseValueConvertible>(_ index: Int) throws(StoreFault) -> Value {
        guard let value: Value = try optional(index) else { throw unreadable(index) }
        return value
    }

    func optional<Value: DatabaseValueConvertible>(_ index: Int) throws(StoreFault) -> Value? {
        let stored: DatabaseValue = self[index]
        if stored.isNull { return nil }
        guard let value = Value.fromDatabaseValue(stored) else { throw unreadable(index) }
        return value
    }

    private func unreadable(_ index: Int) -> StoreFault {
        .damagedFile(
            reason:
                "Die Spalte \(columnNames[columnNames.index(columnNames.startIndex, offsetBy: index)]) ist nicht lesbar."
        )
    }
}
