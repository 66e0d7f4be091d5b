import Foundation
import TestSupport
import Testing

@testable import Compatibility

/// Programs that end, that do not, and that leave others behind.
@Suite(.timeLimit(.minutes(15))) struct ToolProcessTests {
    private func shell(
        _ script: String, input: URL? = nil, limit: Duration = .seconds(30), environment: [String: String] = [:]
    ) -> ToolProcess {
        ToolProcess(
            path: "/bin/sh", arguments: ["-c", script],
            environment: environment.merging(["PATH": "/usr/bin:/bin"]) { old, _ in old }, input: input, limit: limit)
    }

    @Test func outputErrorsAndStatusComeBack() async throws {
        let folder = try TemporaryDirectory()
        let input = try folder.write("in\n", to: "input")
        let run = try await shell("cat; echo out; echo err >&2; exit 3", input: input).run()
        #expect(run.end == .exited(3))
        #expect(run.lines == ["in", "out"])
        #expect(run.errors == "err\n")
        #expect(run.ending == "ended with 3: err")
    }

    @Test func killedProgramHasTheStatusOfAShell() async throws {
        #expect(try await shell("kill -9 $$").run().end == .exited(137))
    }

    @Test func nothingOfTheEnvironmentIsInherited() async throws {
        let run = try await shell("env", environment: ["ONE": "1"]).run()
        #expect(run.lines.contains("ONE=1"))
        #expect(!run.lines.contains { $0.hasPrefix("HOME=") })
    }

    @Test func hangingProgramAndItsChildrenAreKilledAtTheLimit() async throws {
        let folder = try TemporaryDirectory()
        let run = try await shell(
            "sleep 600 & echo $! >\(folder.file("child").path); echo begun; wait", limit: .milliseconds(500)
        ).run()
        #expect(run.end == .outOfTime)
        #expect(run.lines == ["begun"])
        let text = try String(contentsOf: folder.file("child"), encoding: .utf8)
        let child = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(try await eventually(within: .seconds(10)) { isOver(child) })
    }

    @Test func whatAProgramLeavesBehindIsKilledWithItsEnd() async throws {
        // The child holds the pipe: waiting for its end would take ten minutes.
        let run = try await shell("sleep 600 & echo $!").run()
        #expect(run.isSuccess)
        let child = try #require(run.lines.first.flatMap { pid_t($0) })
        #expect(try await eventually(within: .seconds(10)) { isOver(child) })
    }

    @Test func cancelledTaskEndsTheProgram() async throws {
        let process = shell("echo begun; exec sleep 600")
        let task = Task { try await process.run() }
        task.cancel()
        #expect(try await task.value.end == .unwanted)
    }

    @Test func endlessOutputIsCut() async throws {
        let run = try await shell("yes", limit: .seconds(1)).run()
        #expect(run.end == .outOfTime)
        #expect(run.output.utf8.count <= 4 << 20)
    }

    @Test func programThatIsNotThereIsAnError() async throws {
        let process = ToolProcess(path: "/nowhere/at/all", arguments: [], environment: [:], limit: .seconds(1))
        await #expect(throws: ToolProcess.Failure.self) { try await process.run() }
    }

    /// Gone, or a zombie that nobody reaps in a container.
    private func isOver(_ pid: pid_t) -> Bool {
        guard kill(pid, 0) == 0 else { return true }
        do {
            let status = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
            return status.contains(") Z ")
        } catch {
            return true
        }
    }
}
