import Scorecards

extension Report {
    /// One self-contained page: no network, no script, light and dark, for screen, phone and paper.
    ///
    /// Well-formed as XML.
    package func html() -> String {
        let page = tag("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")) {
            tag("head") {
                tag("meta", ("charset", "utf-8"))
                tag("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
                tag("title") { "\(scorecard.overall.word): \(headline)" }
                Markup.style(stylesheet)
            }
            tag("body") {
                tag("main") {
                    verdictSection()
                    findingsSection()
                    chartsSection()
                    partitionsSection()
                    ledgerSection()
                    fleetMarkup()
                    catchUpSection()
                    gapsSection()
                    incidentsSection()
                    honestySection()
                    trialSection()
                }
                footer()
            }
        }
        return "<!DOCTYPE html>\n" + page.source
    }
}
