import Quantities
import ScenarioModel
import Traces

@testable import Workloads

/// A trace in memory, and what its replay sends.
struct CapturedTraffic {
    var events: [TraceEvent]
    var manifest: TraceManifest
    var shape: TraceShape

    init(_ events: [TraceEvent], partitions: [Int32] = [4], keys: Int = 0, seconds: Double = 10) {
        self.events = events
        manifest = TraceManifest(
            capturedAt: 0, source: "prod", windowStart: 0, windowEnd: Nanoseconds.seconds(seconds).rawValue,
            window: .past, topics: partitions.enumerated().map { .init(name: "topic\($0)", partitions: $1) },
            seatrialVersion: "1")
        shape = TraceShape(manifest: manifest, keyCount: keys)
        shape.add(events)
    }

    func replay(speed: Double = 1, copies: Int = 1, batch: Int = 1000) -> TraceReplay {
        let events = events
        return TraceReplay(shape: shape, length: manifest.length, speed: speed, copies: copies) {
            var next = 0
            return { some in
                some = Array(events[next..<min(events.count, next + batch)])
                next += some.count
                return !some.isEmpty
            }
        }
    }

    func scenario(_ replay: TraceReplay) -> Scenario {
        Scenario(replaying: replay, manifest: manifest, name: "prod")
    }

    func tables(_ replay: TraceReplay) -> PlanTables {
        PlanTables(scenario: scenario(replay), replay: replay, partitions: manifest.topics.map { Int($0.partitions) })
    }

    /// What one producer sends, in its order.
    func planned(
        _ replay: TraceReplay, producer: Int = 0, of producers: Int = 1, capacity: Int = 512
    ) -> [PlannedEvent] {
        var planner = TracePlanner(
            replay: replay, seed: 1, tables: tables(replay), producer: producer, of: producers)
        var (chunk, events) = (PlanChunk(), [PlannedEvent]())
        while planner.nextChunk(into: &chunk, capacity: capacity) { events += chunk.events }
        return events
    }

    /// Millisecond timestamps in bursts and lulls, skewed keys, sizes of several kinds; a quarter has no key.
    static func uneven(_ count: Int, seed: UInt64 = 7) -> CapturedTraffic {
        let random = CounterRandom(start: seed)
        var (ms, draws): (UInt64, UInt64) = (0, 0)
        func draw(_ bound: UInt64) -> UInt64 {
            draws += 1
            return random.below(bound, draws)
        }
        let events = (0..<count).map { number in
            // A burst in every third thousand.
            ms += draw(number / 1000 % 3 == 0 ? 2 : 12)
            let hasKey = draw(4) > 0
            let key = UInt32(draw(3) == 0 ? 0 : draw(200))
            let kind = draw(10)
            let bytes: UInt64 = kind < 6 ? 150 + draw(300) : kind < 9 ? 2_000 + draw(9_000) : draw(56)
            return TraceEvent(
                arrivalNs: ms * 1_000_000, topic: 0,
                partition: hasKey ? Int32(key % 3) : Int32(draw(4)), key: hasKey ? key : TraceEvent.noKey,
                keyBytes: hasKey ? 6 : 0, valueBytes: Int32(bytes))
        }
        return CapturedTraffic(events, keys: 200, seconds: Double(ms + 1) / 1e3)
    }
}

extension TraceEvent {
    static func at(
        ms: UInt64, partition: Int32 = 0, key: UInt32 = TraceEvent.noKey, bytes: Int32 = 100
    ) -> TraceEvent {
        TraceEvent(
            arrivalNs: ms * 1_000_000, topic: 0, partition: partition, key: key,
            keyBytes: key == TraceEvent.noKey ? 0 : 5, valueBytes: bytes)
    }
}
