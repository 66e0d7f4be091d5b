internal import Evidence
internal import KafkaWire

// Connections that say nothing for a long time.
extension Check {
    static let idleConnectionChecks = [idleConnection]

    private static let idleConnection = Check(
        "proto.idle-connection", .extended, .protocol, "A connection may be idle for nine minutes",
        why:
            "A producer that writes now and then finds its connection gone, and the first record waits or is sent twice.",
        expected: "Open after 9 minutes (connections.max.idle.ms is 10 by default), and it still answers", since: "0.9",
        known: "Event Hubs closes after 4 minutes",
        remedy:
            "Set connections.max.idle.ms and metadata.max.age.ms below the service's limit, and socket.keepalive.enable",
        conduct: .slow, limit: .seconds(600)
    ) { probe in
        let connection = try await probe.rawConnection()
        _ = try await probe.ask(ApiVersionsRequest(), over: connection, version: 0)
        let began = ContinuousClock.now
        guard await connection.next(within: .seconds(540)) == .silence else {
            let seconds = Int((ContinuousClock.now - began) / .seconds(1))
            // To half minutes, so that two runs say the same.
            let about = (seconds + 15) / 30 * 30
            let facts = ["closed after": "about \(about) s"]
            return seconds < 60
                ? .fail("Closed after less than a minute", facts) : .degraded("Closed after about \(about) s", facts)
        }
        let answer = try await probe.ask(ApiVersionsRequest(), over: connection, version: 0)
        return answer.errorCode == .none
            ? .pass("Open and answering after 9 minutes", ["closed after": "more than 540 s"])
            : .fail("After 9 minutes the answer is \(answer.errorCode)")
    }
}
