/// An error code of the Kafka protocol; 0 is none.
///
/// `BrokerCode+Members.swift` has one for each error of Kafka 4.2; a broker may send others.
package struct BrokerCode: Hashable, Sendable, RawRepresentable {
    package var rawValue: Int16

    package init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    /// Whether Kafka's own clients ask again after it: its exception is a `RetriableException`.
    ///
    /// Some of them only mend with other means, such as newer metadata, or with time.
    package var isRetriable: Bool { BrokerCode.retriables.contains(rawValue) }

    /// Whether the cluster is only moving a leader or starting up, so that asking again can help.
    package var isTransient: Bool { BrokerCode.transients.contains(rawValue) }

    package var remedy: String? { BrokerCode.remedies[rawValue] }

    private static let transients: Set<Int16> = [5, 6, 7, 9, 13, 56, 72, 74, 75, 78]

    private static let retriables: Set<Int16> = [
        2, 3, 5, 6, 7, 9, 13, 14, 15, 16, 19, 20, 41, 51, 56, 70, 71, 72, 74, 75, 78, 80, 83, 84, 88, 89, 100, 103,
        106, 122, 123, 133,
    ]

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
        name.map { "\($0) (\(rawValue))" } ?? "error code \(rawValue)"
    }
}
