import Foundation
import TestSupport
import Testing
import TraceStore
import Traces

/// Captured traffic on the command line: shown, replayed, refused.
@Suite(.oneAtATime)
struct TraceTests {
    private struct Shown: Decodable {
        struct Topic: Decodable {
            var name: String
            var partitions: [Int64]
            var events: Int64
            var fanOut: Int
        }

        struct Keys: Decodable { var heaviestShare: Double }

        var events: Int64
        var rate: [Int64]
        var peakPerSecond: Double
        var keys: Keys
        var topics: [Topic]
    }

    private static func place() throws -> Workplace {
        let place = try Workplace()
        try SmallTrace.write(to: place.folder.file("small.trace").path)
        return place
    }

    @Test func shownTraceSaysWhatWasCaptured() async throws {
        let place = try Self.place()
        let page = try await place.run("trace", "show", "small.trace")
        #expect(page.status == 0, "\(page.standardError)")
        for words in [
            "staging", "2,500", "positions", "alarms", "▅▅█▅", "dispatch", "lz4", "rotated", "150", "at most 1,000/s",
        ] {
            #expect(page.standardOutput.contains(words), "no \(words) in \(page.standardOutput)")
        }
        let json = try await place.run("trace", "show", "small.trace", "--json")
        let shown = try JSONDecoder().decode(Shown.self, from: Data(json.standardOutput.utf8))
        #expect(shown.events == 2_500)
        #expect(shown.rate == [500, 500, 1_000, 500])
        #expect(shown.topics.map(\.name) == ["positions", "alarms"])
        #expect(shown.topics.map(\.events) == [2_250, 250])
        #expect(shown.topics.map(\.fanOut) == [1, 0])
        #expect(shown.topics[0].partitions.reduce(0, +) == 2_250)
        #expect(shown.keys.heaviestShare > 0.3)
    }

    @Test func replaySendsEveryEventAtItsRate() async throws {
        let place = try Self.place()
        let run = try await place.run("run", "--trace", "small.trace", "--json", "--report", "md")
        // How fast the machine was is not what this test is about.
        #expect([0, 20, 30].contains(run.status), "\(run.standardError)")
        let report = try run.report
        #expect(report.ledger.map(\.sent).reduce(0, +) == 2_500)
        for name in ["positions", "alarms"] {
            let tally = try #require(report.tally(name))
            #expect(tally.isClosed, "\(tally)")
        }
        #expect(report.scorecard.trial.scenario == "replay-small")
        #expect(report.scorecard.trial.overrides == ["trace=small.trace", "speed=1", "devices=x1"])
        for (second, events) in [500.0, 500, 1_000, 500].enumerated() {
            let asked = try #require(report.series.asked[second])
            #expect(abs(asked - events) <= 0.05 * events, "second \(second): \(asked)")
        }
        #expect(run.standardError.contains("timing error p99 "), "\(run.standardError)")
        #expect(run.standardError.contains("2,500 events of the trace"), "\(run.standardError)")
        // 50 of 250 alarms have no value.
        #expect(run.standardError.contains("50 of 2,500 events"), "\(run.standardError)")
    }

    @Test func speedAndDevicesChangeWhatIsSent() async throws {
        let place = try Self.place()
        let run = try await place.run(
            "run", "--trace", "small.trace", "--speed", "4", "--devices", "x3", "--json", "--report", "md")
        #expect([0, 20, 30].contains(run.status), "\(run.standardError)")
        let report = try run.report
        #expect(report.ledger.map(\.sent).reduce(0, +) == 7_500)
        #expect(report.ledger.allSatisfy { $0.isClosed })
        let asked = report.series.asked.compactMap(\.self)
        #expect(abs((asked.first ?? 0) - 7_500) <= 0.05 * 7_500, "\(asked)")
    }

    @Test(arguments: [
        (["run", "small", "--trace", "small.trace"], "exclude each other"),
        (["run", "--trace", "small.trace", "--scale", "2"], "--devices"),
        (["run", "--trace", "small.trace", "--set", "seed=1"], "--speed"),
        (["run", "--trace", "small.trace", "--speed", "0"], "0.01 to 1000"),
        (["run", "--trace", "small.trace", "--speed", "1001"], "0.01 to 1000"),
        (["run", "--trace", "small.trace", "--devices", "x0"], "x1 to"),
        (["run", "--trace", "small.trace", "--devices", "many"], "x1 to"),
        (["run", "demo", "--speed", "2"], "--trace FILE"), (["run"], "name a scenario"),
    ])
    func whatDoesNotGoTogetherEndsWith64(arguments: [String], words: String) async throws {
        let place = try Self.place()
        let run = try await place.run(arguments)
        #expect(run.status == 64, "\(run.allOutput)")
        #expect(run.standardError.contains(words), "\(run.standardError)")
        #expect(!FileManager.default.fileExists(atPath: place.results.path))
    }

    /// What makes a good trace bad, and what must then be said.
    enum Fault: String, CaseIterable, CustomTestStringConvertible {
        case missing = "there is no such file"
        case text = "it is not a SQLite database"
        case otherDatabase = "it is a SQLite database and no trace"
        case newer = "a newer Seatrial wrote it"
        case truncated = "it is truncated"
        case damagedBlock = "is damaged: its checksum does not match"
        case unfinished = "was ended before it was whole"
        case empty = "it has no events"

        var testDescription: String { "\(self)" }
    }

    @Test(arguments: Fault.allCases)
    func badTraceEndsWith65(fault: Fault) async throws {
        let place = try Workplace()
        try fault.make(at: place.folder.file("bad.trace"))
        for arguments in [["trace", "show", "bad.trace"], ["run", "--trace", "bad.trace"]] {
            if fault == .empty, arguments[0] == "trace" { continue }
            let run = try await place.run(arguments)
            #expect(run.status == 65, "\(run.allOutput)")
            #expect(run.standardError.contains(fault.rawValue), "\(run.standardError)")
            #expect(run.standardError.contains("bad.trace"))
            #expect(run.standardOutput.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: place.results.path))
        }
    }
}

extension TraceTests.Fault {
    fileprivate func make(at url: URL) throws {
        if self == .missing { return }
        if self == .text { return try Data("arrival,partition\n".utf8).write(to: url) }
        try SmallTrace.write(to: url.path, events: self == .empty ? [] : SmallTrace.events)
        var bytes = [UInt8](try Data(contentsOf: url))
        switch self {
        case .missing, .text, .empty: return
        // https://www.sqlite.org/fileformat.html#the_database_header: application id, user version.
        case .otherDatabase: bytes.replaceSubrange(68..<72, with: [0, 0, 0, 0])
        case .newer: bytes[63] = 2
        case .truncated: bytes.removeLast(4096)
        case .damagedBlock:
            let block = TraceBlock.encode(SmallTrace.events.filter { $0.topic == 1 })
            let place = try #require(Data(bytes).range(of: Data(block.prefix(20))))
            bytes[place.upperBound] ^= 0xFF
        case .unfinished:
            // What a killed capture leaves, under a name of its own.
            let partial = url.path + ".other"
            let writer = try TraceWriter.create(at: partial, manifest: SmallTrace.manifest)
            bytes = [UInt8](try Data(contentsOf: URL(filePath: partial + ".partial")))
            writer.abandon()
        }
        try Data(bytes).write(to: url)
    }
}
