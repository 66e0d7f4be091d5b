import Scorecards

/// The widths of the columns of an area's findings on a terminal; the rating before them has 11.
struct FindingColumns {
    var name: Int
    var value: Int
    var bands: Int

    /// What the texts need, names and values held to a share so that the bands keep room.
    init(_ findings: [Finding], width: Int) {
        let room = max(12, width - 11 - 4)
        let names = findings.map { $0.heading.printable.displayWidth }.max() ?? 1
        let values = findings.map { $0.shown.printable.displayWidth }.max() ?? 1
        name = max(4, min(names, room * 2 / 5))
        value = max(4, min(values, room * 3 / 10))
        bands = max(4, room - name - value)
    }
}
