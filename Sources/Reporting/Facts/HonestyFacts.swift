import Evidence
import Quantities

/// One line of the honesty block.
struct HonestyFact: Sendable {
    var name: String
    var value: String
    var isAlarming = false
}

extension HonestyBlock {
    /// What is said where the block is missing.
    static let absence =
        "Unknown: the trial ended before the honesty block was made, so nothing here vouches for the generator, the "
        + "clocks or the durability settings."

    /// How well the generator kept its promise.
    var generatorFacts: [HonestyFact] {
        let achieved = asked > 0 ? " (\((Double(sent) / Double(asked)).percent))" : ""
        let lateShare = asked > 0 ? Double(late) / Double(asked) : 0
        return [
            HonestyFact(name: "asked and sent", value: "\(asked.grouped) asked, \(sent.grouped) sent\(achieved)"),
            HonestyFact(
                name: "late sends",
                value:
                    "\(late.grouped) (\(lateShare.percent)) more than \(ProductionRow.lateBound) behind the schedule; "
                    + "bound \(lateBound.percent)",
                isAlarming: lateShare > lateBound),
            HonestyFact(
                name: "send lag", value: sendLagP99.text("not measured") { "p99 \($0) from intended time to client" }),
            HonestyFact(name: "client queue full", value: times(queueFull)),
            HonestyFact(
                name: "generator CPU",
                value: "mean \(generatorCPUMean.percent), highest second \(generatorCPUMax.percent) of \(processors) "
                    + "processors; bound \(cpuBound.percent)",
                isAlarming: generatorCPUMean > cpuBound),
            HonestyFact(
                name: "CPU steal",
                value: "mean \(stealMean.percent), highest second \(stealMax.percent); bound \(stealBound.percent)",
                isAlarming: stealMean > stealBound),
            HonestyFact(name: "memory", value: "at most \(ByteCount(residentBytesMax))"),
        ]
    }

    /// What the clocks, the network and the recorder allow one to say.
    var measurementFacts: [HonestyFact] {
        [
            HonestyFact(
                name: "clock",
                value: (clock.isEmpty ? "not recorded" : clock) + ", "
                    + (clockSkewBound == .zero
                        ? "one clock for producers and readers" : "skew within \(clockSkewBound)")),
            HonestyFact(
                name: "round trip to a broker",
                value: roundTripP50.text("not measured") { p50 in
                    "p50 \(p50)" + roundTripMax.text("") { ", highest \($0)" }
                }),
            HonestyFact(
                name: "broker on the generator's host",
                value: sharesHost.text("unknown") { $0 ? "yes: they compete for the machine" : "no" }),
            HonestyFact(
                name: "recorded out of range",
                value: "\(histogramClamped.grouped) above the range, \(histogramNegative.grouped) below zero",
                isAlarming: histogramClamped > 0 || histogramNegative > 0),
        ]
    }

    /// How durable an acknowledgement was, and what measured it.
    var settingFacts: [HonestyFact] {
        let settings = durability.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
        return [
            HonestyFact(
                name: "durability", value: settings.isEmpty ? "not recorded" : settings.joined(separator: ", ")),
            HonestyFact(name: "client library", value: recorded(clientVersion)),
            HonestyFact(name: "build", value: recorded(buildMode)),
            HonestyFact(name: "kernel", value: recorded(kernel)),
        ]
    }

    var facts: [HonestyFact] { generatorFacts + measurementFacts + settingFacts }
}

private func recorded(_ text: String) -> String { text.isEmpty ? "not recorded" : text }

private func times(_ count: Int64) -> String { count == 1 ? "once" : "\(count.grouped) times" }
