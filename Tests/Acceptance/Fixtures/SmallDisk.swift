import Foundation
import TestSupport

/// A disk of one megabyte in memory.
struct SmallDisk: Sendable {
    let folder: URL

    /// Whether this process may mount one: Linux lets root do it, and in most containers not even root.
    static var canBeMade: Bool {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/mount"),
            let status = FileManager.default.contents(atPath: "/proc/self/status"),
            let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first(where: {
                $0.hasPrefix("CapEff:")
            }),
            let capabilities = UInt64(line.dropFirst("CapEff:".count).drop { $0.isWhitespace }, radix: 16)
        else { return false }
        // capabilities(7): CAP_SYS_ADMIN is number 21.
        return capabilities & 1 << 21 != 0
    }

    /// Makes the folder and mounts the disk on it; `unmount` has to be called.
    init(at folder: URL) async throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await Self.run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path])
    }

    /// Takes all the space that is left.
    func fill() throws {
        let filler = folder.appending(path: "filler")
        try Data().write(to: filler)
        let handle = try FileHandle(forWritingTo: filler)
        // A page at a time, so that not even one is left.
        let page = Data(repeating: 0, count: 4_096)
        while true {
            do {
                try handle.write(contentsOf: page)
            } catch {
                // Full: that was the aim.
                return try handle.close()
            }
        }
    }

    func unmount() async throws { try await Self.run("umount", ["--lazy", folder.path]) }

    private static func run(_ tool: String, _ arguments: [String]) async throws {
        let process = try ChildProcess(URL(filePath: "/usr/bin/\(tool)"), arguments, environment: [:])
        let end = try await process.finish(within: .seconds(20))
        guard end.status == 0 else { throw WorkplaceError(description: "\(tool): \(end.standardError)") }
    }
}
