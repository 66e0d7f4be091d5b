internal import Captures
internal import Quantities

extension CaptureReport {
    /// The summary for a person.
    func text(path: String) -> String {
        ([headline] + topics.map(\.line) + accounts + ["", fileLine(path)]).joined(separator: "\n")
    }

    private var headline: String {
        let how =
            switch ending {
            case .complete: "captured"
            case .interrupted: "ended early, captured"
            case .stalled: "the cluster handed over nothing for a minute, captured"
            }
        let rate = Int(eventsPerSecond.rounded()).grouped
        return "\(how) \(events.grouped) events of \(source) in \(Nanoseconds(windowEnd - windowStart)): \(rate)/s, "
            + "\(ByteCount(payloadBytes)) of keys, values and headers, \(keys.grouped) distinct keys"
    }

    private var accounts: [String] {
        var lines: [String] = []
        if batches > 0 {
            lines.append(
                "batches: \(batches.grouped) sampled, \(codecs.joined(separator: ", ")), "
                    + "\((Double(batchRecords) / Double(batches)).significant(3)) records each")
        }
        if gaps > 0 {
            lines.append(
                "GAPS: \(gaps), with \(missed.grouped) offsets that were deleted before they were read")
        }
        if unread > 0 { lines.append("not read: \(unread.grouped) events that were in the window") }
        if holes > 0 {
            lines.append("holes: \(holes.grouped) offsets without a record (compacted, aborted, transaction markers)")
        }
        if movedTimes > 0 {
            lines.append("timestamps outside the window, moved to its edge: \(movedTimes.grouped)")
        }
        if raisedTimes > 0 {
            lines.append("timestamps before that of the record ahead, raised to it: \(raisedTimes.grouped)")
        }
        if undated > 0 { lines.append("records without a timestamp: \(undated.grouped)") }
        if sharedKeyEvents > 0 {
            lines.append("events whose key shares a number with another, see --keys: \(sharedKeyEvents.grouped)")
        }
        return lines + notes.map { "note: \($0)" }
    }

    private func fileLine(_ path: String) -> String {
        let share = events > 0 ? ", \(fileBytesPerEvent.significant(3)) bytes an event" : ""
        return "trace: \(path) (\(ByteCount(fileBytes))\(share))"
    }
}

extension CaptureReport.Topic {
    fileprivate var line: String {
        var parts = ["\(events.grouped) events", "\(partitions) partitions"]
        if let skew { parts.append("fullest \(skew.significant(3)) times the mean") }
        if let p50ValueBytes, let p99ValueBytes, let maxValueBytes {
            parts.append(
                "values of \(meanValueBytes.significant(3)) bytes (p50 \(p50ValueBytes), p99 \(p99ValueBytes), "
                    + "max \(maxValueBytes))")
        }
        parts.append(groups == 1 ? "1 group" : "\(groups) groups")
        return "  \(name): " + parts.joined(separator: ", ")
    }
}
