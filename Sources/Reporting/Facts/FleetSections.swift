import Evidence
import Quantities
import Scorecards

extension Report {
    /// What a fleet adds to a report, in the order in which it is told; nothing where a trial has none of it.
    var fleetSections: [FactSection] {
        [edgeSection, delaySection, outageSection, connectionSection, contentSection, scaleOutSection]
            .filter { !$0.isEmpty }
    }

    var edgeSection: FactSection {
        // A group without a link of its own that dropped, kept and repeated nothing says no more than the ledger.
        let hasEdge = evidence.edges.contains { edge in
            edge.darkSpans > 0 || edge.buffered > 0 || edge.droppedAtEdge > 0 || edge.heldAtEnd > 0 || edge.resent > 0
                || edge.malformed > 0 || edge.late > 0
        }
        guard hasEdge else { return FactSection(title: "At the edge") }
        return FactSection(
            title: "At the edge", sentences: closedAccounts, tables: [edgeTable, linkTable],
            note:
                "Made = sent - sent again + dropped at the edge + still on devices. Dropped at the edge: a full buffer "
                + "gave it up, and no cluster ever saw it. Dark in all: device time without connection.")
    }

    var delaySection: FactSection {
        FactSection(
            title: "Delays by phase", tables: [delayTable],
            note:
                "Business delay: event time to delivery. Edge delay: event time to intended time, what the device, its "
                + "link and its darkness cost. Platform latency: intended time to delivery, what the cluster and its "
                + "readers cost. Each column is a distribution of its own, so its percentiles do not add up to another's."
        )
    }

    var outageSection: FactSection {
        let storms = findings(of: "storm-tail").map { finding in
            FactSection.Sentence(
                text: "\(finding.heading): \(finding.shown). \(finding.why)",
                rating: finding.rating)
        }
        return FactSection(
            title: "Outages of the links", sentences: evidence.outages.isEmpty ? [] : storms, tables: [outageTable])
    }

    var connectionSection: FactSection {
        FactSection(
            title: "Connection set-up", tables: [connectionTable],
            note: "Devices with a connection of their own: from its start to its readiness (TCP, TLS, SASL, first "
                + "metadata).")
    }

    var contentSection: FactSection {
        FactSection(
            title: "Content and identity", tables: [upsertTable, deadLetterTable, driftTable],
            note:
                "Absorbed: deliveries of an event that the table had already. Read again: fetched by the reader itself "
                + "at an offset it had had. Let pass: malformed, and not noticed.")
    }

    var scaleOutSection: FactSection { FactSection(title: "Scale-out", tables: [scaleOutTable]) }

    /// What one criterion found, in its own words.
    func findings(of criterion: String) -> [Finding] {
        scorecard.areas.flatMap(\.findings).filter { $0.criterion == criterion }
    }
}
