import Evidence
import Foundation
import TestSupport
import Testing

@testable import Compatibility

/// Tools as witnesses, with shell scripts in the place of tools: what they say is compared with the log.
@Suite(.timeLimit(.minutes(15))) struct WitnessTests {
    /// A folder in which `kcat` is this script, whose version is 9.9.9.
    private func folder(_ script: String) throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        try folder.tool(
            "kcat",
            """
            if [ "$1" = -V ]; then echo 'Version 9.9.9 (JSON, librdkafka 2.0.2 builtin)'; exit 0; fi
            \(script)
            """)
        return folder
    }

    private func run(
        _ id: String, with folder: TemporaryDirectory, properties: [String: String] = [:]
    ) async throws -> (finding: CheckFinding, run: CompatibilityRun) {
        var options = CheckRunOptions()
        // The shell's own programs are found by the scripts themselves, on the PATH.
        options.tools = ToolSearch(folders: [folder.url.path])
        options.toolLimit = .seconds(2)
        let run = try await withLab { bootstrap in
            let target = CompatibilityTarget(
                name: "lab", properties: properties.merging(["bootstrap.servers": bootstrap]) { $1 })
            return try await CheckRunner(target, options: options).run(
                Check.matching([id], in: Check.witnesses), id: "test-witness", clients: [:])
        }
        return (try #require(run.findings.first), run)
    }

    @Test func toolThatLiesIsFound() async throws {
        let (finding, run) = try await run("tools.kcat-write", with: try folder("cat >/dev/null; exit 0"))
        #expect(finding.verdict == .fail)
        #expect(
            finding.observed
                == "kcat 9.9.9, librdkafka 2.0.2: it reported success, and the log has 0 of 50 records")
        #expect(finding.client == .tool)
        #expect(finding.facts["tool"] == "kcat 9.9.9, librdkafka 2.0.2")
        #expect(run.clients["kcat"] == "9.9.9, librdkafka 2.0.2")
    }

    @Test func readerThatLeavesRecordsOutIsFound() async throws {
        let (finding, _) = try await run("tools.kcat-read", with: try folder("echo key-0:value-0"))
        #expect(finding.verdict == .fail)
        #expect(finding.observed.contains("it reported success, and read 1 of 50 records"), "\(finding.observed)")
    }

    @Test func toolThatFailsIsQuoted() async throws {
        let script = "echo '% ERROR: no broker here' >&2; exit 3"
        let (finding, _) = try await run("tools.kcat-write", with: try folder(script))
        #expect(finding.verdict == .fail)
        #expect(finding.observed.contains("ended with 3: % ERROR: no broker here"), "\(finding.observed)")
        #expect(finding.exchanges.contains { $0.request == "kcat" && $0.answered.contains("no broker here") })
    }

    @Test func missingRightIsNotTheClustersFault() async throws {
        let script = "echo 'org.apache.kafka.common.errors.TopicAuthorizationException: no' >&2; exit 1"
        let (finding, _) = try await run("tools.kcat-write", with: try folder(script))
        #expect(finding.verdict == .inconclusive)
    }

    @Test func toolThatHangsIsStoppedAtItsLimit() async throws {
        let (finding, _) = try await run("tools.kcat-write", with: try folder("exec sleep 600"))
        #expect(finding.verdict == .inconclusive)
        #expect(finding.observed.contains("was stopped after 2.0 seconds"), "\(finding.observed)")
    }

    @Test func toolThatIsNotThereIsNotRun() async throws {
        let (finding, _) = try await run("tools.kcat-write", with: try TemporaryDirectory())
        #expect(finding.verdict == .notRun)
        #expect(finding.observed == "kcat is not on this machine")
    }

    @Test func secretsGoIntoAFileOfThisUserAndNowhereElse() async throws {
        let folder = try folder(
            #"""
            folder=$(dirname "$0")
            printf '%s\n' "$@" >"$folder/arguments"; env >"$folder/environment"
            { stat -c %a "$2" "$(dirname "$2")"; cat "$2"; } >"$folder/file"
            """#)
        // Without TLS the property changes nothing, and it is a secret all the same.
        _ = try await run("tools.kcat-write", with: folder, properties: ["ssl.key.password": "swordfish"])
        for name in ["arguments", "environment"] {
            let text = try String(contentsOf: folder.file(name), encoding: .utf8)
            #expect(!text.isEmpty && !text.contains("swordfish"))
        }
        let file = try String(contentsOf: folder.file("file"), encoding: .utf8)
        #expect(file.hasPrefix("600\n700\n"))
        #expect(file.contains("ssl.key.password=swordfish\n"))
        let path = try String(contentsOf: folder.file("arguments"), encoding: .utf8).split(separator: "\n")[1]
        #expect(!FileManager.default.fileExists(atPath: String(path)), "the file is removed afterwards")
    }

    @Test func everyWitnessNamesItsToolAndRunsAlone() {
        #expect(Set(Check.witnesses.map(\.id)).count == Check.witnesses.count)
        #expect(Set(Check.witnesses.map(\.id)).isDisjoint(with: Check.all.map(\.id)))
        for check in Check.witnesses {
            #expect(check.group == "tools" && check.client == .tool && check.conduct == .alone)
            #expect(check.needs.contains { if case .tool = $0 { true } else { false } })
        }
    }
}

extension TemporaryDirectory {
    /// Writes a shell script that can be run.
    func tool(_ name: String, _ script: String) throws {
        let file = try write("#!/bin/sh\n\(script)\n", to: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
}
