extension Criterion {
    /// Every criterion, in the order in which a scorecard shows them.
    ///
    /// A new one is listed here.
    package static let all: [Criterion] = [
        .liveTail,
        .ackTail,
        .achievedRate,
        .unavailability,
        .loss,
        .repeats,
        .order,
        .corruption,
        .rejected,
        .catchUp,
        .interference,
        .hotPartition,
        .topicsIntact,
    ]
}
