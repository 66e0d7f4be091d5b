package import Evidence
package import KafkaClient
internal import Quantities

extension ClientNotice {
    /// What a client library said, as an incident of the trial.
    package func incident(at instantNs: UInt64, subject: String) -> Incident {
        let severity: Incident.Severity =
            switch kind {
            case .error: .warning
            case .log, .rebalance: .note
            }
        let kind =
            switch self.kind {
            case .error: "client-error"
            case .log: "client-log"
            case .rebalance: "rebalance"
            }
        return Incident(
            at: Nanoseconds(Int64(clamping: instantNs)), severity: severity, kind: kind, text: "\(subject): \(text)")
    }
}
