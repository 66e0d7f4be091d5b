import Evidence
import Foundation
import ResultsStore
import Testing

struct RunningProcessTests {
    private func manifest() throws -> TrialManifest {
        var manifest = SampleTrial(startedAt: Int64(Date().timeIntervalSince1970 * 1e9)).manifest
        manifest.host = ProcessInfo.processInfo.hostName
        manifest.process = ProcessInfo.processInfo.processIdentifier
        let path = "/proc/sys/kernel/random/boot_id"
        manifest.bootID =
            FileManager.default.contents(atPath: path).map {
                String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            } ?? ""
        return manifest
    }

    @Test func thisProcessIsAlive() throws {
        #expect(try RunningProcess.isAlive(RunningProcess(manifest())))
    }

    @Test func aProcessThatIsNotThereIsGone() throws {
        var manifest = try manifest()
        manifest.process = .max
        #expect(!RunningProcess.isAlive(RunningProcess(manifest)))
    }

    @Test func anEarlierBootIsGone() throws {
        var manifest = try manifest()
        manifest.bootID = "another"
        #expect(!RunningProcess.isAlive(RunningProcess(manifest)))
    }

    @Test func ofAnotherHostNothingIsKnown() throws {
        var manifest = try manifest()
        (manifest.host, manifest.process) = ("elsewhere", .max)
        #expect(RunningProcess.isAlive(RunningProcess(manifest)))
    }

    #if os(Linux)
        @Test func aProcessThatStartedLongAfterTheTrialOnlyHasItsNumber() throws {
            var manifest = try manifest()
            manifest.startedAt -= 7 * 86_400_000_000_000
            manifest.process = ProcessInfo.processInfo.processIdentifier
            #expect(!RunningProcess.isAlive(RunningProcess(manifest)))
        }
    #endif
}
