import Foundation

extension Report {
    /// The scorecard and what it rests on as JSON, keys sorted; `docs/reports.md` documents them.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        // JSON has no infinity; a ratio over nothing must not make the whole report fail.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(ReportDocument(self)), as: UTF8.self) + "\n"
    }
}
