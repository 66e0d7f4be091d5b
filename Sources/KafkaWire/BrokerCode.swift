/// An error code of the Kafka protocol; 0 is none.
///
/// Names are those of Kafka's `Errors`. All of them have a name here.
package struct BrokerCode: Hashable, Sendable, RawRepresentable {
    package var rawValue: Int16

    package init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    /// Whether the cluster is only moving a leader or starting up, so that asking again can help.
    package var isTransient: Bool { BrokerCode.transients.contains(rawValue) }

    package var remedy: String? { BrokerCode.remedies[rawValue] }

    private static let transients: Set<Int16> = [5, 6, 7, 9, 13, 56, 72, 74, 75, 78]

    private static let remedies: [Int16: String] = [
        3:
            "Check the topic's name and its number of partitions; a user without the right to describe it is told the same",
        29: "Give this user the rights Read and Describe on the topic",
        31: "Give this user the right Describe on the cluster",
        33: "Set sasl.mechanism to one that the broker's listener has",
        34: "Set security.protocol to what the broker's listener speaks",
        58: "Check sasl.username, sasl.password and sasl.mechanism",
    ]
}

extension BrokerCode: CustomStringConvertible {
    package var description: String {
        BrokerCode.names[rawValue].map { "\($0) (\(rawValue))" } ?? "error code \(rawValue)"
    }
}
