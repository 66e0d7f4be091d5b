internal import ScenarioModel
internal import Traces

/// The topics that names and patterns mean, out of those that are there.
enum TopicSelection {
    /// In the order of the patterns, each topic once.
    ///
    /// What is written with the letters of topic names only is a name; everything else is a regular expression that the
    /// whole name must match. Internal topics (`__...`) are meant only by their name.
    static func names(of patterns: [String], among known: [String]) throws(CaptureError) -> [String] {
        var chosen: [String] = []
        var problems: [String] = []
        for pattern in patterns {
            let (names, problem) = matches(of: pattern, among: known)
            if let problem { problems.append(problem) }
            for name in names where !chosen.contains(name) { chosen.append(name) }
        }
        if chosen.count > TraceManifest.mostTopics {
            problems.append(
                "\(chosen.count) topics are meant, and a trace holds at most \(TraceManifest.mostTopics): "
                    + "capture them in parts")
        }
        guard problems.isEmpty else { throw CaptureError(.request, problems.joined(separator: "\n")) }
        return chosen
    }

    private static func matches(of pattern: String, among known: [String]) -> (names: [String], problem: String?) {
        if known.contains(pattern) { return ([pattern], nil) }
        guard !pattern.allSatisfy(isNameCharacter) else {
            let guess = NearestName.of(pattern, in: known).map { "did you mean '\($0)'? " } ?? ""
            return (
                [],
                "topic '\(pattern)' is not there, or this user may not see it: "
                    + guess + "\(known.filter { !$0.hasPrefix("__") }.count) topics can be seen"
            )
        }
        do {
            let expression = try Regex(pattern)
            let names = known.filter { !$0.hasPrefix("__") && $0.wholeMatch(of: expression) != nil }.sorted()
            return (names, names.isEmpty ? "no topic matches '\(pattern)': \(known.count) topics can be seen" : nil)
        } catch {
            return ([], "'\(pattern)' is neither a topic's name nor a regular expression: \(error)")
        }
    }

    /// As Kafka's own Topic.LEGAL_CHARS has it.
    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }
}
