package import KafkaWire

extension CheckOutcome {
    /// What an error of the wire client means where the probe made nothing of it itself.
    package init(_ error: WireError) {
        switch error.kind {
        case .unsupported: self = .unsupported("\(error)")
        case .refused(.unsupportedVersion): self = .unsupported("\(error)", ["error": "UNSUPPORTED_VERSION"])
        case .refused(let code) where code.isAuthorization:
            self = .inconclusive("\(error) The user of this target may not do it.")
        case .malformed: self = .fail("The answer is not what the protocol says: \(error)")
        case .closed: self = .inconclusive("The broker closed the connection: \(error)")
        case .refused, .settings, .unreachable, .timedOut, .authentication, .cancelled: self = .inconclusive("\(error)")
        }
    }

    /// What anything that a probe throws means.
    init(thrown error: any Error) {
        switch error {
        case let outcome as CheckOutcome: self = outcome
        case let error as WireError: self.init(error)
        case is CancellationError: self = .inconclusive("The run was stopped.")
        default: self = .inconclusive("\(error)")
        }
    }
}

extension BrokerCode {
    /// Whether the user lacks a right: for a topic, a group, the cluster, a transactional id, a token.
    package var isAuthorization: Bool { [29, 30, 31, 53, 65].contains(rawValue) }
}
