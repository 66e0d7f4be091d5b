// Metadata, key 3: the brokers, the topics, and who leads which partition.
//
// Versions spoken: 1 to 12. Below 4 a request that names a topic may create it: there all topics are asked for, which
// creates none.
// v1   rack, controller, internal topics; null for all topics
// v2   cluster id
// v3   throttle time
// v4   allow_auto_topic_creation (KIP-204)
// v5   offline replicas (KIP-112)
// v6   throttling before the response is sent, no change of layout
// v7   leader epoch (KIP-320)
// v8   authorized operations (KIP-430)
// v9   flexible
// v10  topic ids (KIP-516)
// v11  no cluster authorized operations (KIP-700)
// v12  topics by id alone; a topic's name may be null

/// Asks for the brokers and the leaders of topics; creates none.
package struct MetadataRequest: WireRequest {
    package static let api = WireAPI(key: 3, name: "Metadata", versions: 1...12, firstFlexible: 9)

    /// nil: all that this user may see; so also where the broker knows no version above 3.
    package var topics: [String]?

    package init(topics: [String]?) {
        self.topics = topics
    }

    package func write(to writer: inout WireWriter) {
        writer.write(writer.version >= 4 ? topics : nil) { topic, writer in
            if writer.version >= 10 { writer.append([UInt8](repeating: 0, count: 16)) }  // topic_id: by name
            writer.write(topic)
            writer.endStructure()
        }
        if writer.version >= 4 { writer.write(false) }  // allow_auto_topic_creation
        if (8...10).contains(writer.version) { writer.write(false) }  // include_cluster_authorized_operations
        if writer.version >= 8 { writer.write(false) }  // include_topic_authorized_operations
        writer.endStructure()
    }

    package static func read(from reader: inout WireReader) throws(WireError) -> MetadataResponse {
        if reader.version >= 3 { _ = try reader.int32("throttle_time_ms") }
        let brokers = try reader.array("brokers") { (reader) throws(WireError) in
            try MetadataResponse.Broker(from: &reader)
        }
        let clusterID = reader.version >= 2 ? try reader.nullableString("cluster_id") : nil
        let controller = try reader.int32("controller_id")
        let topics = try reader.array("topics") { (reader) throws(WireError) in
            try MetadataResponse.Topic(from: &reader)
        }
        if (8...10).contains(reader.version) { _ = try reader.int32("cluster_authorized_operations") }
        try reader.skipTags()
        return MetadataResponse(clusterID: clusterID, controller: controller, brokers: brokers, topics: topics)
    }
}

/// The brokers, and at least the topics that were asked for.
package struct MetadataResponse: Hashable, Sendable {
    package struct Broker: Hashable, Sendable {
        package var id: Int32
        package var address: BrokerAddress
        package var rack: String?
    }

    package struct Topic: Hashable, Sendable {
        package var code: BrokerCode
        /// Empty where the broker knows only the id.
        package var name: String
        package var partitions: [Partition]
    }

    package struct Partition: Hashable, Sendable {
        package var code: BrokerCode
        package var id: Int32
        /// A broker's id; -1 while there is none.
        package var leader: Int32
        package var replicas: [Int32]
        package var inSync: [Int32]
    }

    package var clusterID: String?
    package var controller: Int32
    package var brokers: [Broker]
    package var topics: [Topic]
}

extension MetadataResponse.Broker {
    fileprivate init(from reader: inout WireReader) throws(WireError) {
        id = try reader.int32("node_id")
        let host = try reader.string("host")
        let port = try reader.int32("port")
        guard !host.isEmpty, (1...65535).contains(port) else {
            throw reader.fault("port", "is \(port) on the host '\(host)' of broker \(id): nobody can connect there")
        }
        address = BrokerAddress(host: host, port: Int(port))
        rack = try reader.nullableString("rack")
        try reader.skipTags()
    }
}

extension MetadataResponse.Topic {
    fileprivate init(from reader: inout WireReader) throws(WireError) {
        code = try reader.code("error_code")
        name = reader.version >= 12 ? try reader.nullableString("name") ?? "" : try reader.string("name")
        if reader.version >= 10 { _ = try reader.take(16, "topic_id") }
        _ = try reader.bool("is_internal")
        partitions = try reader.array("partitions") { (reader) throws(WireError) in
            try MetadataResponse.Partition(from: &reader)
        }
        if reader.version >= 8 { _ = try reader.int32("topic_authorized_operations") }
        try reader.skipTags()
    }
}

extension MetadataResponse.Partition {
    fileprivate init(from reader: inout WireReader) throws(WireError) {
        code = try reader.code("error_code")
        id = try reader.int32("partition_index")
        leader = try reader.int32("leader_id")
        if reader.version >= 7 { _ = try reader.int32("leader_epoch") }
        replicas = try reader.array("replica_nodes") { (reader) throws(WireError) in try reader.int32("node") }
        inSync = try reader.array("isr_nodes") { (reader) throws(WireError) in try reader.int32("node") }
        if reader.version >= 5 {
            _ = try reader.array("offline_replicas") { (reader) throws(WireError) in try reader.int32("node") }
        }
        try reader.skipTags()
    }
}
