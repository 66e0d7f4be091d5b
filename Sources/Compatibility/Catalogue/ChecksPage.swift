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
