internal import ArgumentParser
internal import Compatibility
internal import Evidence
internal import Foundation

/// Which checks of the catalogue.
struct CheckSelection: ParsableArguments {
    enum Tier: String, CaseIterable, ExpressibleByArgument {
        case core, extended, admin, new, slow, all
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            "core, extended, admin, new, slow or all; may be repeated. Slow checks of a tier need 'slow' or 'all'. Default: core.",
            valueName: "tier"))
    var tier: [Tier] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only checks with this id, of any tier; a star stands for anything; may be repeated.", valueName: "pattern")
    )
    var only: [String] = []

    @Flag(
        name: .long,
        help:
            "Also run the tools of an estate that are on this machine, such as kcat and Kafka's scripts, as witnesses.")
    var withTools = false

    var words: String {
        only.isEmpty
            ? "tier " + tiers.map(\.rawValue).sorted().joined(separator: ", ") + (withTools ? ", with tools" : "")
            : "only " + only.joined(separator: ", ")
    }

    private var tiers: Set<Tier> { tier.isEmpty ? [.core] : Set(tier) }

    func checks() throws -> [Check] {
        guard only.isEmpty else {
            for pattern in only where Check.matching([pattern], in: Self.everything).isEmpty {
                throw CommandFailure(
                    .usage, "--only \(pattern): no check has such an id; 'seatrial compat --list --tier all' lists them"
                )
            }
            return Check.matching(only, in: Self.everything)
        }
        let tiers = tiers
        let witnesses = withTools ? Check.witnesses : []
        if tiers.contains(.all) { return Check.all + witnesses }
        return Check.all.filter { check in
            check.conduct == .slow ? tiers.contains(.slow) : tiers.contains { $0.rawValue == check.tier.rawValue }
        } + witnesses
    }

    /// The catalogue and the witnesses: what can be named.
    static let everything = Check.all + Check.witnesses

    static func list(_ checks: [Check], json: Bool) throws {
        if json { return Console.print(try StoredTrials.json(checks.map(CheckSheet.init))) }
        let width = checks.map(\.id.count).max() ?? 0
        for check in checks {
            let id = check.id.padding(toLength: width, withPad: " ", startingAt: 0)
            let tier = (check.conduct == .slow ? "\(check.tier.rawValue), slow" : check.tier.rawValue)
            Console.print("\(id)  \(tier.padding(toLength: 14, withPad: " ", startingAt: 0))  \(check.title)")
        }
    }

    static func explain(_ id: String, json: Bool) throws {
        guard let check = everything.first(where: { $0.id == id }) else {
            throw CommandFailure(
                .usage, "--explain \(id): there is no such check; 'seatrial compat --list --tier all' lists them")
        }
        let sheet = CheckSheet(check)
        if json { return Console.print(try StoredTrials.json(sheet)) }
        Console.print(sheet.text)
    }
}

/// A check in words.
struct CheckSheet: Codable {
    var id: String
    var tier: String
    var slow: Bool
    var feature: String
    var title: String
    var why: String
    var expected: String
    var since: String
    var known: String?
    var remedy: String?
    var client: String

    init(_ check: Check) {
        id = check.id
        tier = check.tier.rawValue
        slow = check.conduct == .slow
        feature = check.feature.rawValue
        title = check.title
        why = check.why
        expected = check.expected
        since = check.since
        known = check.known
        remedy = check.remedy
        client = check.client.rawValue
    }

    var text: String {
        let lines = [
            ("", title), ("why", why), ("passes", expected), ("since", since), ("known", known), ("remedy", remedy),
            ("feature", feature), ("tier", slow ? "\(tier), slow" : tier), ("client", client),
        ]
        return id + "\n"
            + lines.compactMap { name, value in
                value.map { "  \(name.padding(toLength: 8, withPad: " ", startingAt: 0))  \($0)" }
            }.joined(separator: "\n")
    }
}
