import Foundation
import Testing

@testable import LabCluster

struct LabDirectoryTests {
    @Test func whatDeadProcessesLeftIsRemovedAndNothingElse() throws {
        let files = FileManager.default
        let parent = files.temporaryDirectory.appending(path: "lab-directory-\(UInt64.random(in: 0...(.max)))")
        defer { #expect(throws: Never.self) { try files.removeItem(at: parent) } }
        // No process has the highest number that there can be.
        let (dead, alive) = (
            "seatrial-lab-\(Int32.max)-a", "seatrial-lab-\(ProcessInfo.processInfo.processIdentifier)-b"
        )
        for name in [dead, alive, "seatrial-lab-x-c", "other"] {
            try files.createDirectory(at: parent.appending(path: name), withIntermediateDirectories: true)
        }
        let directory = LabDirectory(in: parent.path, number: 7)
        #expect(try Set(files.contentsOfDirectory(atPath: parent.path)) == [alive, "seatrial-lab-x-c", "other"])
        let file = try directory.newFile()
        #expect(file.hasPrefix(directory.path))
        #expect(files.fileExists(atPath: directory.path))
        directory.remove()
        #expect(!files.fileExists(atPath: directory.path))
    }
}
