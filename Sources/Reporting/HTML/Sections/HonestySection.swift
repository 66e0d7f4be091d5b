import Evidence
import Scorecards

extension Report {
    /// What one must know to believe the figures, complete.
    func honestySection() -> Markup {
        tag("section") {
            tag("h2") { "Honesty block" }
            if let honesty = scorecard.honesty {
                tag("h3") { "Caveats" }
                if honesty.caveats.isEmpty { tag("p", ("class", "muted")) { "None." } }
                if !honesty.caveats.isEmpty {
                    tag("ul") { for caveat in honesty.caveats { tag("li") { caveat } } }
                }
                facts("Generator", honesty.generatorFacts)
                facts("Clocks, network, recorder", honesty.measurementFacts)
                facts("Durability and software", honesty.settingFacts)
                settings(honesty.clientSettings)
            } else {
                tag("p", ("class", "warning")) { HonestyBlock.absence }
            }
        }
    }

    @MarkupBuilder
    private func facts(_ title: String, _ facts: [HonestyFact]) -> Markup {
        tag("h3") { title }
        factList(facts.map { ($0.name, $0.value, $0.isAlarming) })
    }

    private func settings(_ clients: [String: [String: String]]) -> Markup {
        tag("details") {
            tag("summary") { "Client settings in effect" }
            if clients.isEmpty { tag("p", ("class", "muted")) { "None were recorded." } }
            for (client, settings) in clients.sorted(by: { $0.key < $1.key }) {
                tag("h3") { client }
                factList(settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value, false) })
            }
        }
    }
}
