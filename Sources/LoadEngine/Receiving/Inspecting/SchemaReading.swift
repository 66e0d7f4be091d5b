internal import ScenarioModel

/// Reads every record as a reader of one firmware version does, and says why it could not.
struct SchemaReading {
    private let book: SchemaBook
    private let reader: Firmware
    private var expectation: JSONExpectation
    /// By the writer's version; nil for JSON.
    private let resolutions: [AvroResolution?]

    /// `version`: index into the book.
    init(_ book: SchemaBook, version: Int) {
        self.book = book
        let reader = book.versions[version]
        self.reader = reader
        expectation = JSONExpectation(reader)
        resolutions = book.versions.map { $0.format == .avro ? AvroResolution(writer: $0, reader: reader) : nil }
    }

    var words: [String] { Drift.words(reader) }

    /// The number of the drift; nil: it can read the record.
    mutating func drift(of body: EventBody) -> Int? {
        let outcome: SchemaOutcome
        switch reader.format {
        case .json:
            guard body.isJSON else { return Drift.otherFormat }
            outcome = expectation.outcome(body)
        case .avro:
            guard !body.isJSON, let schema = body.schema else { return Drift.otherFormat }
            guard let version = book.version(ofSchema: schema) else { return Drift.unknownSchema }
            guard let resolution = resolutions[version] else { return Drift.otherFormat }
            outcome = resolution.outcome(body)
        }
        switch outcome {
        case .readable: return nil
        case .broken: return Drift.undecodable
        case .unreadable(let drift): return drift
        }
    }
}
