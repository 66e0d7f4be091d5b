import Foundation
import TestSupport
import Testing

/// Processes that tests start, with the shell in place of a program of ours.
struct ChildProcessTests {
    private let shell = URL(filePath: "/bin/sh")

    private func start(_ script: String, input: URL? = nil) throws -> ChildProcess {
        try ChildProcess(shell, ["-c", script], environment: ["PATH": "/usr/bin:/bin"], input: input)
    }

    @Test func outputAndStatusAreKept() async throws {
        let finished = try await start("echo out; echo err >&2; exit 20").finish(within: .seconds(20))
        #expect(finished.standardOutput == "out\n")
        #expect(finished.standardError == "err\n")
        #expect(finished.end == .exited(20))
    }

    @Test func longOutputOnBothStreamsDoesNotBlock() async throws {
        let script = "head -c 1000000 /dev/zero | tr '\\0' a; head -c 1000000 /dev/zero | tr '\\0' b >&2"
        let finished = try await start(script).finish(within: .seconds(60))
        #expect(finished.standardOutput.utf8.count == 1_000_000)
        #expect(finished.standardError.utf8.count == 1_000_000)
    }

    @Test func inputDirectoryAndEnvironmentReachTheProcess() async throws {
        let folder = try TemporaryDirectory()
        let input = try folder.write("from the file", to: "input")
        let process = try ChildProcess(
            shell, ["-c", "cat; echo; pwd; echo $SHIP"], environment: ["SHIP": "ferry", "PATH": "/usr/bin:/bin"],
            input: input, directory: folder.url)
        let finished = try await process.finish(within: .seconds(20))
        let lines = finished.standardOutput.split(separator: "\n")
        try #require(lines.count == 3)
        #expect(lines[0] == "from the file")
        #expect(lines[1].hasSuffix(folder.url.lastPathComponent))
        #expect(lines[2] == "ferry")
    }

    @Test func waitedForLineComesBackWhole() async throws {
        let process = try start("echo first; echo the second line; cat >/dev/null; exec sleep 600")
        #expect(try await process.waitForLine(containing: "second", within: .seconds(20)) == "the second line")
        #expect(process.isRunning)
    }

    @Test func waitForALineEndsWithTheProcess() async throws {
        let process = try start("echo something else")
        let error = await #expect(throws: ProcessWaitError.self) {
            try await process.waitForLine(containing: "never", within: .seconds(60))
        }
        #expect(error?.description.contains("something else") == true)
    }

    @Test func signalFollowsTheLineItWaitsFor() async throws {
        let process = try start(
            "trap 'echo stopping >&2' INT; trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done")
        process.signal(SIGTERM, onLineContaining: "stopping", in: .standardError)
        try await process.waitForLine(containing: "ready", within: .seconds(20))
        #expect(process.isRunning)
        // A line that is there already counts, too.
        process.signal(SIGINT, onLineContaining: "ready", in: .standardOutput)
        #expect(try await process.finish(within: .seconds(20)).end == .exited(7))
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func signalReachesTheProcess(number: Int32) async throws {
        let process = try start("echo ready; exec sleep 600")
        try await process.waitForLine(containing: "ready", within: .seconds(20))
        process.signal(number)
        let finished = try await process.finish(within: .seconds(20))
        #expect(finished.end == .killed(by: number))
        #expect(finished.status == 128 + number)
    }

    @Test func overdueProcessIsKilledWithItsChildren() async throws {
        let process = try start("sleep 600 & echo $!; wait")
        let child = try #require(pid_t(try await process.waitForLine(containing: "", within: .seconds(20))))
        await #expect(throws: ProcessWaitError.self) { try await process.finish(within: .milliseconds(1)) }
        #expect(try await eventually(within: .seconds(20)) { isGone(child) })
    }

    @Test func nothingIsLeftOfAProcessThatIsLetGo() async throws {
        let pid = try await {
            let process = try start("echo ready; exec sleep 600")
            try await process.waitForLine(containing: "ready", within: .seconds(20))
            return process.pid
        }()
        #expect(try await eventually(within: .seconds(20)) { isGone(pid) })
    }

    @Test func killedTestRunLeavesNoProcessAndNoFolder() async throws {
        let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            let folder = try TemporaryDirectory()
            let process = try ChildProcess(URL(filePath: "/bin/sleep"), ["600"], environment: [:], companion: folder)
            let line = "\(process.pid) \(folder.url.path)\n"
            try FileHandle.standardOutput.write(contentsOf: Data("left:\(line)".utf8))
            kill(getpid(), SIGKILL)
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let words = try #require(output.split(separator: "\n").first { $0.hasPrefix("left:") }).dropFirst(5).split(
            separator: " ")
        let pid = try #require(pid_t(words[0]))
        #expect(try await eventually(within: .seconds(20)) { isGone(pid) })
        #expect(
            try await eventually(within: .seconds(20)) { !FileManager.default.fileExists(atPath: String(words[1])) })
    }
}

/// Whether no such process runs; a zombie that nobody reaps does not run.
private func isGone(_ pid: pid_t) -> Bool {
    guard kill(pid, 0) == 0 else { return true }
    do {
        let status = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        // The name in parentheses may hold anything; the state follows the last of them.
        return status[(status.lastIndex(of: ")") ?? status.startIndex)...].hasPrefix(") Z")
    } catch {
        return kill(pid, 0) != 0
    }
}
