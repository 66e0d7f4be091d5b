internal import Foundation

/// What this machine is, for the manifest and the honesty block.
package enum HostFacts {
    package static var name: String { ProcessInfo.processInfo.hostName }
    package static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }
    package static var process: Int32 { ProcessInfo.processInfo.processIdentifier }

    /// `Linux 6.1.0-18-amd64 x86_64`.
    package static var kernel: String {
        var system = utsname()
        guard unsafe uname(&system) == 0 else { return "unknown" }
        func text<Characters>(_ field: Characters) -> String {
            unsafe withUnsafeBytes(of: field) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
        }
        return [text(system.sysname), text(system.release), text(system.machine)].joined(separator: " ")
    }

    /// Names this boot of the machine, so that a process id of an earlier boot is not mistaken; empty where unknown.
    package static var bootID: String {
        guard let data = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id") else { return "" }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    package static var buildMode: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }

    /// Whether one of `hosts` is this machine, by name or by an address of one of its interfaces.
    ///
    /// May ask the DNS.
    package static func isHere(_ hosts: [String]) -> Bool {
        let own = Set(Host.current().addresses + ["localhost", "127.0.0.1", "::1", name])
        return hosts.contains { host in
            own.contains(host) || host.hasPrefix("127.") || !own.isDisjoint(with: Host(name: host).addresses)
        }
    }
}
