/// An HTTP service beside a target, its Schema Registry or Kafka Connect, as written, checked, with its secrets still as references.
struct DeclaredService: Sendable {
    private var url: TargetsFile.Written
    private var user: TargetsFile.Written?
    private var password: TargetsFile.Written?

    /// nil without a URL, which has been reported then.
    init?(_ object: ReadObject, _ problems: inout ProblemList) {
        func written(_ key: String) -> TargetsFile.Written? {
            object.text(key).map { TargetsFile.Written(text: $0, place: object.place(of: key)) }
        }
        user = written("user")
        password = written("password")
        for (key, other) in [("user", "password"), ("password", "user")] where object.has(key) && !object.has(other) {
            problems.add(object.place(of: key), "'\(key)' without '\(other)'", "give both or neither")
        }
        for value in [user, password].compactMap(\.self) {
            TargetsFile.reportFaults(in: value.text, value.place, &problems)
        }
        guard let url = written("url") else { return nil }
        self.url = url
        TargetsFile.reportFaults(in: url.text, url.place, &problems)
        if !url.text.contains("${") { DeclaredService.reportFault(in: url.text, url.place, &problems) }
    }

    /// - Parameter found: takes the secrets: every value filled in, and the password however it was written.
    func resolved(
        from source: SecretSource, in directory: String, _ found: inout [String], _ problems: inout ProblemList
    ) -> (url: String, user: String?, password: String?) {
        func fill(_ written: TargetsFile.Written) -> String {
            let value = SecretTemplate(written.text).resolved(from: source, in: directory, written.place, &problems)
            found += value.secrets
            return value.text
        }
        let before = problems.found.count
        let text = fill(url)
        if problems.found.count == before { DeclaredService.reportFault(in: text, url.place, &problems) }
        let secret = password.map(fill)
        if let secret { found.append(secret) }
        return (text, user.map(fill), secret)
    }

    /// Reports what is wrong with a URL, without the URL itself.
    private static func reportFault(in url: String, _ place: Place, _ problems: inout ProblemList) {
        let remedy = "write http://host:port or https://host:port"
        guard let scheme = ["http://", "https://"].first(where: url.lowercased().hasPrefix) else {
            problems.add(place, "'url' is no HTTP URL", remedy)
            return
        }
        let rest = url.dropFirst(scheme.count)
        let host = rest.prefix { !"/?#".contains($0) }
        if host.contains("@") {
            problems.add(place, "'url' has a user in it", "give 'user' and 'password' as keys of their own")
        } else if host.isEmpty || host.hasPrefix(":") {
            problems.add(place, "'url' has no host", remedy)
        } else if rest.contains(where: { "?#".contains($0) || $0.isWhitespace }) {
            problems.add(place, "'url' has a query, a fragment or a blank", remedy)
        }
    }
}
