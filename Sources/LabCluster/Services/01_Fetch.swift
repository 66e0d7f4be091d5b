internal import KafkaWire

extension LabService {
    /// Reads batches; waits where there are too few, and is woken by the append that makes them enough.
    static let fetch = LabService(FetchRequest.self, 4...17) { call in
        do throws(FetchSessionRefusal) {
            Fetching(call, try call.node.fetchSessions.plan(call)).begin()
        } catch {
            var response = FetchResponse()
            response.errorCode = error.code
            call.answer(response)
        }
    }
}

/// One Fetch request on its way.
private final class Fetching {
    private let call: LabCall<FetchRequest>
    private let plan: FetchPlan
    private let places: [FetchPlace]

    init(_ call: LabCall<FetchRequest>, _ plan: FetchPlan) {
        self.call = call
        self.plan = plan
        places = plan.asked.map { FetchPlace($0.key, $0.asked, call: call) }
    }

    func begin() {
        if attempt(timeIsOver: call.request.maxWaitMs <= 0) { return }
        let wait = FetchWait(for: places.compactMap(\.partition)) { [self] in attempt(timeIsOver: $0) }
        call.onClose { wait.end() }
        wait.begin(within: .milliseconds(Int(call.request.maxWaitMs)), in: call.cluster)
    }

    /// Answers if there is enough, if something is wrong, or if the time is over.
    private func attempt(timeIsOver: Bool) -> Bool {
        let request = call.request
        let enough = min(Int(max(0, request.minBytes)), Int(max(0, request.maxBytes)))
        if !timeIsOver, !places.isEmpty {
            var sum = 0
            var isWrong = false
            for place in places {
                if place.fault != nil { isWrong = true }
                sum += place.available(enough: enough - sum)
                if sum >= enough || isWrong { break }
            }
            guard sum >= enough || isWrong else { return false }
        }
        let reads = call.cluster.store.diskReads
        let response = response()
        if call.cluster.store.diskReads > reads, call.cluster.settings.coldReadDelay > .zero {
            call.cluster.after(call.cluster.settings.coldReadDelay) { [call] in call.answer(response) }
        } else {
            call.answer(response)
        }
        return true
    }

    /// Of one answer, however much a client would take: answers beyond it cost more in fresh memory than they save in
    /// round trips.
    private static let mostBytes = 8 << 20

    private func response() -> FetchResponse {
        var response = FetchResponse()
        response.sessionID = plan.session?.id ?? 0
        var left = min(Int(max(0, call.request.maxBytes)), Self.mostBytes)
        var isFirst = true
        for place in places {
            let data = place.read(mostBytes: left, atLeastOne: isFirst)
            if let size = data.records?.count, size > 0 {
                left = max(0, left - size)
                isFirst = false
            }
            if let session = plan.session, !session.tells(data, of: place.key, isFull: plan.isFull) { continue }
            if response.responses.last.map({ !place.isOf($0) }) ?? true {
                response.responses.append(place.topicResponse)
            }
            response.responses[response.responses.count - 1].partitions.append(data)
            addLeader(of: place, data.errorCode, to: &response)
        }
        return response
    }

    /// KIP-951: where the leader is that should have been asked.
    private func addLeader(of place: FetchPlace, _ code: BrokerCode, to response: inout FetchResponse) {
        guard call.version >= 16, [.notLeaderOrFollower, .fencedLeaderEpoch].contains(code),
            let leader = place.partition.flatMap({ call.cluster.node($0.leader) }),
            !response.nodeEndpoints.contains(where: { $0.nodeID == leader.id })
        else { return }
        response.nodeEndpoints.append(
            .init {
                $0.nodeID = leader.id
                $0.host = call.cluster.settings.host
                $0.port = Int32(leader.ports[call.connection.listener] ?? 0)
                $0.rack = leader.rack
            })
    }
}
