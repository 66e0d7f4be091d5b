internal import Evidence
internal import Quantities

extension Criterion {
    /// First deliveries of an event after a later one of the same producer and partition.
    package static let order = Criterion(
        id: "order", title: "Order",
        why: """
            A position that arrives after its successor puts a truck back where it was. Kafka promises order within \
            a partition only where the producer's settings ask for it; where they do, nothing may come out of order.
            """,
        unit: .count, green: 0, yellow: .infinity, dependsOnGenerator: false
    ) { evidence, yardstick in
        let promise = ProducerGuarantees(evidence.honesty).orderPromise
        let allowed = promise == nil ? yardstick : yardstick.allowingOnly(0)
        return Account.findings(evidence, allowed) { account in
            let delivered = account.sum(\.delivered)
            guard delivered > 0 else {
                return allowed.unknown(
                    subject: account.reader.name, missing: "nothing was delivered to it.", evidence: Account.rows)
            }
            let outOfOrder = account.sum(\.outOfOrder)
            let reason =
                promise.map { "None is allowed: \($0)." }
                ?? "The producer's settings do not promise order over retries."
            return allowed.finding(
                subject: account.reader.name, value: Double(outOfOrder),
                shown: outOfOrder == 0 ? "none out of order" : "\(outOfOrder.grouped) out of order",
                why:
                    "\(outOfOrder.grouped) of \(delivered.grouped) delivered events came after a later one of the same "
                    + "producer and partition\(account.byTopic(\.outOfOrder)). \(reason)",
                evidence: Account.rows + "; producer settings")
        }
    }
}
