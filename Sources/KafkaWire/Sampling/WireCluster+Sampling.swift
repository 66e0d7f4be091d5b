// Batches of a topic, looked at in their leaders' logs: Metadata, ListOffsets and Fetch, and nothing else.
extension WireCluster {
    /// The batches of a topic's partitions, in the order of their offsets, partition after partition.
    ///
    /// Each partition is read from `start` to where its log ended when the sample began, or until about
    /// `maxBytesPerPartition` bytes of it were seen: at least one batch, however large. When the time is up what was
    /// seen so far is returned; it is an error only when that is nothing, because no leader answered.
    /// - Parameter partitions: nil for all of the topic.
    package func sampleBatches(
        topic: String, partitions: [Int32]? = nil, from start: SampleStart, maxBytesPerPartition: Int,
        within limit: Duration
    ) async throws(WireError) -> [BatchSample] {
        let deadline = Deadline(in: limit)
        let order = SampleOrder(topic: topic, start: start, maxBytes: maxBytesPerPartition)
        var sampled: [Int32: SampledPartition] = [:]
        var open = partitions.map { Set($0) }
        var last: WireError?
        while open?.isEmpty != true, !deadline.isOver {
            let found = try await leaders(of: order.topic, partitions: open, by: deadline)
            var next = found.leaderless
            last = found.reason ?? last
            for result in await sample(order, found.leaders, sampled, by: deadline) {
                let share = try result.get()
                for partition in share.partitions { sampled[partition.id] = partition }
                next.formUnion(share.moved)
                last = share.reason ?? last
            }
            open = next
            if !next.isEmpty { await pause(by: deadline) }
        }
        if sampled.isEmpty, open?.isEmpty != true {
            throw last
                ?? WireError(
                    .timedOut, at: "topic '\(topic)'", "no leader answered in time", remedy: "Allow more time")
        }
        return sampled.values.sorted { $0.id < $1.id }.flatMap(\.samples)
    }

    private struct Leaders {
        var leaders: [BrokerAddress: [Int32]] = [:]
        var leaderless: Set<Int32> = []
        /// Why some have none.
        var reason: WireError?
    }

    private func leaders(
        of topic: String, partitions: Set<Int32>?, by deadline: Deadline
    ) async throws(WireError) -> Leaders {
        let metadata = try await metadata(topics: [topic], within: deadline.remaining)
        let place = "topic '\(topic)'"
        guard let described = metadata.topics.first(where: { $0.name == topic }) else {
            throw .refused(.unknownTopicOrPartition, at: place, "its partitions")
        }
        guard described.errorCode == .none || described.errorCode.isTransient else {
            throw .refused(described.errorCode, at: place, "its partitions")
        }
        let known = Dictionary(described.partitions.map { ($0.partitionIndex, $0) }) { first, _ in first }
        let addresses = try metadata.addresses(place: place)
        var found = Leaders()
        for id in partitions ?? Set(known.keys) {
            guard let partition = known[id] else {
                throw .refused(.unknownTopicOrPartition, at: place, "partition \(id)")
            }
            if let address = addresses[partition.leaderID] {
                found.leaders[address, default: []].append(id)
            } else {
                found.leaderless.insert(id)
                found.reason = .refused(BrokerCode(rawValue: 5), at: place, "partition \(id)")
            }
        }
        return found
    }

    /// Asks all leaders at once; each result is that of one leader.
    private func sample(
        _ order: SampleOrder, _ leaders: [BrokerAddress: [Int32]], _ sampled: [Int32: SampledPartition],
        by deadline: Deadline
    ) async -> [Result<LeaderShare, WireError>] {
        await withTaskGroup(of: Result<LeaderShare, WireError>.self) { group in
            for (broker, partitions) in leaders {
                group.addTask {
                    do throws(WireError) {
                        return .success(
                            try await withBroker(broker, by: deadline) { (connection, deadline) throws(WireError) in
                                var share = LeaderShare(order, connection, deadline)
                                try await share.run(partitions.sorted(), continuing: sampled)
                                return share
                            })
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Leaders are elected in a fraction of a second.
    private func pause(by deadline: Deadline) async {
        do {
            try await Task.sleep(for: deadline.earlier(of: .milliseconds(200)))
        } catch {
            // Cancelled: the next request says so.
        }
    }
}
