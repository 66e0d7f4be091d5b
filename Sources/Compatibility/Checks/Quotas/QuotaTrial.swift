internal import KafkaWire

/// Writes and reads as fast as the cluster lets a client with a quota, and sees how fast that is.
struct QuotaTrial: Sendable {
    /// What was seen.
    struct Seen: Sendable {
        /// Bytes a second as parts of the quota; once the first bytes, which go free, are through.
        var share: Double
        var isTold: Bool

        /// Below twice the quota: it is not just let through.
        var isHeld: Bool { share < 2 }
        var isNear: Bool { (0.8...1.2).contains(share) }
        var words: String { !isHeld ? "not held" : isNear ? "within a fifth" : share < 0.8 ? "slower" : "faster" }
    }

    let probe: Probe
    let log: ProbeLog
    /// Bytes a second.
    let rate: Double
    private static let measured = Duration.seconds(45)

    func writes() async throws -> Seen {
        let client = probe.name("writer")
        try await probe.holdQuota([("client-id", client)], "producer_byte_rate", to: rate)
        let connection = try await probe.freshConnection(to: log.leader) { $0.clientID = client }
        let version = try probe.version(of: ProduceRequest.api)
        let bytes = try RecordBatch([WireRecord(value: [UInt8](repeating: 7, count: 200_000))]).encoded()
        let request = log.produceRequest(bytes, acks: -1)
        return try await run {
            let answer = try await connection.send(request, exactly: version)
            try probe.expectNone(answer.responses.first?.partitionResponses.first?.errorCode ?? .none, "a write")
            return (bytes.count, answer.throttleTimeMs)
        }
    }

    func reads() async throws -> Seen {
        let client = probe.name("reader")
        try await probe.holdQuota([("client-id", client)], "consumer_byte_rate", to: rate)
        let connection = try await probe.freshConnection(to: log.leader) { $0.clientID = client }
        let version = try probe.version(of: FetchRequest.api)
        let request = log.fetchRequest(at: log.base, maxBytes: 200_000, partitionMaxBytes: 200_000)
        return try await run {
            let answer = try await connection.send(request, exactly: version)
            try probe.expectNone(answer.errorCode, "a read")
            let count = answer.responses.first?.partitions.first?.records?.count ?? 0
            return (count, answer.throttleTimeMs)
        }
    }

    /// Whether a client with almost no request time is told to wait.
    func requests() async throws -> Bool {
        let client = probe.name("asker")
        try await probe.holdQuota([("client-id", client)], "request_percentage", to: 0.01)
        let connection = try await probe.freshConnection(to: log.leader) { $0.clientID = client }
        for _ in 0..<300 {
            let answer = try await connection.send(MetadataRequest(topics: [log.topic], version: 4), exactly: 4)
            if answer.throttleTimeMs > 0 { return true }
        }
        return false
    }

    /// Measures from the end of one burst to the end of another.
    ///
    /// Where a broker counts over a window, as Kafka does over ten seconds, a client gets its share in bursts: it is
    /// let through when the last burst leaves the window, and then made to wait. Whole rounds of that tell the rate.
    private func run(_ once: () async throws -> (bytes: Int, throttle: Int32)) async throws -> Seen {
        let began = ContinuousClock.now
        var sum = 0
        var wasThrottled = false
        var isTold = false
        // Where bursts ended: the time since the start, and the bytes until then.
        var ends: [(at: Duration, sum: Int)] = []
        while ContinuousClock.now < began + Self.measured {
            let (bytes, throttle) = try await once()
            sum += bytes
            if throttle > 0 {
                isTold = true
                // Small ones within a wait are none: a reader is told to wait and handed nothing, again and again.
                let isBurst = Double(sum - (ends.last?.sum ?? 0)) > rate * 3
                if !wasThrottled, isBurst { ends.append((ContinuousClock.now - began, sum)) }
            }
            wasThrottled = throttle > 0
            // Held by nothing, it would fill the disk.
            if Double(sum) > rate * 120 { break }
        }
        let all = (at: ContinuousClock.now - began, sum: sum)
        var (first, last) = (ends.first ?? (.zero, 0), all)
        if let end = ends.last, end.at - first.at > Self.measured / 2 { last = end }
        if Double(sum) > rate * 120 { (first, last) = ((.zero, 0), all) }
        let seconds = (last.at - first.at) / .seconds(1)
        return Seen(share: Double(last.sum - first.sum) / seconds / rate, isTold: isTold)
    }
}
