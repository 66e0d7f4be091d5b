package import Evidence
internal import Foundation
package import KafkaClient
internal import Quantities
private import Synchronization

/// Log ends, committed offsets and positions at one instant, by lane.
package struct LagSample: Sendable {
    package var atNs: UInt64
    /// nil where the cluster did not answer.
    package var ends: [Int64]?
    /// By reader: nil where the cluster did not answer, -1 where nothing was committed.
    package var committed: [[Int64]?]
    /// By reader; -1 where the reader does not read the lane.
    package var positions: [[Int64]]

    package init(atNs: UInt64, ends: [Int64]?, committed: [[Int64]?], positions: [[Int64]]) {
        self.atNs = atNs
        self.ends = ends
        self.committed = committed
        self.positions = positions
    }
}

/// Asks the cluster for log ends and committed offsets, over connections of its own, on a thread of its own.
///
/// Sendable because `state` guards what is shared; everything else is constant.
package final class LagSampler: Sendable {
    /// One reader as the sampler sees it.
    package struct Subject: Sendable {
        package var name: String
        package var admin: Admin
        package var control: ReaderControl
        package var lanes: [Int]

        package init(name: String, admin: Admin, control: ReaderControl, lanes: [Int]) {
            self.name = name
            self.admin = admin
            self.control = control
            self.lanes = lanes
        }
    }

    private struct State {
        var samples: [LagSample] = []
        var incidents: [Incident] = []
        var isStopped = false
    }

    /// How often it asks, and how long it waits for an answer.
    private static let periodNs: UInt64 = 500_000_000
    private static let timeoutMs: Int32 = 2000

    private let admin: Admin
    private let partitions: [TopicPartition]
    private let subjects: [Subject]
    private let clock: TrialClock
    private let state = Mutex(State())

    /// `partitions`: by lane.
    package init(admin: Admin, partitions: [TopicPartition], subjects: [Subject], clock: TrialClock) {
        self.admin = admin
        self.partitions = partitions
        self.subjects = subjects
        self.clock = clock
    }

    /// Samples until ``stop()``.
    ///
    /// Blocks: for a thread of its own.
    package func run() {
        var lastEnds: [Int64]?
        var said: Set<String> = []
        while !state.withLock(\.isStopped) {
            let begin = MonotonicClock.reading()
            let sample = take(&lastEnds, &said)
            state.withLock { $0.samples.append(sample) }
            let spent = MonotonicClock.reading() - begin
            // Pacing: a sample each period, in slices so that stopping is quick.
            var rest = spent < LagSampler.periodNs ? LagSampler.periodNs - spent : 0
            while rest > 0, !state.withLock(\.isStopped) {
                let slice = min(rest, 50_000_000)
                var pause = timespec(tv_sec: 0, tv_nsec: Int(slice))
                nanosleep(&pause, nil)
                rest -= slice
            }
        }
    }

    package func stop() { state.withLock { $0.isStopped = true } }

    /// What was sampled since the last call.
    package func takeSamples() -> (samples: [LagSample], incidents: [Incident]) {
        state.withLock { state in
            defer { (state.samples, state.incidents) = ([], []) }
            return (state.samples, state.incidents)
        }
    }

    private func take(_ lastEnds: inout [Int64]?, _ said: inout Set<String>) -> LagSample {
        let positions = subjects.map { subject in
            (0..<partitions.count).map { subject.control.position(lane: $0) }
        }
        let ends = answer(to: "log ends", &said) { () throws(KafkaError) in
            try admin.offsets(.end, of: partitions, timeoutMs: LagSampler.timeoutMs)
        }
        let atNs = clock.now()
        if let ends, let last = lastEnds { note(shrunk: ends, since: last, &said) }
        lastEnds = ends ?? lastEnds
        let committed = subjects.map { subject in
            answer(to: "offsets of \(subject.name)", &said) { () throws(KafkaError) in
                try subject.admin.committed(
                    subject.lanes.map { self.partitions[$0] }, timeoutMs: LagSampler.timeoutMs)
            }
            .map { offsets in
                var byLane = [Int64](repeating: -1, count: partitions.count)
                for (lane, offset) in zip(subject.lanes, offsets) { byLane[lane] = offset }
                return byLane
            }
        }
        return LagSample(atNs: atNs, ends: ends, committed: committed, positions: positions)
    }

    private func answer(
        to question: String, _ said: inout Set<String>, _ ask: () throws(KafkaError) -> [TopicPartition]
    ) -> [Int64]? {
        do throws(KafkaError) {
            let answer = try ask()
            said.remove(question)
            return answer.map { $0.offset ?? -1 }
        } catch {
            // Once until it works again, not twice a second.
            if said.insert(question).inserted {
                add(
                    error.isUnknownTopic ? "topic-deleted" : "sample-failed", error.isUnknownTopic ? .error : .warning,
                    error.description)
            }
            return nil
        }
    }

    /// A log whose end goes back was deleted and made again, or truncated.
    private func note(shrunk ends: [Int64], since last: [Int64], _ said: inout Set<String>) {
        for (lane, end) in ends.enumerated() where end < last[lane] {
            let partition = partitions[lane]
            guard said.insert("shrunk \(partition.topic)").inserted else { continue }
            add(
                "topic-deleted", .error,
                "the log of \(partition.topic)[\(partition.partition)] went back from \(last[lane]) to \(end): "
                    + "the topic was deleted and created again, or truncated")
        }
    }

    private func add(_ kind: String, _ severity: Incident.Severity, _ text: String) {
        let incident = Incident(
            at: Nanoseconds(Int64(clamping: clock.now())), severity: severity, kind: kind, text: text)
        state.withLock { $0.incidents.append(incident) }
    }
}
