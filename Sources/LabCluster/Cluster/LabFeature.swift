/// A feature whose level the cluster has agreed on (KIP-584).
struct LabFeature {
    let name: String
    let supported: ClosedRange<Int16>
    var finalized: Int16

    /// Those of Kafka 4.0 with their levels after a fresh start.
    static let kafka40: [LabFeature] = [
        LabFeature(name: "eligible.leader.replicas.version", supported: 0...1, finalized: 0),
        LabFeature(name: "group.version", supported: 0...1, finalized: 1),
        LabFeature(name: "kraft.version", supported: 0...1, finalized: 0),
        LabFeature(name: "metadata.version", supported: 7...25, finalized: 25),
        LabFeature(name: "transaction.version", supported: 0...2, finalized: 2),
    ]
}
