internal import ScenarioModel

/// Tells malformed values from well-formed ones, whatever version wrote them.
///
/// JSON by its syntax; Avro by the schema that its frame names. Bytes that are neither have no form to be broken.
struct ValueValidator: Sendable {
    private let book: SchemaBook
    /// By version; nil for JSON.
    private let decoders: [AvroResolution?]

    init(_ book: SchemaBook) {
        self.book = book
        decoders = book.versions.map { $0.format == .avro ? AvroResolution(writer: $0, reader: $0) : nil }
    }

    func accepts(_ body: EventBody) -> Bool {
        if body.isJSON { return JSONScanner.readObject(body.bytes, count: body.count) { _, _ in } }
        guard let schema = body.schema else { return true }
        guard let version = book.version(ofSchema: schema), let decoder = decoders[version] else { return false }
        return decoder.outcome(body) == .readable
    }
}
