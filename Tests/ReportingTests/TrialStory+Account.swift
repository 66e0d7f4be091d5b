import Evidence
import Quantities

extension TrialStory {
    /// The account made after the drain: ledger, partitions, gaps, catch-ups, honesty block.
    func account(in evidence: inout TrialEvidence) {
        let measured = Int64((seconds - warmUp.count) * rate)
        for reader in ["dashboard", "archive"] {
            var tally = DeliveryTally(reader: reader, topic: "positions")
            tally.sent = measured
            tally.acked = measured
            tally.delivered = measured
            tally.repeated = reader == "archive" ? 412 : 0
            evidence.tallies.append(tally)
        }
        evidence.partitions = (0..<partitions).map { number in
            var row = PartitionRow(topic: "positions", partition: number)
            row.sent = measured * Int64(number == 3 ? hotShare : 1) / Int64(partitions - 1 + hotShare)
            row.acked = row.sent
            row.sentBytes = row.sent * 256
            row.ackP50 = .microseconds(number == 3 ? 1_900 : 700)
            row.ackP99 = .microseconds(number == 3 ? 14_000 : 5_000 + UInt64(number) * 40)
            row.ackMax = .seconds(4)
            row.heaviestKey = number == 3 ? "tenant-harbour" : "tenant-\(number)"
            row.heaviestKeyShare = number == 3 ? 0.71 : 0.12
            return row
        }
        if let brokerOutage {
            let start = Nanoseconds.seconds(Double(brokerOutage.lowerBound))
            let length = Nanoseconds.seconds(Double(brokerOutage.count))
            evidence.gaps = [
                Gap(kind: .ack, topic: "positions", partition: 3, start: start, length: length),
                Gap(kind: .delivery, reader: "dashboard", topic: "positions", start: start, length: length),
            ]
        }
        if let archiveAway, let catchUp {
            evidence.catchUps = [
                CatchUp(
                    reader: "archive", topic: "positions", resumedAt: .seconds(Double(catchUp.lowerBound)),
                    backlog: Int64(archiveAway.count * rate), caughtUpAt: .seconds(Double(catchUp.upperBound)),
                    drainRate: Double(rate + archiveAway.count * rate / catchUp.count), arrivalRate: Double(rate),
                    slowestPartition: 3, slowestDrainTime: .seconds(Double(catchUp.count)), verdict: .drained)
            ]
        }
        evidence.honesty = honesty
    }

    var honesty: HonestyBlock {
        var block = HonestyBlock()
        block.asked = Int64((seconds - warmUp.count) * rate)
        block.sent = block.asked
        block.late = Int64(max(0, (brokerOutage?.count ?? 0) - 1) * rate) / 100
        block.queueFull = 12
        block.sendLagP99 = .milliseconds(0.42)
        block.generatorCPUMean = 0.4
        block.generatorCPUMax = 0.71
        block.stealMean = 0.002
        block.stealMax = 0.013
        block.residentBytesMax = 90 << 20
        block.clock = "CLOCK_MONOTONIC"
        block.roundTripP50 = .milliseconds(0.31)
        block.roundTripMax = .milliseconds(1.9)
        block.sharesHost = false
        block.durability = [
            "acks": "all", "replication": "3", "min.insync.replicas": "2", "enable.idempotence": "true",
        ]
        block.clientVersion = "librdkafka 2.0.2"
        block.clientSettings = [
            "producer": ["acks": "all", "linger.ms": "5", "sasl.password": "[redacted]"],
            "reader dashboard": ["fetch.wait.max.ms": "5"],
        ]
        block.processors = 2
        block.kernel = "Linux 6.1"
        block.buildMode = "release"
        block.caveats = ["A short run: nothing is said about retention, tiering or ageing."]
        return block
    }
}
