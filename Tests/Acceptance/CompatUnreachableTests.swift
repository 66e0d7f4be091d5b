import Foundation
import TestSupport
import Testing

/// `seatrial compat` where no cluster answers: an error that says so in bounded time, and no verdict.
@Suite(.oneAtATime)
struct CompatUnreachableTests {
    private func refusal(from target: String) async throws -> FinishedProcess {
        let place = try Workplace()
        let run = try await place.run(["compat", "--target", target], within: .seconds(60))
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains(target), "\(run.standardError)")
        #expect(run.standardOutput.isEmpty, "\(run.standardOutput)")
        let runs = try await place.run("compat", "--run", "latest")
        #expect(runs.status == 65, "\(runs.allOutput)")
        return run
    }

    @Test func portThatNobodyListensOn() async throws {
        let run = try await refusal(from: "127.0.0.1:1")
        #expect(run.standardError.contains("Check host, port, and whether the broker runs"), "\(run.standardError)")
    }

    @Test func portThatHangsUp() async throws {
        let broker = try await ScriptedBroker(greeting: .close) { _ in .close }
        let run = try await refusal(from: "127.0.0.1:\(broker.port)")
        #expect(run.standardError.contains("connection"), "\(run.standardError)")
        try await broker.stop()
    }

    @Test func portThatSaysNothing() async throws {
        let broker = try await ScriptedBroker { _ in .silence }
        let run = try await refusal(from: "127.0.0.1:\(broker.port)")
        #expect(run.standardError.contains("The broker is stopped or overloaded"), "\(run.standardError)")
        try await broker.stop()
    }

    @Test func portOfAWebServer() async throws {
        let broker = try await ScriptedBroker { _ in .raw(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)) }
        let run = try await refusal(from: "127.0.0.1:\(broker.port)")
        #expect(run.standardError.contains("A web server listens there"), "\(run.standardError)")
        try await broker.stop()
    }

    @Test func cleanupOfNoClusterSaysSoToo() async throws {
        let place = try Workplace()
        let run = try await place.run(["compat", "--target", "127.0.0.1:1", "--cleanup"], within: .seconds(60))
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains("127.0.0.1:1"))
    }
}
