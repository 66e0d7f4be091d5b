// Fetch, key 1: record batches as they lie in the log.
//
// Versions spoken: 4 to 12; from 13 on topics are named by id.
// v4   record batches of magic 2, isolation level, aborted transactions (KIP-98)
// v5   log start offset (KIP-107)
// v6   KAFKA_STORAGE_ERROR, no change of layout (KIP-112)
// v7   fetch sessions (KIP-227); this client opens none
// v8   throttling before the response is sent, no change of layout
// v9   leader epoch (KIP-320)
// v10  zstd (KIP-110), no change of layout: below it a broker refuses to hand out zstd batches
// v11  rack and preferred replica (KIP-392)
// v12  flexible; last fetched epoch (KIP-595)

/// Reads record batches from a leader, outside of any group and session.
package struct FetchRequest: WireRequest {
    package static let api = WireAPI(key: 1, name: "Fetch", versions: 4...12, firstFlexible: 12)

    package struct Partition: Hashable, Sendable {
        package var id: Int32
        package var offset: Int64
        /// Most bytes of it; one batch is returned even where it is larger (KIP-74).
        package var maxBytes: Int32

        package init(id: Int32, offset: Int64, maxBytes: Int32) {
            self.id = id
            self.offset = offset
            self.maxBytes = maxBytes
        }
    }

    package var topic: String
    package var partitions: [Partition]
    /// Most bytes of the whole response, with the same exception.
    package var maxBytes: Int32
    /// How long the broker may wait until there is a byte.
    package var maxWaitMilliseconds: Int32

    package init(topic: String, partitions: [Partition], maxBytes: Int32, maxWaitMilliseconds: Int32) {
        self.topic = topic
        self.partitions = partitions
        self.maxBytes = maxBytes
        self.maxWaitMilliseconds = maxWaitMilliseconds
    }

    package func write(to writer: inout WireWriter) {
        writer.write(Int32(-1))  // replica_id: a client
        writer.write(maxWaitMilliseconds)
        writer.write(Int32(1))  // min_bytes
        writer.write(maxBytes)
        writer.write(Int8(0))  // isolation_level: read uncommitted, so that every batch is seen
        if writer.version >= 7 {
            writer.write(Int32(0))  // session_id
            writer.write(Int32(-1))  // session_epoch: no session
        }
        writer.write([topic]) { topic, writer in
            writer.write(topic)
            writer.write(partitions) { $0.write(to: &$1) }
            writer.endStructure()
        }
        if writer.version >= 7 { writer.write([String]()) { $1.write($0) } }  // forgotten_topics_data
        if writer.version >= 11 { writer.write("") }  // rack_id: from the leader
        writer.endStructure()
    }

    package static func read(from reader: inout WireReader) throws(WireError) -> FetchResponse {
        _ = try reader.int32("throttle_time_ms")
        var code = BrokerCode.none
        if reader.version >= 7 {
            code = try reader.code("error_code")
            _ = try reader.int32("session_id")
        }
        let topics = try reader.array("responses") { (reader) throws(WireError) in
            let name = try reader.string("topic")
            let partitions = try reader.array("partitions") { (reader) throws(WireError) in
                try FetchResponse.Partition(topic: name, from: &reader)
            }
            try reader.skipTags()
            return partitions
        }
        try reader.skipTags()
        return FetchResponse(code: code, partitions: topics.flatMap(\.self))
    }
}

extension FetchRequest.Partition {
    fileprivate func write(to writer: inout WireWriter) {
        writer.write(id)
        if writer.version >= 9 { writer.write(Int32(-1)) }  // current_leader_epoch: unknown
        writer.write(offset)
        if writer.version >= 12 { writer.write(Int32(-1)) }  // last_fetched_epoch: none
        if writer.version >= 5 { writer.write(Int64(-1)) }  // log_start_offset: only followers have one
        writer.write(maxBytes)
        writer.endStructure()
    }
}

/// Record batches by partition, not yet looked into.
package struct FetchResponse: Hashable, Sendable {
    package struct Partition: Hashable, Sendable {
        package var topic: String
        package var id: Int32
        package var code: BrokerCode
        package var highWatermark: Int64
        package var lastStableOffset: Int64
        /// Whole batches and perhaps a part of one at the end; shares the response's storage.
        package var records: ArraySlice<UInt8>
    }

    package var code: BrokerCode
    package var partitions: [Partition]
}

extension FetchResponse.Partition {
    fileprivate init(topic: String, from reader: inout WireReader) throws(WireError) {
        self.topic = topic
        id = try reader.int32("partition_index")
        code = try reader.code("error_code")
        highWatermark = try reader.int64("high_watermark")
        lastStableOffset = try reader.int64("last_stable_offset")
        if reader.version >= 5 { _ = try reader.int64("log_start_offset") }
        _ = try reader.nullableArray("aborted_transactions") { (reader) throws(WireError) in
            _ = try reader.int64("producer_id")
            _ = try reader.int64("first_offset")
            try reader.skipTags()
        }
        if reader.version >= 11 { _ = try reader.int32("preferred_read_replica") }
        records = try reader.nullableBytes("records") ?? []
        try reader.skipTags()
    }
}
