internal import KafkaWire

/// What a consumer says of itself when it joins a classic group (ConsumerProtocolSubscription).
struct ConsumerSubscription: Equatable {
    let version: Int16
    let topics: [String]
    /// The partitions it still owns, by topic; clients tell from version 1 on (KIP-429).
    let owned: [String: [Int32]]

    /// nil where the bytes are none.
    init?(_ bytes: WireBytes) {
        var reader = ConsumerProtocolReader(bytes)
        guard let version: Int16 = reader.number(), version >= 0, let count: Int32 = reader.number(), count >= 0 else {
            return nil
        }
        var topics: [String] = []
        for _ in 0..<count {
            guard let topic = reader.text() else { return nil }
            topics.append(topic)
        }
        guard reader.skipBytes() else { return nil }
        var owned: [String: [Int32]] = [:]
        if version >= 1 {
            guard let partitions = reader.partitions() else { return nil }
            owned = partitions
        }
        self.version = version
        self.topics = topics
        self.owned = owned
    }
}

/// The partitions that a consumer of a classic group is given (ConsumerProtocolAssignment).
enum ConsumerAssignment {
    /// nil where the bytes are none; no bytes are no partitions.
    static func partitions(in bytes: WireBytes) -> [String: [Int32]]? {
        guard !bytes.isEmpty else { return [:] }
        var reader = ConsumerProtocolReader(bytes)
        guard let version: Int16 = reader.number(), version >= 0 else { return nil }
        return reader.partitions()
    }

    static func bytes(_ partitions: [String: [Int32]], version: Int16) -> WireBytes {
        var bytes: [UInt8] = []
        func add<Number: FixedWidthInteger>(_ number: Number) {
            for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
            }
        }
        add(version)
        add(Int32(partitions.count))
        for (topic, indexes) in partitions.sorted(by: { $0.key < $1.key }) {
            add(Int16(truncatingIfNeeded: topic.utf8.count))
            bytes += Array(topic.utf8)
            add(Int32(indexes.count))
            for index in indexes.sorted() { add(index) }
        }
        add(Int32(-1))
        return bytes[...]
    }
}

/// Reads the consumers' own bytes, and never past their end.
private struct ConsumerProtocolReader {
    private var rest: WireBytes

    init(_ bytes: WireBytes) {
        rest = bytes
    }

    mutating func number<Number: FixedWidthInteger>() -> Number? {
        let size = Number.bitWidth / 8
        guard rest.count >= size else { return nil }
        defer { rest = rest.dropFirst(size) }
        return rest.prefix(size).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    mutating func text() -> String? {
        guard let length: Int16 = number(), length >= 0, rest.count >= Int(length) else { return nil }
        defer { rest = rest.dropFirst(Int(length)) }
        return String(validating: rest.prefix(Int(length)), as: UTF8.self)
    }

    /// Passes over bytes with their length before them; -1 is for none.
    mutating func skipBytes() -> Bool {
        guard let length: Int32 = number(), length >= -1, rest.count >= Int(length) else { return false }
        rest = rest.dropFirst(max(0, Int(length)))
        return true
    }

    mutating func partitions() -> [String: [Int32]]? {
        guard let count: Int32 = number(), count >= 0 else { return nil }
        var partitions: [String: [Int32]] = [:]
        for _ in 0..<count {
            guard let topic = text(), let indexes: Int32 = number(), indexes >= 0 else { return nil }
            for _ in 0..<indexes {
                guard let index: Int32 = number() else { return nil }
                partitions[topic, default: []].append(index)
            }
        }
        return partitions
    }
}
