import Scorecards

/// A rating as a word and a shape, so that no one needs the colour: disc, triangle, octagon, ring.
func badge(_ rating: Rating) -> Markup {
    tag("span", ("class", "badge \(rating.rawValue)")) {
        tag("svg", ("viewBox", "0 0 16 16"), ("aria-hidden", "true"), ("fill", "currentColor")) { shape(of: rating) }
        rating.word
    }
}

private func shape(of rating: Rating) -> Markup {
    switch rating {
    case .green: tag("circle", ("cx", "8"), ("cy", "8"), ("r", "7"))
    case .yellow: tag("path", ("d", "M8 1L15.5 15H.5z"))
    case .red: tag("path", ("d", "M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z"))
    case .unknown:
        tag(
            "circle", ("cx", "8"), ("cy", "8"), ("r", "6"), ("fill", "none"), ("stroke", "currentColor"),
            ("stroke-width", "2.5"), ("stroke-dasharray", "3 2"))
    }
}
