/// A pattern that a group subscribes by: all of a topic's name has to match.
///
/// Kafka takes RE2's grammar; what RE2 has not, back-references and looking around, is refused here too.
struct TopicPattern {
    private let regex: Regex<AnyRegexOutput>

    /// nil where the text is no pattern.
    init?(_ text: String) {
        let foreign = ["(?=", "(?!", "(?<=", "(?<!", "(?>"] + (1...9).map { "\\\($0)" }
        guard !foreign.contains(where: text.contains) else { return nil }
        do {
            regex = try Regex(text)
        } catch {
            return nil
        }
    }

    func matches(_ name: String) -> Bool {
        do {
            return try regex.wholeMatch(in: name) != nil
        } catch {
            // Only a transformation in the pattern could fail, and it has none.
            return false
        }
    }
}
