import Foundation
import Quantities

/// What a fleet takes in memory before the first event is sent, so that one too large is refused and does not thrash.
///
/// A lower bound: clients, ledgers and what is in flight come on top.
enum FleetMemory {
    /// A device's place in its own stream, and what its link adds to it.
    static let bytesOfDevice = 48.0
    static let bytesOfLink = 64.0
    /// Where a key begins and how long it is, beside its text.
    static let bytesOfKeyPlace = 16.0

    /// `tenant-0007/`, as a part of a device's key or as a key of its own.
    static let bytesOfPart = 12.0

    static func devices(_ fleet: [DeviceGroup]) -> Double {
        let own = fleet.reduce(0) { sum, group in
            let device = bytesOfDevice + (group.link == nil ? 0 : bytesOfLink)
            let text = Double(group.name.utf8.count + 1 + String(group.devices).utf8.count)
            let key = bytesOfKeyPlace + text + bytesOfPart * Double(group.key.parts.count - 1)
            return sum + Double(group.devices) * (device + (group.key.parts.contains(.device) ? key : 0))
        }
        // Keys that groups share are kept once, for the group with the most of them.
        let shared = [(KeyStrategy.tenant, \DeviceGroup.tenants), (.region, \.regions), (.segment, \.segments)]
            .reduce(0) { sum, part in sum + (fleet.filter { $0.key == part.0 }.map { $0[keyPath: part.1] }.max() ?? 0) }
        return own + Double(shared) * (bytesOfKeyPlace + bytesOfPart)
    }

    /// The values that are rendered ahead: those of each group, or of each firmware that its devices have in turn.
    static func payloads(_ fleet: [DeviceGroup], _ firmware: [Firmware]) -> Double {
        fleet.reduce(0) { sum, group in
            let versions = Set([group.firmware].compactMap(\.self) + group.rollouts.map(\.to))
            let payloads = firmware.filter { versions.contains($0.version) }.map(\.payload)
            let breaks = group.mess.malformed > 0
            return sum + (payloads.isEmpty ? [group.payload] : payloads).reduce(0) { $0 + values($1.size, breaks) }
        }
    }

    /// 1,024 values of common sizes, fewer of large ones, and 16 at least; where some are malformed, up to 64 more.
    private static func values(_ size: Payload.Size, _ breaks: Bool) -> Double {
        let (typical, mean) =
            switch size {
            case .fixed(let bytes): (Double(bytes), Double(bytes))
            case .uniform(let min, let max): (Double(min + max) / 2, Double(min + max) / 2)
            case .logNormal(let median, let p99):
                // 2.326 standard deviations are the 99th percentile.
                (Double(median), Double(median) * exp(pow(log(Double(p99) / Double(median)) / 2.326, 2) / 2))
            }
        let count = min(1024, max(16, (8 * 1_048_576 / typical).rounded(.down)))
        return (count + (breaks ? min(count, 64) : 0)) * mean
    }
}

extension ScenarioAssembly {
    /// - Parameter memory: the machine's; nil: it is not looked at.
    mutating func requireMemory(_ fleet: [DeviceGroup], _ object: ReadObject, _ memory: ByteCount?) {
        guard let memory else { return }
        let devices = FleetMemory.devices(fleet)
        let payloads = FleetMemory.payloads(fleet, firmware)
        guard devices + payloads > Double(memory.rawValue) else { return }
        func shown(_ bytes: Double) -> String { ByteCount(Int64(min(bytes, 1e18))).description }
        let count = fleet.reduce(0) { $0 + $1.devices }
        problems.add(
            object.place(of: "fleet"),
            "\(count.grouped) devices take \(shown(devices)) and their payloads \(shown(payloads)), more than this machine's \(memory)",
            "give a smaller scale, fewer devices or smaller payloads")
    }
}
