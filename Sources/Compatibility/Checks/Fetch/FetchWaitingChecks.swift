internal import Evidence
internal import KafkaWire

// How long a fetch waits.
extension Check {
    static let fetchWaitingChecks = [longPoll, minBytes, watermarkInvariants]

    private static let longPoll = Check(
        "fetch.long-poll", .core, .fetch, "A fetch at the end waits, and is woken by new records",
        why:
            "This is what makes consumers both quick and idle: without it they spin, or see records only after the wait.",
        expected: "Without records the answer comes at max_wait (1 s); a record ends the wait at once",
        since: "0.8", known: "librdkafka's mock always waits the whole time; Inkless commits every 250 ms or so",
        remedy: "Set fetch.wait.max.ms low where the cluster does not wake fetches"
    ) { probe in
        let log = try await probe.log()
        let start = try await log.append(1) + 1
        let idle = ContinuousClock.now
        let empty = try await log.fetch(at: start, maxWait: .seconds(1))
        let waited = ContinuousClock.now - idle
        try probe.expectNone(empty.errorCode, "a fetch at the end")
        if waited < .milliseconds(800) {
            return .fail("An empty fetch with max_wait 1 s came back at once: consumers would spin")
        }
        // The waiting fetch has a connection of its own: a broker answers those of one connection in order.
        let connection = try await probe.freshConnection(to: log.leader)
        let version = try probe.version(of: FetchRequest.api)
        async let waiting = probe.send(
            log.fetchRequest(at: start, maxWait: .seconds(10)), over: connection, version: version)
        try await Task.sleep(for: .milliseconds(300))
        try await log.append(1)
        let written = ContinuousClock.now
        let answer = try await waiting
        let late = ContinuousClock.now - written
        guard answer.responses.first?.partitions.first?.records?.isEmpty == false else {
            return .fail("The waiting fetch came back without the record")
        }
        let woken = late < .seconds(2)
        return woken
            ? .pass("The empty fetch waited, and the record ended the other one's wait", ["woken": "yes"])
            : .degraded("The record was handed out only \(late.inMilliseconds) after it was written", ["woken": "no"])
    }

    private static let minBytes = Check(
        "fetch.min-bytes", .extended, .fetch,
        "min_bytes holds an answer back until max_wait, and then gives what is there",
        why: "Readers that ask for large answers to save requests must still get the last records.",
        expected: "The one small record comes after max_wait, not at once and not never", since: "0.9",
        known: "Event Hubs under throttle gives an empty set without an error"
    ) { probe in
        let log = try await probe.log()
        let base = try await log.append(1)
        let began = ContinuousClock.now
        let answer = try await log.fetch(at: base, maxWait: .seconds(1), minBytes: 1 << 20)
        let waited = ContinuousClock.now - began
        try probe.expectNone(answer.errorCode, "a fetch with a large min_bytes")
        guard answer.records?.isEmpty == false else { return .fail("At max_wait the answer has no records") }
        return waited < .milliseconds(800)
            ? .degraded("The answer came at once: min_bytes is not kept", ["waits": "no"])
            : .pass("The record came after max_wait", ["waits": "yes"])
    }

    private static let watermarkInvariants = Check(
        "fetch.watermark-invariants", .core, .fetch,
        "Log start, last stable offset and high watermark are in order and never go back",
        why:
            "Consumers compute lag and read committed data by them; a stable offset that is ahead shows aborted records.",
        expected: "log start <= last stable offset <= high watermark <= log end in every answer, none decreasing",
        since: "0.11", known: "Redpanda's stable offset was off by one (PR 3036) and ahead of applied state (PR 10671)",
        needs: [.api(1, atLeast: 5)]
    ) { probe in
        let log = try await probe.log()
        var last: (start: Int64, stable: Int64, high: Int64) = (-1, -1, -1)
        for round in 0..<20 {
            let base = try await log.append(5)
            let answer = try await log.fetch(at: base, version: try probe.version(of: FetchRequest.api, atLeast: 5))
            try probe.expectNone(answer.errorCode, "a fetch")
            let (start, stable, high) = (answer.logStartOffset, answer.lastStableOffset, answer.highWatermark)
            guard 0 <= start, start <= stable, stable <= high else {
                return .fail("Round \(round): log start \(start), last stable offset \(stable), high watermark \(high)")
            }
            // Nobody else writes to this partition.
            guard high <= base + 5 else {
                return .fail("Round \(round): high watermark \(high), and the log ends at \(base + 5)")
            }
            guard start >= last.start, stable >= last.stable, high >= last.high else {
                return .fail("Round \(round): one of log start, last stable offset and high watermark went back")
            }
            last = (start, stable, high)
        }
        return .pass("In order and never going back over 20 writes")
    }
}
