extension Report {
    /// What a fleet adds, section by section.
    @MarkupBuilder
    func fleetMarkup() -> Markup {
        for section in fleetSections {
            tag("section") {
                tag("h2") { section.title }
                for sentence in section.sentences {
                    tag("p", ("class", sentence.isAlarming ? "account alarm" : "account")) {
                        if let rating = sentence.rating { badge(rating) }
                        sentence.rating == nil ? sentence.text : " " + sentence.text
                    }
                }
                if section.title == connectionSection.title { connectionFigure() }
                for table in section.tables where !table.rows.isEmpty { table.markup() }
                if let note = section.note { tag("p", ("class", "note")) { note } }
            }
        }
    }
}
