internal import Evidence

/// The page of all checks, docs/checks.md, made from the catalogue.
package enum ChecksPage {
    /// What a group of checks is about, by the word before the dot; in the order of the page.
    private static let groups: [(word: String, title: String)] = [
        ("proto", "Protocol and versions"), ("meta", "Metadata"), ("topic", "Topics"), ("produce", "Writing"),
        ("fetch", "Reading"), ("offsets", "Offsets"), ("records", "Deleting records"),
        ("log", "Compaction and retention"), ("idem", "Idempotent producers"), ("txn", "Transactions"),
        ("group", "Consumer groups"), ("next", "Consumer groups of the new protocol (KIP-848)"),
        ("share", "Share groups (KIP-932)"), ("config", "Configs"), ("part", "Partitions and replicas"),
        ("sec", "Security"), ("quota", "Quotas"), ("cluster", "The cluster"), ("streams", "Kafka Streams"),
        ("connect", "Kafka Connect"), ("sr", "Schema Registry"),
    ]

    /// Behaviours that a user may look for here and that no check holds.
    private static let leftOut: [(what: String, why: String)] = [
        (
            "Streams groups (KIP-1071): StreamsGroupHeartbeat and StreamsGroupDescribe",
            "Offered from Kafka 4.1 on; their messages are known here, but no cluster that offers them was at hand, and a check that was never seen to pass says nothing."
        ),
        (
            "Exactly-once source connectors (KIP-618)",
            "They need a source connector with offsets of its own on the worker; Kafka brings none that could be asked from outside."
        ),
        (
            "What brokers and controllers ask of each other",
            "No client depends on it, and managed services rightly close it off."
        ),
    ]

    package static let markdown: String = {
        let all = Check.all
        var lines = [
            "# Checks", "",
            "Made from the catalogue in `Sources/Compatibility/Checks`; change it there.", "",
            "\(all.count) checks. `seatrial compat --explain ID` tells one of them, `--list --tier all` lists them, and",
            "[compatibility.md](compatibility.md) says how they are rated. *Slow* ones mostly wait, and run only with",
            "`--tier slow` or `--tier all`.", "",
        ]
        for (word, title) in groups {
            let checks = all.filter { $0.group == word }
            lines += ["## \(title)", ""]
            for check in checks { lines += section(check) }
        }
        lines += [
            "## Tools", "",
            "Run with `--with-tools`, and not counted above: programs of an existing estate that are on the machine, tried",
            "against the target. What they write and read is compared with the log itself.", "",
        ]
        for check in Check.witnesses { lines += section(check) }
        lines += ["## Left out", "", "| what | why |", "| --- | --- |"]
        lines += leftOut.map { "| \(plain($0.what)) | \(plain($0.why)) |" } + [""]
        return lines.joined(separator: "\n")
    }()

    /// Groups that the page has; a test holds them against the catalogue.
    static var words: [String] { groups.map(\.word) }

    private static func section(_ check: Check) -> [String] {
        let words: [String?] = [
            check.tier.rawValue, check.conduct == .slow ? "slow" : nil, check.feature.rawValue,
        ]
        let kind = words.compactMap(\.self).joined(separator: ", ")
        var lines = ["### `\(check.id)`", "", "\(plain(check.title)). (\(kind); since \(plain(check.since)))", ""]
        lines += ["- *Why it matters*: \(plain(check.why))", "- *Passes*: \(plain(check.expected))"]
        if let known = check.known { lines.append("- *Known differences*: \(plain(known))") }
        if let remedy = check.remedy { lines.append("- *What to do*: \(plain(remedy))") }
        return lines + [""]
    }

    /// Stars and angle brackets in a check's words are not markup.
    private static func plain(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("<", with: "&lt;")
    }
}
