internal import Evidence
internal import Quantities

extension Criterion {
    /// How fast the error budget of the scenario's promise is used up.
    package static let serviceLevel = Criterion(
        id: "service-level", title: "Service level",
        why: """
            A promise of 99.9 % leaves one event in a thousand as a budget for everything that goes wrong. A burn of 1 \
            uses it up exactly over its period; a burn of 10 in a tenth of it.
            """,
        unit: .ratio, green: 1, yellow: 2, dependsOnGenerator: true
    ) { evidence, yardstick in
        guard let promise = evidence.manifest.serviceLevel else { return [] }
        guard !evidence.liveReaders.isEmpty else {
            return [
                yardstick.unknown(
                    missing: "the scenario has no live reader to keep the promise to.",
                    evidence: "readers: none with the role live")
            ]
        }
        return evidence.liveReaders.map { reader in
            ErrorBudget(promise, evidence, reader: reader.name).finding(yardstick, evidence)
        }
    }
}
