/// What a reader looks for inside of values.
package struct InspectionPlan: Sendable {
    /// The scenario's firmware; empty where groups have none.
    package var book: SchemaBook
    /// Where it forwards what its validator rejects; nil: it has no validator.
    package var deadLetters: DeadLetterPlan?
    /// Devices of the fleet, for a reader that upserts; nil: it does not.
    package var devices: Int?
    /// The version it reads with, as index into the book; nil: it does not look.
    package var schema: Int?

    package init(book: SchemaBook, deadLetters: DeadLetterPlan? = nil, devices: Int? = nil, schema: Int? = nil) {
        self.book = book
        self.deadLetters = deadLetters
        self.devices = devices
        self.schema = schema
    }
}

/// How rejected records go to their topic.
package struct DeadLetterPlan: Sendable {
    /// Its name on the cluster, and its partitions: a record goes to the one of its own number, modulo these.
    package var topic: String
    package var partitions: Int
    /// librdkafka properties of each member's producer.
    package var settings: [String: String]
    /// How often what was handled is committed, once all of its dead letters are answered for.
    package var commitNs: UInt64

    package init(topic: String, partitions: Int, settings: [String: String], commitNs: UInt64) {
        self.topic = topic
        self.partitions = partitions
        self.settings = settings
        self.commitNs = commitNs
    }
}
