/// The rules for names of topics.
enum TopicName {
    /// What is wrong with a name; nil for nothing.
    static func fault(in name: String) -> String? {
        if name.isEmpty { return "Topic name is invalid: the empty string is not allowed" }
        if name == "." || name == ".." { return "Topic name is invalid: '\(name)' is not allowed" }
        if name.utf8.count > 249 { return "Topic name is invalid: the length of '\(name)' is longer than 249" }
        let isLegal = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
            default: false
            }
        }
        return isLegal
            ? nil
            : "Topic name is invalid: '\(name)' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'"
    }

    /// Two topics whose names differ in this only cannot be told apart in names of metrics.
    static func withoutPeriods(_ name: String) -> String { name.replacing(".", with: "_") }
}
