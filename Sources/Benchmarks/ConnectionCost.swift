internal import Foundation
internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel
internal import Workloads

/// What one connection of a device's own costs this process: threads, open files, resident memory, time to set up.
///
/// `Benchmarks connections BOOTSTRAP TOPIC COUNT`, in a process of its own; docs/fleet-connections.md has the figures.
enum ConnectionCost {
    private struct Use {
        var threads: Int
        var files: Int
        var residentKiB: Int

        static func now() throws -> Use {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
            func figure(_ name: String) -> Int {
                let words = status.first { $0.hasPrefix(name + ":") }?.split(whereSeparator: \.isWhitespace) ?? []
                return words.count > 1 ? Int(words[1]) ?? 0 : 0
            }
            return Use(
                threads: figure("Threads"),
                files: try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count,
                residentKiB: figure("VmRSS"))
        }
    }

    static func measure(_ count: Int, to topic: String, at bootstrap: String) async throws {
        guard count > 0 else { throw BenchmarkFailure("connections: COUNT is a positive number") }
        let scenario = Scenario(
            name: "connections", topics: [Topic(name: topic, partitions: 1)],
            fleet: [
                DeviceGroup(name: "devices", topic: topic, devices: count, rate: 1, connection: .own(most: count))
            ], phases: [Phase(name: "all", duration: .seconds(1))])
        let tables = PlanTables(scenario: scenario, partitions: [1])
        let seats = ConnectionSeats(
            layout: ProducerLayout(scenario: scenario), roster: tables.roster, loop: 0, of: 1)
        let plan = SendPlan(
            producer: 1, share: .own(0, of: 1), trial: 1, tables: tables, topicCount: 1,
            phases: PhaseClock(endsNs: [1_000_000_000], isWarmUp: [false]))
        let connection = OwnConnection(
            settings: [
                "bootstrap.servers": bootstrap, "queue.buffering.max.messages": String(OwnConnection.queueCapacity),
            ], topic: topic, backoff: Reconnect())
        let crew = ConnectionCrew()
        let line = try await WorkerThread.run(named: "measure") { () throws -> String in
            var setup = try ConnectionSetup(
                plan: plan, seats: seats, connections: Array(repeating: connection, count: count))
            let before = try Use.now()
            let begin = MonotonicClock.reading()
            setup.open(by: crew, timeoutMs: 60_000)
            setup.awaitOpened()
            let seconds = Double(MonotonicClock.reading() - begin) / 1e9
            let after = try Use.now()
            if let failure = setup.failures.first {
                throw BenchmarkFailure("\(setup.failures.count) of \(count) connections failed: \(failure)")
            }
            let took = setup.tookNs.sorted()
            setup.abandon(to: crew)
            crew.finish()
            // The crew's own threads, which end with it, are not the connections'.
            let crewThreads = min(64, count)
            func each(_ figure: Int) -> String { (Double(figure) / Double(count)).fixed(2) }
            return "\(count) connections in \(seconds.fixed(2)) s; each: "
                + "\(each(after.threads - before.threads - crewThreads)) threads, "
                + "\(each(after.files - before.files)) files, "
                + "\(each(after.residentKiB - before.residentKiB)) KiB resident; set-up p50 "
                + "\((Double(took[count / 2]) / 1e6).fixed(1)) ms, p99 "
                + "\((Double(took[count * 99 / 100]) / 1e6).fixed(1)) ms\n"
        }
        FileHandle.standardOutput.write(Data(line.utf8))
    }
}
