// WriteTxnMarkers, key 27, versions 1 to 2.

/// Writes the markers that end a transaction; between brokers.
package struct WriteTxnMarkersRequest: WireRequest {
    package typealias Response = WriteTxnMarkersResponse
    package static let api = WireAPI(key: 27, name: "WriteTxnMarkers", versions: 1...2, firstFlexible: 1)

    package struct WritableTxnMarker: WireStructure {
        package struct WritableTxnMarkerTopic: WireStructure {
            package var name = ""
            package var partitionIndexes: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name)
                try code.field("partition_indexes", &partitionIndexes)
            }
        }

        package var producerID: Int64 = 0
        package var producerEpoch: Int16 = 0
        package var transactionResult = false
        package var topics: [WritableTxnMarkerTopic] = []
        package var coordinatorEpoch: Int32 = 0
        package var transactionVersion: Int8 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("producer_id", &producerID)
            try code.field("producer_epoch", &producerEpoch)
            try code.field("transaction_result", &transactionResult)
            try code.field("topics", &topics)
            try code.field("coordinator_epoch", &coordinatorEpoch)
            try code.field("transaction_version", &transactionVersion, since: 2)
        }
    }

    package var markers: [WritableTxnMarker] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("markers", &markers)
    }
}

/// The answer to `WriteTxnMarkersRequest`.
package struct WriteTxnMarkersResponse: WireStructure {
    package struct WritableTxnMarkerResult: WireStructure {
        package struct WritableTxnMarkerTopicResult: WireStructure {
            package struct WritableTxnMarkerPartitionResult: WireStructure {
                package var partitionIndex: Int32 = 0
                package var errorCode = BrokerCode.none

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("partition_index", &partitionIndex)
                    try code.field("error_code", &errorCode)
                }
            }

            package var name = ""
            package var partitions: [WritableTxnMarkerPartitionResult] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name)
                try code.field("partitions", &partitions)
            }
        }

        package var producerID: Int64 = 0
        package var topics: [WritableTxnMarkerTopicResult] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("producer_id", &producerID)
            try code.field("topics", &topics)
        }
    }

    package var markers: [WritableTxnMarkerResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("markers", &markers)
    }
}
