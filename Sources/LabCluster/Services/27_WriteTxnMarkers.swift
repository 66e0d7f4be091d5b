internal import KafkaWire

extension LabService {
    /// Ends transactions in the partitions that this node leads, as a coordinator or an administrator says.
    static let writeTxnMarkers = LabService(WriteTxnMarkersRequest.self, 1...1) { call in
        MarkerWriting(call).begin()
    }
}

/// One WriteTxnMarkers request on its way.
private final class MarkerWriting {
    private typealias Result = WriteTxnMarkersResponse.WritableTxnMarkerResult

    private let call: LabCall<WriteTxnMarkersRequest>
    private var response = WriteTxnMarkersResponse()
    private var open = 0

    init(_ call: LabCall<WriteTxnMarkersRequest>) {
        self.call = call
    }

    func begin() {
        // Kept open until all are begun.
        open = 1
        for (number, asked) in call.request.markers.enumerated() {
            let marker = TransactionMarker(
                producer: ProducerIdentity(id: asked.producerID, epoch: asked.producerEpoch),
                commits: asked.transactionResult, coordinatorEpoch: asked.coordinatorEpoch)
            var result = Result()
            result.producerID = asked.producerID
            result.topics = asked.topics.map { topic in
                .init {
                    $0.name = topic.name
                    $0.partitions = topic.partitionIndexes.map { index in .init { $0.partitionIndex = index } }
                }
            }
            response.markers.append(result)
            for (topicNumber, topic) in asked.topics.enumerated() {
                for (partitionNumber, index) in topic.partitionIndexes.enumerated() {
                    open += 1
                    write(marker, to: OffsetPlace(topic.name, index)) { [self] code in
                        response.markers[number].topics[topicNumber].partitions[partitionNumber].errorCode = code
                        finish()
                    }
                }
            }
        }
        finish()
    }

    private func write(_ marker: TransactionMarker, to place: OffsetPlace, then: @escaping (BrokerCode) -> Void) {
        let cluster = call.cluster
        guard let partition = cluster.topics[place.topic]?.partition(place.partition) else {
            return then(.unknownTopicOrPartition)
        }
        guard partition.leader == call.node.id else { return then(.notLeaderOrFollower) }
        do throws(BatchRefusal) {
            let end = try partition.append(marker, in: cluster)
            partition.whenReplicated(to: end) { [unowned cluster] code in
                if code == .none { cluster.transactionEnded(marker, at: place) }
                then(code)
            }
        } catch {
            then(error.code)
        }
    }

    private func finish() {
        open -= 1
        if open == 0 { call.answer(response) }
    }
}
