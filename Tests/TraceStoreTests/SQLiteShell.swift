import GRDB

/// Runs SQL on a file, as a program that knows nothing of traces does.
enum SQLiteShell {
    static func run(_ sql: String, on path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}
