package import KafkaWire

/// Which broker a request goes to.
package enum Destination: Hashable, Sendable {
    /// The first of the bootstrap servers that answers.
    case any
    /// A broker by its id.
    case broker(Int32)
    /// The leader of a partition.
    case leader(topic: String, partition: Int32)
    /// The coordinator of a group.
    case group(String)
    /// The coordinator of a transactional id.
    case transaction(String)
    /// The broker that takes requests for the controller.
    case controller
}

extension WireAPI {
    /// The highest version that Kafka 2.5 to 4.2, and the platforms that follow it, have in common.
    ///
    /// Requests go in it where a check asks for no other, so that two clusters are asked the same.
    package var portable: Int16 { Self.portableVersions[key] ?? versions.lowerBound }

    static func portableVersion(of key: Int16) -> Int16? { portableVersions[key] }

    private static let portableVersions: [Int16: Int16] = [
        0: 7, 1: 11, 2: 3, 3: 8, 8: 7, 9: 7, 10: 3, 11: 6, 12: 4, 13: 4, 14: 4, 15: 5, 16: 3, 17: 1, 18: 3, 19: 5,
        20: 4, 21: 1, 22: 3, 23: 3, 24: 1, 25: 1, 26: 1, 28: 3, 29: 2, 30: 2, 31: 2, 32: 2, 33: 1, 34: 1, 35: 1, 36: 2,
        37: 2, 38: 2, 39: 2, 40: 2, 41: 2, 42: 2, 43: 2, 44: 1, 45: 0, 46: 0, 47: 0, 48: 1, 49: 1, 50: 0, 51: 0, 55: 0,
        57: 0, 60: 0, 61: 0, 65: 0, 66: 0, 68: 0, 69: 0, 71: 0, 74: 0, 75: 0, 76: 1, 77: 1, 78: 1, 79: 1, 80: 0, 88: 0,
        89: 0, 90: 0, 91: 0, 92: 0,
    ]
}
