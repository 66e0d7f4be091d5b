/// A release of Apache Kafka, as far as its API versions tell it.
struct KafkaRelease: Hashable, Sendable, CustomStringConvertible {
    var name: String
    /// The highest version of some APIs that changed between releases, by key.
    var marks: [Int16: Int16]

    var description: String { "the API versions of Apache Kafka \(name)" }

    /// From the message definitions at the releases' tags.
    static let all = [
        KafkaRelease(name: "2.5", marks: [0: 8, 1: 11, 2: 5, 3: 9, 19: 5, 22: 3]),
        KafkaRelease(name: "2.8", marks: [0: 9, 1: 12, 2: 6, 3: 11, 19: 7, 22: 4]),
        KafkaRelease(name: "3.0", marks: [0: 9, 1: 12, 2: 7, 3: 11, 10: 4, 22: 4]),
        KafkaRelease(name: "3.6", marks: [0: 9, 1: 15, 2: 8, 3: 12, 10: 4, 22: 4]),
        KafkaRelease(name: "3.9", marks: [0: 11, 1: 17, 2: 9, 3: 12, 10: 6, 22: 5]),
        KafkaRelease(name: "4.0", marks: [0: 12, 1: 17, 2: 10, 3: 13, 10: 6, 28: 5]),
        KafkaRelease(name: "4.1", marks: [0: 13, 1: 18, 2: 10, 3: 13, 66: 2, 74: 1]),
        KafkaRelease(name: "4.2", marks: [0: 13, 1: 18, 2: 11, 3: 13, 66: 2, 74: 1]),
    ]

    /// The release whose marks all fit; nil where none does.
    static func likest(_ ranges: [Int16: ClosedRange<Int16>]) -> KafkaRelease? {
        all.last { release in release.marks.allSatisfy { ranges[$0.key]?.upperBound == $0.value } }
    }
}
