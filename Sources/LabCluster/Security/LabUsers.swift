internal import KafkaWire

/// Who can log in.
final class LabUsers {
    /// Names and passwords for PLAIN, which nobody changes while the cluster runs.
    private let passwords: [String: String]
    /// Names with what SCRAM needs; administrators change them.
    private(set) var scram: [String: [SaslMechanism: ScramCredential]] = [:]

    init(_ passwords: [String: String], random: inout LabRandom) {
        self.passwords = passwords
        for (name, password) in passwords.sorted(by: { $0.key < $1.key }) {
            for mechanism in [SaslMechanism.scramSHA256, .scramSHA512] {
                let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
                scram[name, default: [:]][mechanism] = ScramCredential(
                    password: password, salt: salt, for: mechanism)
            }
        }
    }

    /// Whether a name and a password go together.
    func accepts(_ name: String, _ password: String) -> Bool { passwords[name] == password }

    func set(_ credential: ScramCredential, of name: String, for mechanism: SaslMechanism) {
        scram[name, default: [:]][mechanism] = credential
    }

    func remove(_ name: String, _ mechanism: SaslMechanism) {
        scram[name]?[mechanism] = nil
        if scram[name]?.isEmpty == true { scram[name] = nil }
    }
}
