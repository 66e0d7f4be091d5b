internal import KafkaWire

extension LabCall {
    /// Whether changes of so many partitions are within the quota; else the answer tells how long to wait.
    ///
    /// - Parameter version: from which version of the API on the change is refused and not only held back.
    func mayChange(partitions count: Int, strictFrom version: Int16) -> Bool {
        let quotas = cluster.quotas
        guard !quotas.isQuiet, count > 0, !cluster.defects.forgets(.quotas, in: cluster, client: clientID) else {
            return true
        }
        let isStrict = self.version >= version
        let delay = quotas.change(
            count, user: principalParts(principal).1, client: clientID, now: cluster.now, isStrict: isStrict)
        throttle = max(throttle, delay)
        return delay == 0 || !isStrict
    }

    /// The answer as quotas have it, and for how many milliseconds nothing more is read from the client.
    func held(_ response: Request.Response) -> (Request.Response, Int64) {
        guard !cluster.defects.forgets(.quotas, in: cluster, client: clientID) else { return (response, 0) }
        var delay = throttle
        var held = response
        if Request.self == ProduceRequest.self {
            delay = max(delay, book(.produce, Double(size)))
        } else if let fetched = response as? FetchResponse {
            let bytes = fetched.responses.reduce(0) { sum, topic in
                topic.partitions.reduce(sum) { $0 + ($1.records?.count ?? 0) }
            }
            delay = max(delay, book(.fetch, Double(bytes), isTakenBack: true))
            // Who has to wait gets nothing now, and no session is begun for it.
            let session = (request as? FetchRequest).map { $0.sessionEpoch > 0 ? fetched.sessionID : 0 } ?? 0
            if delay > 0, fetched.errorCode == .none,
                let empty = FetchResponse({ $0.sessionID = session }) as? Request.Response
            {
                held = empty
            }
        }
        // Time is a hundredth of a thread's second; nobody waits for it longer than a second at once.
        delay = max(delay, min(1000, book(.requests, connection.timeSpent / .milliseconds(10))))
        guard delay > 0 else { return (response, 0) }
        if var telling = held as? any ThrottleTelling {
            telling.throttleTimeMs = Int32(clamping: delay)
            held = telling as? Request.Response ?? held
        }
        return (held, delay)
    }

    private func book(_ kind: QuotaKind, _ amount: Double, isTakenBack: Bool = false) -> Int64 {
        cluster.quotas.book(
            kind, amount, user: principalParts(principal).1, client: clientID, node: node.id, now: cluster.now,
            isTakenBack: isTakenBack)
    }
}
