import KafkaWire

@testable import LabCluster

// Where logs begin and end.
extension HistoryRunner {
    func list(_ question: OffsetQuestion, of partition: Int, committed: Bool) async throws {
        let answer = try await ask(question, of: partition, committed: committed)
        let log = logs[partition]
        let end = log.end(committed: committed)
        let place = "\(question) of \(partition)\(committed ? ", committed" : "")"
        try expect("\(place): error", answer.errorCode, .none)
        switch question {
        case .earliest: try expect(place, answer.offset, log.start)
        case .latest: try expect(place, answer.offset, end)
        case .time(let time):
            let found = log.first(atOrAfter: origin + time).flatMap { $0.offset < end ? $0 : nil }
            try expect(place, answer.offset, found?.offset ?? -1)
            if let time = found?.time { try expect("\(place): time", answer.timestamp, time) }
        case .latestRecord: try compareLatest(answer.offset, log, end, place)
        }
    }

    /// Markers have the latest times, and which of them has the very latest is the broker's to know.
    ///
    /// What was deleted from the middle of a segment still counts, as in Kafka, which looks at what segments have.
    private func compareLatest(_ found: Int64, _ log: LogModel, _ end: Int64, _ place: String) throws {
        let markers = log.batches.filter { $0.marker != nil }.map(\.base)
        guard markers.isEmpty else {
            let isRight = markers.contains(found) && found < end || found == -1 && markers.contains { $0 >= end }
            return try expect("\(place): whether \(found) is one of \(markers) before \(end)", isRight, true)
        }
        let records = log.batches.flatMap { batch in
            batch.records.enumerated().map { (offset: batch.base + Int64($0), time: $1.time) }
        }
        let latest = records.map(\.time).max()
        let offset = records.first { $0.time == latest }?.offset
        try expect(place, found, offset.flatMap { $0 < end ? $0 : nil } ?? -1)
    }

    private func ask(
        _ question: OffsetQuestion, of partition: Int, committed: Bool
    ) async throws -> ListOffsetsResponse.TopicResponse.PartitionResponse {
        try await ask(question, of: partition, committed: committed, over: leader(of: partition))
    }

    func ask(
        _ question: OffsetQuestion, of partition: Int, committed: Bool, over connection: BrokerConnection
    ) async throws -> ListOffsetsResponse.TopicResponse.PartitionResponse {
        let time =
            switch question {
            case .earliest: Int64(-2)
            case .latest: Int64(-1)
            case .latestRecord: Int64(-3)
            case .time(let time): origin + time
            }
        let response = try await connection.send(
            ListOffsetsRequest {
                $0.replicaID = -1
                $0.isolationLevel = committed ? 1 : 0
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = Int32(partition)
                                $0.timestamp = time
                            }
                        ]
                    }
                ]
            }, version: 9)
        guard let answer = response.topics.first?.partitions.first else {
            throw HistoryFault("\(question) of \(partition): no answer")
        }
        return answer
    }

    func deleteRecords(of partition: Int, share: Int) async throws {
        let log = logs[partition]
        // From one before the start to one behind what can be read; thousands say "up to what can be read".
        let offset =
            share == 1000 ? -1 : max(0, log.start - 1 + Int64(share) * (log.highWatermark + 2 - log.start) / 999)
        let connection = try await leader(of: partition)
        let response = try await connection.send(
            DeleteRecordsRequest {
                $0.timeoutMs = 10_000
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = Int32(partition)
                                $0.offset = offset
                            }
                        ]
                    }
                ]
            })
        let answer = response.topics.first?.partitions.first
        guard offset <= log.highWatermark else {
            return try expect("deletion before \(offset) of \(partition)", answer?.errorCode, .offsetOutOfRange)
        }
        logs[partition].deleteRecords(before: offset == -1 ? log.highWatermark : offset)
        try expect("deletion before \(offset) of \(partition)", answer?.errorCode, BrokerCode.none)
        try expect("low watermark of \(partition)", answer?.lowWatermark, logs[partition].start)
    }

    /// Segments go as a whole: which, follows from what they hold, and what is not old never goes.
    func retain() async throws {
        guard let lab = subject.lab, !subject.scope.lags else { return }
        try await lab.onLoop { $0.deleteOldRecords() }
        let edge = origin - ModelTime.old / 2
        func isOld(_ batch: LogModel.Batch) -> Bool {
            batch.marker == nil && batch.records.allSatisfy { $0.time < edge }
        }
        for partition in logs.indices {
            let log = logs[partition]
            let start = try await ask(.earliest, of: partition, committed: false).offset
            try expect("whether \(start) is a start after retention", (log.start...log.end).contains(start), true)
            let gone = log.batches.filter { $0.last >= log.start && $0.last < start }
            try expect("whether retention took only what is old", gone.allSatisfy(isOld), true)
            // Also where every record was deleted before, and the start stays.
            let isAllOld = log.batches.allSatisfy(isOld)
            if isAllOld { try expect("start after everything was old", start, log.end) }
            if isAllOld || start > log.start { logs[partition].retain(from: start) }
        }
    }
}

// Nodes and replicas.
extension HistoryRunner {
    /// Followers fetch what leaders have.
    func replicate() async throws {
        guard subject.scope.lags else { return }
        for partition in logs.indices {
            try await catchUp(partition)
            logs[partition].replicate()
        }
    }

    func catchUp(_ partition: Int) async throws {
        let topic = topic
        try await subject.lab?.onLoop { $0.topics[topic]?.partition(Int32(partition))?.catchUp(in: $0) }
    }

    /// What coordinators keep is on all replicas before anybody is answered.
    func replicateCoordinators() async throws {
        guard subject.scope.lags else { return }
        try await subject.lab?.onLoop { state in
            for partition in state.topics.partitions where partition.topic.isInternal {
                partition.catchUp(in: state)
            }
        }
    }

    func endNode(_ node: Int32, kills: Bool) async throws {
        guard let lab = subject.lab, nodesUp.count > 1, nodesUp.contains(node), joins.isEmpty, syncs.isEmpty else {
            return
        }
        try await replicateCoordinators()
        for partition in logs.indices { _ = try await leader(of: partition) }
        let led = logs.indices.filter { leaders[$0] == node }
        if kills { try await lab.killNode(node) } else { try await lab.stopNode(node) }
        nodesUp.remove(node)
        await subject.drop(node: node)
        (leaders, coordinators) = ([:], [:])
        for partition in logs.indices {
            let before = logs[partition]
            let end = try await ask(.latest, of: partition, committed: false).offset
            let isLed = led.contains(partition)
            // A leader that hands over loses nothing, nor does one that nobody lags behind.
            let least = kills && isLed ? before.highWatermark : before.end
            // Who lagged behind may be gone; the last one has all that there is.
            let reached = nodesUp.count == 1 ? before.end : before.highWatermark
            let bounds = isLed ? least...before.end : reached...before.end
            try expect("whether \(partition), in \(bounds) before, may end at \(end)", bounds.contains(end), true)
            if isLed {
                let isWhole = end == before.end || before.batches.contains { $0.base == end }
                try expect("whether \(partition) ends with a whole batch at \(end)", isWhole, true)
                logs[partition].truncate(to: end)
            } else {
                logs[partition].replicate(to: end)
            }
        }
    }

    func startNode(_ node: Int32) async throws {
        guard let lab = subject.lab, !nodesUp.contains(node), joins.isEmpty, syncs.isEmpty else { return }
        try await lab.startNode(node)
        nodesUp.insert(node)
        (leaders, coordinators) = ([:], [:])
    }
}
