import Foundation
import GRDB
import TestSupport
import Testing
import Traces

/// Holds docs/traces.md and the format together.
struct DocumentationTests {
    private let text: String

    init() throws { text = try RepositoryRoot.text("docs/traces.md") }

    /// Columns by table, as the document lists them under its ### headings.
    private var documented: [String: [String]] {
        var columns: [String: [String]] = [:]
        var table: String?
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                table = line.hasPrefix("### `") ? String(line.dropFirst(5).prefix { $0 != "`" }) : nil
            } else if let table, line.hasPrefix("| `") {
                columns[table, default: []].append(String(line.dropFirst(3).prefix { $0 != "`" }))
            }
        }
        return columns
    }

    @Test func everyTableAndColumnIsDocumented() throws {
        let sample = try SampleTrace()
        try sample.write([.at(1)])
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: sample.path, configuration: configuration)
        let columns = try queue.read { database in
            try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
                .reduce(into: [String: [String]]()) { $0[$1] = try database.columns(in: $1).map(\.name) }
        }
        #expect(columns == documented)
    }

    @Test func bytesOfTheExampleAreThoseOfTheCodec() throws {
        let example = text.split(separator: "\n").filter { $0.hasPrefix("    ") }
            .map { $0.dropFirst(4).prefix(29).split(separator: " ").compactMap { UInt8($0, radix: 16) } }
            .drop { $0.first != 1 }.flatMap(\.self)
        var first = TraceEvent(arrivalNs: 5, topic: 1, partition: 2, key: 0, keyBytes: 3, valueBytes: 9)
        var events = [first]
        (first.arrivalNs, first.valueBytes) = (2_000_005, 70)
        events.append(first)
        #expect(TraceBlock.encode(events) == example)
    }
}
