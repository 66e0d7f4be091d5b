internal import GRDB

extension Database {
    /// Inserts one row, column by column as the call names them; the statement is kept for the next row.
    func insert(into table: String, _ columns: KeyValuePairs<String, (any DatabaseValueConvertible)?>) throws {
        let names = columns.map(\.key).joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try cachedStatement(sql: "INSERT INTO \(table) (\(names)) VALUES (\(places))")
        try statement.execute(arguments: StatementArguments(columns.map(\.value)))
    }

    /// All rows of a table in an order, each made into a value.
    func rows<Value>(of table: String, orderedBy order: String, _ make: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        let cursor = try Row.fetchCursor(self, sql: "SELECT * FROM \(table) ORDER BY \(order)")
        while let row = try cursor.next() { values.append(try make(row)) }
        return values
    }
}
