extension Criterion {
    /// Every criterion, in the order in which a scorecard shows them.
    ///
    /// A new one is listed here.
    package static let all: [Criterion] = [
        .liveTail,
        .ackTail,
        .serviceLevel,
        .achievedRate,
        .unavailability,
        .availability,
        .loss,
        .repeats,
        .order,
        .corruption,
        .rejected,
        .reconciliation,
        .deadLetters,
        .schemaDrift,
        .edgeDrops,
        .connections,
        .catchUp,
        .interference,
        .stormTail,
        .scaleOut,
        .hotPartition,
        .topicsIntact,
    ]
}
