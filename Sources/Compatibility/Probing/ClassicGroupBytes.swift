/// What members of a classic group tell each other through the coordinator: subscriptions and assignments.
///
/// The coordinator of a classic group hands these bytes on; their layout is the clients' own (ConsumerProtocol).
package enum ClassicGroupBytes {
    /// Partitions by topic.
    package typealias Share = [String: [Int32]]

    /// A subscription in version 0, or with partitions that the member still owns in version 1 (KIP-429).
    package static func subscription(to topics: [String], owned: Share? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        append(Int16(owned == nil ? 0 : 1), to: &bytes)
        append(Int32(topics.count), to: &bytes)
        for topic in topics { append(topic, to: &bytes) }
        append(Int32(-1), to: &bytes)
        if let owned { append(owned, to: &bytes) }
        return bytes
    }

    /// An assignment in version 0.
    package static func assignment(_ share: Share) -> [UInt8] {
        var bytes: [UInt8] = []
        append(Int16(0), to: &bytes)
        append(share, to: &bytes)
        append(Int32(-1), to: &bytes)
        return bytes
    }

    /// The partitions of an assignment of any version; nil where the bytes are none.
    ///
    /// No bytes are no partitions.
    package static func share(in assignment: ArraySlice<UInt8>) -> Share? {
        if assignment.isEmpty { return [:] }
        var rest = assignment
        guard take(Int16.self, &rest) != nil, let topics = take(Int32.self, &rest), topics >= 0 else { return nil }
        var share: Share = [:]
        for _ in 0..<topics {
            guard let name = text(&rest), let count = take(Int32.self, &rest), count >= 0 else { return nil }
            for _ in 0..<count {
                guard let partition = take(Int32.self, &rest) else { return nil }
                share[name, default: []].append(partition)
            }
        }
        return share
    }

    /// The topics of a subscription of any version; nil where the bytes are none.
    package static func topics(in subscription: ArraySlice<UInt8>) -> [String]? {
        var rest = subscription
        guard take(Int16.self, &rest) != nil, let count = take(Int32.self, &rest), count >= 0 else { return nil }
        var topics: [String] = []
        for _ in 0..<count {
            guard let name = text(&rest) else { return nil }
            topics.append(name)
        }
        return topics
    }

    private static func append(_ share: Share, to bytes: inout [UInt8]) {
        append(Int32(share.count), to: &bytes)
        for (topic, partitions) in share.sorted(by: { $0.key < $1.key }) {
            append(topic, to: &bytes)
            append(Int32(partitions.count), to: &bytes)
            for partition in partitions { append(partition, to: &bytes) }
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        append(Int16(truncatingIfNeeded: text.utf8.count), to: &bytes)
        bytes += Array(text.utf8)
    }

    private static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }

    private static func take<Value: FixedWidthInteger>(_ type: Value.Type, _ rest: inout ArraySlice<UInt8>) -> Value? {
        let size = Value.bitWidth / 8
        guard rest.count >= size else { return nil }
        defer { rest = rest.dropFirst(size) }
        return rest.prefix(size).reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }

    private static func text(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let length = take(Int16.self, &rest), length >= 0, rest.count >= Int(length) else { return nil }
        defer { rest = rest.dropFirst(Int(length)) }
        return String(validating: rest.prefix(Int(length)), as: UTF8.self)
    }
}
