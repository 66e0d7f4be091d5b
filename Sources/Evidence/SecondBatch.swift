/// Rows of one or a few complete seconds, appended to the journal together.
package struct SecondBatch: Sendable {
    package var production: [ProductionRow] = []
    package var deliveries: [DeliveryRow] = []
    package var latencies: [LatencyRow] = []
    package var lag: [LagRow] = []
    package var host: [HostRow] = []
    package var incidents: [Incident] = []
    package var connections: [ConnectionRow] = []

    package init() {}

    package var isEmpty: Bool {
        production.isEmpty && deliveries.isEmpty && latencies.isEmpty && lag.isEmpty && host.isEmpty
            && incidents.isEmpty && connections.isEmpty
    }
}
