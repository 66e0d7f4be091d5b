import GRDB

extension Database {
    /// Inserts one row, column by column as the call names them; the statement is kept for the next row.
    func insert(
        into table: String, orReplace: Bool = false, orIgnore: Bool = false,
        _ columns: KeyValuePairs<String, (any DatabaseValueConvertible)?>
    ) throws {
        let names = columns.map(\.key).joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let verb = orReplace ? "INSERT OR REPLACE" : orIgnore ? "INSERT OR IGNORE" : "INSERT"
        let statement = try cachedStatement(sql: "\(verb) INTO \(table) (\(names)) VALUES (\(places))")
        try statement.execute(arguments: StatementArguments(columns.map(\.value)))
    }

    func deleteRows(of table: String, trial: Int64) throws {
        try execute(sql: "DELETE FROM \(table) WHERE trial_number = ?", arguments: [trial])
    }

    /// The trial's rows of one table, each made into a value.
    func rows<Value>(
        of table: String, trial: Int64, orderedBy order: String, _ make: (Row) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        let cursor = try Row.fetchCursor(
            self, sql: "SELECT * FROM \(table) WHERE trial_number = ? ORDER BY \(order)", arguments: [trial])
        while let row = try cursor.next() { values.append(try make(row)) }
        return values
    }
}
